/** What one day was made of: a row per model or project, most expensive first. */
import type { Day } from '../core/calendar.ts';
import type { Cost } from '../core/money.ts';
import type { Tally } from '../rollup/tally.ts';
import type { DayTallies } from './day-tallies.ts';

export interface BreakdownRow {
  readonly name: string;
  readonly tally: Tally;
  readonly cost: Cost;
}

export function breakdown(tallies: DayTallies, day: Day): readonly BreakdownRow[] {
  const names = tallies.days.get(day) ?? new Map<string, Tally>();
  return [...names].map(([name, tally]) => ({ name, tally, cost: tally.cost() })).sort(mostExpensiveFirst);
}

/** Dearest first; where nothing is priced, most tokens first; then by name, so that the order never wavers. */
export function mostExpensiveFirst(a: BreakdownRow, b: BreakdownRow): number {
  if (a.cost.usd !== b.cost.usd) return a.cost.usd < b.cost.usd ? 1 : -1;
  return b.tally.total - a.tally.total || (a.name < b.name ? -1 : 1);
}

/** The nearest day with usage before (-1) or after (+1) a day, not after `today`; undefined where there is none. */
export function neighbourDay(tallies: DayTallies, from: Day, step: -1 | 1, today: Day): Day | undefined {
  // Today can always be gone back to, with usage or without.
  const days = tallies.order.includes(today)
    ? tallies.order
    : [...tallies.order, today].sort((a, b) => a - b);
  return step < 0 ? days.findLast(day => day < from) : days.find(day => day > from && day <= today);
}
