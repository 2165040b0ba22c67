/** What was used between two moments: today, or a window of some hours. */

import type { PriceLookup } from '../core/price.ts';
import type { Matchers } from '../core/query.ts';
import { ANY } from '../rollup/group-by.ts';
import type { Journal } from '../rollup/journal.ts';
import { Tally } from '../rollup/tally.ts';

/**
 * The sum of the events from `fromMs` up to, not including, `toMs`, UTC ms, of one source or of all, and of what `wanted`
 * lets in.
 */
export function tallyBetween(
  journal: Journal,
  prices: PriceLookup,
  fromMs: number,
  toMs: number,
  source?: string,
  wanted?: Pick<Matchers, 'isPlace' | 'isModel'>,
): Tally {
  const spans = [
    { key: undefined, fromMs: Number.NEGATIVE_INFINITY, toMs: fromMs },
    { key: true, fromMs, toMs },
    { key: undefined, fromMs: toMs, toMs: Number.POSITIVE_INFINITY },
  ] as const;
  const groups = journal.group(prices, {
    timeOf: atMs => (atMs < fromMs ? spans[0] : atMs < toMs ? spans[1] : spans[2]),
    placeOf: usage =>
      ((source === undefined || usage.attribution.source === source) && (wanted?.isPlace(usage) ?? true)) ||
      undefined,
    modelOf: wanted ? (usage, rate) => wanted.isModel(usage, rate) || undefined : ANY,
  });
  const between = new Tally();
  for (const { sum } of groups) between.absorb(sum.tally);
  return between;
}
