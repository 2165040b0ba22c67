/** What measuring usage for budgets needs, out of the context of a command and the logs that it read. */
import { weekdayOf } from '../reports/request.ts';
import type { UsageInput } from '../reports/usage-days.ts';
import type { Context } from './context.ts';
import type { Loaded } from './loaded.ts';

export function usageInput({ zone, io, settings }: Context, { snapshot, prices }: Loaded): UsageInput {
  return {
    journal: snapshot.journal,
    ...{ prices, zone, nowMs: io.nowMs },
    weekStart: weekdayOf(settings.weekStart.value),
    projectNames: settings.projects.value ?? {},
  };
}
