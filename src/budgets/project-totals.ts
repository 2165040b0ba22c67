/**
 * Budget of all tracked sessions together: what was allocated, spent and is left, how fast it goes, and on which day it
 * will be used up at that rate. Days are counted from the first session's date to the last one's, both included; a
 * caller may count up to another day.
 */
import type { Day, Zone } from '../core/calendar.ts';
import type { Money } from '../core/money.ts';
import { momentDay } from './dates.ts';
import { sessionSpent, type TrackedSession } from './tracked.ts';

export interface ProjectTotals {
  readonly allocated: Money;
  readonly spent: Money;
  readonly remaining: Money;
  /** Absent where no session has a date. */
  readonly firstDay?: Day;
  readonly asOf?: Day;
  readonly elapsedDays?: number;
  /** Money per day; absent without days. */
  readonly burnRate?: Money;
  /** Days that the rest lasts at that rate; absent where nothing is burnt, or nothing is left. */
  readonly daysLeft?: number;
  /** The day on which the rest is used up. */
  readonly endDay?: Day;
}

export const BURN_RULE =
  'burn rate = spent / days from the first session to the last, both counted; end = last day + remaining / burn rate, rounded up';

export function projectTotals(sessions: readonly TrackedSession[], zone: Zone, asOf?: Day): ProjectTotals {
  const allocated = sumOf(sessions, session => session.allocated ?? 0n);
  const spent = sumOf(sessions, sessionSpent);
  const remaining = sumOf(sessions, remainingOf);
  const days = sessions.flatMap(session => dayOf(session, zone) ?? []);
  if (days.length === 0) return { allocated, spent, remaining };
  const firstDay = days.reduce((a, b) => Math.min(a, b));
  const until = asOf ?? days.reduce((a, b) => Math.max(a, b));
  const elapsedDays = until - firstDay + 1;
  if (elapsedDays < 1) return { allocated, spent, remaining, firstDay, asOf: until };
  const known = { allocated, spent, remaining, firstDay, asOf: until, elapsedDays };
  const burnRate = spent / BigInt(elapsedDays);
  if (burnRate <= 0n) return { ...known, burnRate };
  if (remaining <= 0n) return { ...known, burnRate };
  const left = remaining * BigInt(elapsedDays);
  const wholeDays = Number((left + spent - 1n) / spent);
  return {
    ...known,
    burnRate,
    daysLeft: Number((left * 1_000_000_000n) / spent) / 1e9,
    // A day beyond the calendar names no end.
    ...(until + wholeDays < 2_900_000 && { endDay: until + wholeDays }),
  };
}

/** Where the file does not say what is left, it is what was allocated less what was spent. */
function remainingOf(session: TrackedSession): Money {
  if (session.remaining !== undefined) return session.remaining;
  return session.allocated === undefined ? 0n : session.allocated - sessionSpent(session);
}

/** The day of a session: its date, else that of its first task that has one. */
export function dayOf(session: TrackedSession, zone: Zone): Day | undefined {
  const moment = session.date ?? session.tasks.find(task => task.at !== undefined)?.at;
  return moment && momentDay(moment, zone);
}

function sumOf(sessions: readonly TrackedSession[], amount: (session: TrackedSession) => Money): Money {
  return sessions.reduce((sum, session) => sum + amount(session), 0n);
}
