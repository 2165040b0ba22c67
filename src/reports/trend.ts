/**
 * How usage went, bucket by bucket, for the names that cost most: the lines and stacks of charts. The names are chosen
 * by cost within the range, so that a reader can follow one from a chart of tokens to a chart of cost; all others are
 * one series.
 */
import { getOrInsert } from '../core/group.ts';
import { Tally } from '../rollup/tally.ts';
import { type BreakdownRow, mostExpensiveFirst } from './breakdown.ts';
import type { Bucket } from './buckets.ts';
import type { DayTallies } from './day-tallies.ts';

export const MOST_SERIES = 8;

export interface TrendSeries extends BreakdownRow {
  /** One sum per bucket. */
  readonly parts: readonly Tally[];
}

export interface Trend {
  readonly buckets: readonly Bucket[];
  /** Most expensive first. */
  readonly series: readonly TrendSeries[];
  /** All further names together; absent where there are none. */
  readonly others: { readonly count: number; readonly series: TrendSeries } | undefined;
  readonly total: Tally;
  readonly totals: readonly Tally[];
}

export function trend(tallies: DayTallies, buckets: readonly Bucket[], most = MOST_SERIES): Trend {
  const totals = buckets.map(() => new Tally());
  const total = new Tally();
  const parts = new Map<string, Map<number, Tally>>();
  const sums = new Map<string, Tally>();
  let at = 0;
  for (const day of tallies.order) {
    while (at < buckets.length && day > buckets[at]!.to) at += 1;
    const bucket = buckets[at];
    if (!bucket) break;
    if (day < bucket.from) continue;
    for (const [name, tally] of tallies.days.get(day)!) {
      totals[at]!.absorb(tally);
      total.absorb(tally);
      getOrInsert(sums, name, () => new Tally()).absorb(tally);
      const ofName = getOrInsert(parts, name, () => new Map<number, Tally>());
      getOrInsert(ofName, at, () => new Tally()).absorb(tally);
    }
  }
  const ranked = [...sums]
    .map(([name, tally]) => ({ name, tally, cost: tally.cost() }))
    .sort(mostExpensiveFirst);
  const partsOf = (name: string) => {
    const known = parts.get(name);
    return buckets.map((_, i) => known?.get(i) ?? NOTHING);
  };
  // One more than fits would be a series of "others" that holds one name.
  const shown = ranked.length === most + 1 ? ranked : ranked.slice(0, most);
  return {
    buckets,
    series: shown.map(row => ({ ...row, parts: partsOf(row.name) })),
    others: othersOf(ranked.slice(shown.length), buckets, parts),
    total,
    totals,
  };
}

function othersOf(
  rows: readonly BreakdownRow[],
  buckets: readonly Bucket[],
  parts: ReadonlyMap<string, ReadonlyMap<number, Tally>>,
): Trend['others'] {
  if (rows.length === 0) return undefined;
  const tally = new Tally();
  const sums = buckets.map(() => new Tally());
  for (const row of rows) {
    tally.absorb(row.tally);
    for (const [at, part] of parts.get(row.name) ?? []) sums[at]!.absorb(part);
  }
  const series = { name: '', tally, cost: tally.cost(), parts: sums };
  return { count: rows.length, series };
}

const NOTHING = new Tally();
