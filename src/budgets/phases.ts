/**
 * Cost by phase, in natural order: phase-2 before phase-10. A task belongs to the phase that it names itself, else to
 * that of its session; a session without tasks is counted with its declared cost.
 */
import type { Day, Zone } from '../core/calendar.ts';
import type { Money } from '../core/money.ts';
import { momentDay } from './dates.ts';
import { dayOf } from './project-totals.ts';
import { sessionUsd, type TrackedSession } from './tracked.ts';

export interface Phase {
  readonly name: string;
  readonly sessions: readonly string[];
  readonly usd: Money;
  readonly tasks: number;
  readonly usdPerTask?: Money;
  /** Of its tasks, or of sessions without any; absent where none has a date. */
  readonly first?: Day;
  readonly last?: Day;
}

export function phases(sessions: readonly TrackedSession[], zone: Zone): readonly Phase[] {
  const found = new Map<
    string,
    { sessions: Set<string>; usd: Money; tasks: number; first?: Day; last?: Day }
  >();
  const add = (name: string, session: string, usd: Money, tasks: number, day: Day | undefined) => {
    const phase = found.get(name) ?? { sessions: new Set<string>(), usd: 0n, tasks: 0 };
    found.set(name, phase);
    phase.sessions.add(session);
    phase.usd += usd;
    phase.tasks += tasks;
    if (day === undefined) return;
    phase.first = Math.min(phase.first ?? day, day);
    phase.last = Math.max(phase.last ?? day, day);
  };
  for (const session of sessions) {
    const own = dayOf(session, zone);
    for (const { phase = session.phase, usd = 0n, at } of session.tasks)
      add(phase, session.session, usd, 1, at === undefined ? own : momentDay(at, zone));
    if (session.tasks.length === 0) add(session.phase, session.session, sessionUsd(session), 0, own);
  }
  return [...found]
    .map(([name, { sessions: names, ...phase }]) => ({
      ...{ name, ...phase, sessions: [...names].sort(byNature) },
      usdPerTask: phase.tasks === 0 ? undefined : phase.usd / BigInt(phase.tasks),
    }))
    .sort((a, b) => byNature(a.name, b.name));
}

/** Digits compare as numbers, letters without regard to case, and equal texts as they are. */
export function byNature(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [one, other] = [left[i]!, right[i]!];
    const areNumbers = /^\d/.test(one) && /^\d/.test(other);
    const difference = areNumbers ? Number(one) - Number(other) : one < other ? -1 : one > other ? 1 : 0;
    if (difference !== 0) return difference;
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
}

function partsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\d+|\D+/g) ?? [];
}
