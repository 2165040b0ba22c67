/** The command line's options in the dashboard's terms: days, filters, and how it is shown. */
import type { DashboardFlags } from '../cli/dashboard-flags.ts';
import type { Day } from '../core/calendar.ts';
import { daysOf } from '../core/query.ts';
import type { Weekday } from '../core/span.ts';
import type { View } from '../tui/view.ts';

export interface DashboardOptions {
  readonly demo?: boolean;
  /** Whether anything is remembered between runs. */
  readonly cache: boolean;
}

/** The view that the flags describe. Throws a message for the user where a date is invalid. */
export function viewOfFlags(flags: DashboardFlags, today: Day, weekStart: Weekday): Partial<View> {
  const { since, until, project, model, source, agent } = flags;
  const days = daysOf({ since, until }, 'day', today, weekStart);
  if ('problem' in days) throw new Error(days.problem);
  const { from } = days;
  const to = days.to === undefined ? undefined : Math.min(days.to, today);
  const hasFilters = [project, model, source, agent].some(name => name !== undefined);
  return {
    ...((from !== undefined || to !== undefined) && { range: { id: 'custom', from, to } }),
    ...(hasFilters && { filters: { project, model, source, agent } }),
  };
}
