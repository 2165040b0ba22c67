/**
 * What a COST-TRACKING file says: a session of planned work with its budget, its tasks and the totals that its author
 * wrote down. All of it is declared, nothing of it measured; what is absent in the file is absent here.
 */
import type { Money } from '../core/money.ts';
import type { Trouble } from '../core/usage.ts';
import type { Share } from './amounts.ts';
import type { Moment } from './dates.ts';

export interface TrackedTask {
  readonly id?: string;
  readonly description: string;
  /** As written: 'haiku', 'sonnet', a full id. */
  readonly model: string;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Neither in nor out is known, only this sum. */
  readonly tokensUnsplit: number;
  /** Absent where the file states none. */
  readonly usd?: Money;
  readonly at?: Moment;
  readonly milestone?: string;
  /** Where a task names its own. */
  readonly phase?: string;
  /** 1-based line of the file. */
  readonly line: number;
}

/** Totals that the author wrote; the tasks may say otherwise. */
export interface DeclaredTotals {
  readonly tokensIn?: number;
  readonly tokensOut?: number;
  readonly usd?: Money;
  readonly haikuTasks?: number;
  readonly sonnetTasks?: number;
  readonly avgUsdPerTask?: Money;
}

/** Which real usage a tracked session is about. */
export interface UsageTie {
  /** Ids of sessions of a tool. */
  readonly sessions: readonly string[];
  readonly project?: string;
}

export interface TrackedSession {
  readonly file: string;
  readonly session: string;
  readonly phase: string;
  readonly date?: Moment;
  readonly allocated?: Money;
  readonly spent?: Money;
  readonly remaining?: Money;
  readonly tasks: readonly TrackedTask[];
  readonly declared: DeclaredTotals;
  readonly waste?: Share;
  readonly tie: UsageTie;
}

/** What was found below a root. */
export interface Tracking {
  readonly sessions: readonly TrackedSession[];
  /** Files and fields that could not be used, each with what to do about it. */
  readonly troubles: readonly Trouble[];
}

/** The word for a session that names no phase. */
export const NO_PHASE = '(no phase)';

export type Family = 'haiku' | 'sonnet' | 'other';

/** The family that a model's name belongs to; everything but Haiku and Sonnet is `other`. */
export function familyOf(model: string): Family {
  const name = model.toLowerCase();
  return name.includes('haiku') ? 'haiku' : name.includes('sonnet') ? 'sonnet' : 'other';
}

export function taskTokens({ tokensIn, tokensOut, tokensUnsplit }: TrackedTask): number {
  return tokensIn + tokensOut + tokensUnsplit;
}

/** What the tasks of a session add up to. */
export function tasksUsd({ tasks }: TrackedSession): Money {
  return tasks.reduce((sum, { usd = 0n }) => sum + usd, 0n);
}

/** The cost of a session: what its author declared, else what its tasks add up to. */
export function sessionUsd(session: TrackedSession): Money {
  return session.declared.usd ?? tasksUsd(session);
}

/** What was used of its budget: as declared, else the session's cost. */
export function sessionSpent(session: TrackedSession): Money {
  return session.spent ?? sessionUsd(session);
}
