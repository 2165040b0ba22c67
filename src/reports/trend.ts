/**
 * How usage went, day by day, for the dearest few: the lines of both trend panes. Both draw the same few, chosen by
 * cost within the range, so that a reader can follow a model from one to the other.
 */
import type { Day } from '../core/calendar.ts';
import { getOrInsert } from '../core/group.ts';
import { approximateUsd, type Cost } from '../core/money.ts';
import { Tally } from '../rollup/tally.ts';
import { dearestFirst } from './breakdown.ts';
import type { DayTallies } from './day-tallies.ts';

/** Ranges a trend can show, in days; undefined is all there is. */
export const RANGES = [
  { id: '7d', title: '7 days', days: 7 },
  { id: '30d', title: '30 days', days: 30 },
  { id: '90d', title: '90 days', days: 90 },
  { id: 'all', title: 'all days', days: undefined },
] as const;
export type Range = (typeof RANGES)[number];

export const MOST_SERIES = 5;

export interface TrendSeries {
  readonly name: string;
  readonly tally: Tally;
  readonly cost: Cost;
  /** One value per day of the trend, for drawing. */
  readonly tokens: readonly number[];
  readonly usd: readonly number[];
}

export interface Trend {
  readonly from: Day;
  readonly to: Day;
  readonly series: readonly TrendSeries[];
  /** How many more names were used in the range, and what they come to. */
  readonly others: { readonly count: number; readonly tally: Tally };
}

export function trend(tallies: DayTallies, range: Range, today: Day, most = MOST_SERIES): Trend {
  const from = range.days === undefined ? Math.min(tallies.order[0] ?? today, today) : today - range.days + 1;
  const names = new Map<string, Tally>();
  for (const day of tallies.order) {
    if (day < from || day > today) continue;
    for (const [name, tally] of tallies.days.get(day)!) {
      getOrInsert(names, name, () => new Tally()).absorb(tally);
    }
  }
  const ranked = [...names].map(([name, tally]) => ({ name, tally, cost: tally.cost() })).sort(dearestFirst);
  const others = new Tally();
  for (const { tally } of ranked.slice(most)) others.absorb(tally);
  const days = Array.from({ length: today - from + 1 }, (_, i) => tallies.days.get(from + i));
  return {
    from,
    to: today,
    series: ranked.slice(0, most).map(row => {
      const daily = days.map(day => day?.get(row.name));
      return {
        ...row,
        tokens: daily.map(tally => tally?.total ?? 0),
        usd: daily.map(tally => (tally ? approximateUsd(tally.cost().usd) : 0)),
      };
    }),
    others: { count: Math.max(0, ranked.length - most), tally: others },
  };
}
