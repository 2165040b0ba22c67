/** Names of models, projects and the like as people call them, and in the order of what they cost. */
import { projectNames } from '../core/project.ts';
import { type BreakdownRow, mostExpensiveFirst } from '../reports/breakdown.ts';
import type { Bucket } from '../reports/buckets.ts';
import { type DayTallies, type Dimension, sumsByName } from '../reports/day-tallies.ts';
import type { Data } from './data.ts';

/** Names in some days, the most expensive first. */
export function rowsIn(tallies: DayTallies, { from, to }: Bucket): readonly BreakdownRow[] {
  return [...sumsByName(tallies, from, to)]
    .map(([name, tally]) => ({ name, tally, cost: tally.cost() }))
    .sort(mostExpensiveFirst);
}

/** What was used in so many days is in use. */
const RECENT_DAYS = 30;

export interface Names {
  readonly nameOf: (name: string) => string;
  /** All names that were ever used, the most expensive first. */
  readonly ranked: readonly string[];
  /** Those of the last days, the most expensive of these days first. */
  readonly recent: readonly string[];
  readonly unpriced: readonly string[];
}

export function namesIn(data: Data, dimension: Dimension): Names {
  return data.once(`names ${dimension}`, each => namesOf(each.tallies(dimension), dimension));
}

function namesOf(tallies: DayTallies, dimension: Dimension): Names {
  const rows = rowsIn(tallies, { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY });
  const all = rows.map(row => row.name);
  const names = dimension === 'project' ? projectNames(all) : undefined;
  const nameOf =
    dimension === 'project'
      ? (name: string) => (name === '' ? '(no project)' : (names?.get(name) ?? name))
      : dimension === 'model'
        ? shortModel
        : (name: string) => name;
  const unpriced =
    dimension === 'model' ? rows.filter(({ cost }) => cost.unpricedEvents > 0).map(row => row.name) : [];
  const last = tallies.order.at(-1) ?? 0;
  const recent = rowsIn(tallies, { from: last - RECENT_DAYS, to: last }).map(row => row.name);
  return { nameOf, ranked: all, recent, unpriced };
}

/** Names of projects; computed only when a screen shows one. */
export function projectNaming(data: Data): (path: string) => string {
  return path => namesIn(data, 'project').nameOf(path);
}

/** Every Claude model says so; its name is shorter without. */
export function shortModel(id: string): string {
  return id.replace(/^claude-(?=\D|\d-\d)/, '').replace(/-20\d{6}(?=$|-fast$)/, '');
}
