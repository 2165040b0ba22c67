/**
 * What the dashboard's panes are made of: usage of each day, by model or by project. One pass over the rollup;
 * summaries, trends and breakdowns are then sums over a few hundred cells. Derived whenever journal, prices, zone or
 * dimension change, and never kept elsewhere.
 */
import type { Day, Zone } from '../core/calendar.ts';
import { getOrInsert } from '../core/group.ts';
import type { PriceLookup } from '../core/price.ts';
import { projectPath } from '../core/project.ts';
import { modelName } from '../core/scope.ts';
import type { Journal } from '../rollup/journal.ts';
import { Tally } from '../rollup/tally.ts';

/** What a dashboard can split by. */
export const DIMENSIONS = ['model', 'project'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Tallies by day and name (a model, or a project's path); days without usage are absent. */
export interface DayTallies {
  readonly days: ReadonlyMap<Day, ReadonlyMap<string, Tally>>;
  /** Days with usage, ascending. */
  readonly order: readonly Day[];
}

export function dayTallies(
  journal: Journal,
  prices: PriceLookup,
  zone: Zone,
  dimension: Dimension,
): DayTallies {
  const days = new Map<Day, Map<string, Tally>>();
  const isByModel = dimension === 'model';
  const groups = journal.group(prices, {
    timeOf: atMs => ({ key: zone.day(atMs), ...zone.within(atMs) }),
    placeOf: ({ projectDir }) => (isByModel ? '' : projectPath(projectDir)),
    modelOf: (usage, rate) => (isByModel ? modelName(usage, rate) : ''),
  });
  for (const { time, place, model, sum } of groups) {
    const names = getOrInsert(days, time, () => new Map<string, Tally>());
    names.set(isByModel ? model : place, sum.tally);
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
