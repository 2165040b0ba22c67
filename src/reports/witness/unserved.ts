/** Attempts that a vendor refused before another model answered: a figure of their own, in no sum. */
import { counted } from '../../core/format.ts';
import type { SessionFacts, UnservedAttempt } from '../../core/session-facts.ts';
import { totalTokens } from '../../core/usage.ts';
import type { Journal } from '../../rollup/journal.ts';

export interface Unserved extends UnservedAttempt, Pick<SessionFacts, 'source' | 'session'> {}

/** Each once, also where another session has a copy of the response. */
export function unservedIn({ sessionStatements }: Journal): readonly Unserved[] {
  const known = new Map<string, readonly Unserved[]>();
  for (const { source, session, unserved = [] } of sessionStatements.values()) {
    for (const { response } of unserved) {
      if (known.has(response)) continue;
      const own = unserved.filter(each => each.response === response);
      known.set(
        response,
        own.map(each => ({ ...each, source, session })),
      );
    }
  }
  return [...known.values()].flat();
}

/** Undefined where there is none. */
export function unservedSentence(attempts: readonly Unserved[]): string | undefined {
  if (attempts.length === 0) return undefined;
  const tokens = attempts.reduce((sum, each) => sum + totalTokens(each.tokens), 0);
  const were = attempts.length === 1 ? 'was' : 'were';
  return `${counted(attempts.length, 'attempt')} ${were} refused before another model answered: ${counted(tokens, 'token')}, in no sum`;
}
