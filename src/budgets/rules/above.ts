/** Whether a part is more than so many percent of a whole, decided without rounding. */
import type { Money } from '../../core/money.ts';

const SCALE = 1_000_000n;

/** `percent` may have six digits behind the point. */
export function isAboveShare(part: bigint, whole: bigint, percent: number): boolean {
  return part * 100n * SCALE > whole * BigInt(Math.round(percent * Number(SCALE)));
}

/** Whether an amount is more than so many times another. */
export function isMoreThan(amount: Money, times: number, other: Money): boolean {
  return amount * SCALE > other * BigInt(Math.round(times * Number(SCALE)));
}
