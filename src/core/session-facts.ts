/**
 * What a log states of a session beside its responses: how it is called, and what its tool itself counted. Facts of the
 * file that they stand in; of several statements in one file the last one holds.
 */
import type { StatedUsage } from './stated-usage.ts';
import { sessionName, type Tokens } from './usage.ts';

export interface SessionFacts {
  readonly source: string;
  readonly session: string;
  /** As in an attribution. */
  readonly store?: string;
  /** The title that the user gave, and one that a model made. Never the text of a prompt. */
  readonly customTitle?: string;
  readonly madeTitle?: string;
  /** What the tool itself counted in the session, with calls that no log has. */
  readonly stated?: StatedUsage;
  /** Attempts at its responses that were refused before another model answered. */
  readonly unserved?: readonly UnservedAttempt[];
}

/** An attempt that the vendor refused. It is in no sum: without output it is not billed. */
export interface UnservedAttempt {
  /** The id of the response that another model gave in its place. */
  readonly response: string;
  readonly atMs: number;
  readonly model: string;
  readonly tokens: Tokens;
}

/** The session's title; undefined where it has none. */
export function titleOf({ customTitle, madeTitle }: Partial<SessionFacts> = {}): string | undefined {
  return customTitle ?? madeTitle;
}

/** Statements by session: a later one replaces what it states anew, and leaves the rest. */
export function joinSessions(...statements: readonly (readonly SessionFacts[])[]): readonly SessionFacts[] {
  const known = new Map<string, SessionFacts>();
  for (const each of statements.flat()) {
    const key = sessionName(each);
    const before = known.get(key);
    known.set(key, { ...before, ...each, ...joinUnserved(before?.unserved, each.unserved) });
  }
  return [...known.values()];
}

/** Every attempt once: a response is logged in several records. */
function joinUnserved(
  before: SessionFacts['unserved'],
  more: SessionFacts['unserved'],
): Pick<SessionFacts, 'unserved'> {
  if (!before || !more) return {};
  const known = new Set(before.map(each => each.response));
  return { unserved: [...before, ...more.filter(each => !known.has(each.response))] };
}
