/** Declared cost of a phase of tracked work, day by day, so that a budget of a phase is kept like any other. */
import { addUse, NO_USE, type Use } from '../core/budget.ts';
import type { Day, Zone } from '../core/calendar.ts';
import { momentDay } from './dates.ts';
import { dayOf } from './project-totals.ts';
import { sessionUsd, type TrackedSession, taskTokens } from './tracked.ts';

/** Work without a date; only a budget without a time counts it. */
const UNDATED: Day = -999_999;

export function phaseUse(
  sessions: readonly TrackedSession[],
  phase: string,
  zone: Zone,
): ReadonlyMap<Day, Use> {
  const days = new Map<Day, Use>();
  const add = (day: Day = UNDATED, use: Partial<Use>) =>
    days.set(day, addUse(days.get(day) ?? NO_USE, { ...NO_USE, ...use }));
  for (const session of sessions) {
    const own = dayOf(session, zone);
    if (session.tasks.length === 0 && session.phase === phase) add(own, { usd: sessionUsd(session) });
    for (const task of session.tasks) {
      if ((task.phase ?? session.phase) !== phase) continue;
      const day = task.at === undefined ? own : momentDay(task.at, zone);
      add(day, { usd: task.usd ?? 0n, tokens: taskTokens(task) });
    }
  }
  return days;
}
