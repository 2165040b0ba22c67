/** Whether a part is more than so many percent of a whole, decided without rounding. */
const SCALE = 1_000_000n;

/** `percent` may have six digits behind the point. */
export function isAboveShare(part: bigint, whole: bigint, percent: number): boolean {
  return part * 100n * SCALE > whole * BigInt(Math.round(percent * Number(SCALE)));
}
