/**
 * The flat estimate of the manual log: one rate for every token, since an entry has one number and names no model. It is
 * an estimate by nature, and every place that shows it says so. What an entry was given when it was logged stays in the
 * file; the recompute view lays the two side by side.
 */
import { decimal, type Money, rounded, usd } from './money.ts';
import type { Work } from './work.ts';

/** USD per million tokens: `tokens * 0.0026 / 1000`, as the original program has it. */
export const FLAT_USD_PER_MTOK = 2.6;

const MILLION = 1_000_000n;
const CENT = usd('0.01');

export function flatEstimate(tokens: number, usdPerMtok: number): Money {
  return (usd(usdPerMtok) * BigInt(tokens)) / MILLION;
}

/** How the rate is named in a sentence: '$0.0026 per 1,000 tokens'. */
export function rateText(usdPerMtok: number): string {
  return `$${decimal(usd(usdPerMtok) / 1000n, 2)} per 1,000 tokens`;
}

/** An entry whose stored cost is not the rate times its tokens. */
export interface Difference {
  readonly work: Work;
  readonly stored: Money;
  readonly byRate: Money;
  /** A cent or more; what is less stems from the original program, which cut costs to cents. */
  readonly isLarge: boolean;
  /** What it looks like, where that is plain. */
  readonly reason?: 'a thousand times the rate' | 'cut to cents';
}

export function differenceOf(work: Work, usdPerMtok: number): Difference | undefined {
  const stored = work.usd ?? 0n;
  const byRate = flatEstimate(work.tokens.total, usdPerMtok);
  if (stored === byRate) return undefined;
  const gap = stored > byRate ? stored - byRate : byRate - stored;
  const isLarge = gap >= CENT;
  const isCut = stored === (byRate / CENT) * CENT || rounded(byRate, 2) === decimal(stored, 2);
  const reason = stored === byRate * 1000n ? 'a thousand times the rate' : isCut ? 'cut to cents' : undefined;
  return { work, stored, byRate, isLarge, reason };
}
