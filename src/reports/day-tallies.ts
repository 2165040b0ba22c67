/**
 * What was used on each day, told apart by one dimension: one pass over the rollup. The dashboard's charts, tables,
 * sparklines and comparisons are sums over these few cells. Derived whenever journal, prices, zone, dimension or filters
 * change, and never kept elsewhere.
 */
import type { Day, Zone } from '../core/calendar.ts';
import { getOrInsert } from '../core/group.ts';
import type { PriceLookup } from '../core/price.ts';
import { matchers, type Query } from '../core/query.ts';
import { ATTRIBUTES } from '../core/scope.ts';
import type { UsageEvent } from '../core/usage.ts';
import type { Journal } from '../rollup/journal.ts';
import { Tally } from '../rollup/tally.ts';
import { fewModelNames } from './model-names.ts';

/** What usage is told apart by beside the model, and the name of what has none. */
const PLACES = {
  project: usage => usage.project,
  ...ATTRIBUTES,
} as const satisfies Record<
  string,
  (usage: Pick<UsageEvent, 'attribution' | 'agent' | 'action' | 'projectDir' | 'project'>) => string
>;

export type Dimension = 'model' | keyof typeof PLACES;
export const DIMENSIONS: readonly Dimension[] = [
  'model',
  ...(Object.keys(PLACES) as (keyof typeof PLACES)[]),
];

/** Tallies by day and name (a model, or a project's path); days without usage are absent. */
export interface DayTallies {
  readonly days: ReadonlyMap<Day, ReadonlyMap<string, Tally>>;
  /** Days with usage, ascending. */
  readonly order: readonly Day[];
}

/** `query` leaves usage out; without one all is in. `isOf` leaves out more, by what usage is attributed to. */
export function dayTallies(
  journal: Journal,
  prices: PriceLookup,
  zone: Zone,
  dimension: Dimension,
  query?: Query,
  isOf: (usage: Pick<UsageEvent, 'attribution' | 'agent' | 'action'>) => boolean = () => true,
): DayTallies {
  const days = new Map<Day, Map<string, Tally>>();
  const wanted = query && matchers(query, zone, fewModelNames(journal));
  const nameOf = dimension === 'model' ? () => '' : PLACES[dimension];
  const modelOf = dimension === 'model' ? fewModelNames(journal) : () => '';
  const groups = journal.group(prices, {
    timeOf(atMs) {
      const isIn = wanted?.isTime?.(atMs) ?? true;
      return { key: isIn ? zone.day(atMs) : undefined, ...zone.within(atMs) };
    },
    placeOf: usage => ((wanted?.isPlace(usage) ?? true) && isOf(usage) ? nameOf(usage) : undefined),
    modelOf(usage, rate) {
      if (wanted && !wanted.isModel(usage, rate)) return undefined;
      return modelOf(usage, rate);
    },
  });
  for (const { time, place, model, sum } of groups) {
    getOrInsert(days, time, () => new Map<string, Tally>()).set(
      dimension === 'model' ? model : place,
      sum.tally,
    );
  }
  const order = [...days.keys()].sort((a, b) => a - b);
  return { days, order };
}

/** Everything in the days from `from` to `to`, both included. */
export function sumOfDays(tallies: DayTallies, from: Day, to: Day): Tally {
  const sum = new Tally();
  for (const [day, names] of tallies.days) {
    if (day >= from && day <= to) for (const tally of names.values()) sum.absorb(tally);
  }
  return sum;
}

/** The sum of each name in the days from `from` to `to`, both included. */
export function sumsByName(tallies: DayTallies, from: Day, to: Day): Map<string, Tally> {
  const sums = new Map<string, Tally>();
  for (const day of tallies.order) {
    if (day < from || day > to) continue;
    for (const [name, tally] of tallies.days.get(day)!) {
      getOrInsert(sums, name, () => new Tally()).absorb(tally);
    }
  }
  return sums;
}
