/** What Copilot charged: one AI unit has been one cent since 2026-06-01 (docs.github.com, "Billing for GitHub Copilot"). */
const NANO_PER_USD = 1e11;

/** USD; undefined where nothing was charged or stated. */
export function usdOfNanoAiu(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value / NANO_PER_USD : undefined;
}
