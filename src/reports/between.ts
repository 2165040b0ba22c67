/** What was used between two moments: today, or a window of some hours. */

import type { PriceLookup } from '../core/price.ts';
import type { Journal } from '../rollup/journal.ts';
import { Tally, tallyAll } from '../rollup/tally.ts';
import type { Counted } from '../rollup/totals.ts';

/** The sum of the events from `fromMs` up to, not including, `toMs`, UTC ms, of one source or of all. */
export function tallyBetween(
  journal: Journal,
  prices: PriceLookup,
  fromMs: number,
  toMs: number,
  source?: string,
): Tally {
  const between = new Tally();
  const others = new Tally();
  const tallyOf = ({ atMs, attribution }: Counted) => {
    const isWanted = source === undefined || attribution.source === source;
    return isWanted && atMs >= fromMs && atMs < toMs ? between : others;
  };
  const sides = [
    { fromMs: Number.NEGATIVE_INFINITY, toMs: fromMs },
    { fromMs, toMs },
    { fromMs: toMs, toMs: Number.POSITIVE_INFINITY },
  ] as const;
  const sideOf = (atMs: number) => (atMs < fromMs ? sides[0] : atMs < toMs ? sides[1] : sides[2]);
  tallyAll(journal, prices, source === undefined ? 'nothing' : 'source', tallyOf, sideOf);
  return between;
}
