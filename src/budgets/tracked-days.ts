/**
 * Cost by day, from the first day with work to the last; days between without work are 0. A task counts on the day of
 * its timestamp, else on that of its session. What a session declares beyond its tasks counts on the session's own day;
 * where its tasks add up to more than it declares, the tasks count.
 */
import type { Day, Zone } from '../core/calendar.ts';
import type { Money } from '../core/money.ts';
import { momentDay } from './dates.ts';
import { dayOf } from './project-totals.ts';
import { sessionUsd, type TrackedSession, tasksUsd } from './tracked.ts';

export interface DayCost {
  readonly day: Day;
  readonly usd: Money;
}

/** A calendar of more days than this is a mistyped year: only the days with work are listed then. */
const MOST_DAYS = 3700;

export function trackedDays(sessions: readonly TrackedSession[], zone: Zone): readonly DayCost[] {
  const costs = new Map<Day, Money>();
  const add = (day: Day | undefined, usd: Money) => {
    if (day !== undefined) costs.set(day, (costs.get(day) ?? 0n) + usd);
  };
  for (const session of sessions) {
    const own = dayOf(session, zone);
    for (const { at, usd = 0n } of session.tasks) add(at === undefined ? own : momentDay(at, zone), usd);
    const beyond = sessionUsd(session) - tasksUsd(session);
    if (beyond > 0n) add(own, beyond);
  }
  const days = [...costs.keys()].sort((a, b) => a - b);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const all = last - first > MOST_DAYS ? days : Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return all.map(day => ({ day, usd: costs.get(day) ?? 0n }));
}
