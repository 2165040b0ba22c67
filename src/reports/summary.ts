/** The first question: how much in all, this month, and on the chosen day. */
import { type Day, monthStart } from '../core/calendar.ts';
import type { Tally } from '../rollup/tally.ts';
import { type DayTallies, sumOfDays } from './day-tallies.ts';

export interface Summary {
  readonly lifetime: Tally;
  /** First of `today`'s month up to `today`. */
  readonly monthToDate: Tally;
  readonly today: Tally;
  readonly firstDay: Day | undefined;
}

export function summary(tallies: DayTallies, today: Day): Summary {
  return {
    lifetime: sumOfDays(tallies, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
    monthToDate: sumOfDays(tallies, monthStart(today), today),
    today: sumOfDays(tallies, today, today),
    firstDay: tallies.order[0],
  };
}
