/**
 * Sessions of which every response is a copy of another session's: a fork that never went on has nothing of its own, so
 * no report has a row of it.
 */
import { getOrInsert } from '../core/group.ts';
import type { Journal } from '../rollup/journal.ts';

export interface CopiedSession {
  readonly session: string;
  /** Whose responses they are. */
  readonly owners: readonly string[];
  readonly responses: number;
}

/** Those whose id begins with a word. */
export function copiedSessions(journal: Journal, word: string): readonly CopiedSession[] {
  const found = new Map<string, { readonly owners: Set<string>; responses: number }>();
  const owning = new Set<string>();
  journal.visitSessions((_, [owner, ...copies]) => {
    owning.add(owner!.session);
    for (const { session } of copies) {
      if (!session.startsWith(word)) continue;
      const copied = getOrInsert(found, session, () => ({ owners: new Set<string>(), responses: 0 }));
      copied.owners.add(owner!.session);
      copied.responses += 1;
    }
  });
  return [...found]
    .filter(([session]) => !owning.has(session))
    .map(([session, { owners, responses }]) => ({ session, owners: [...owners].sort(), responses }));
}

/** In a sentence. */
export function copiedText({ session, owners, responses }: CopiedSession): string {
  const what = responses === 1 ? 'the one response' : `all ${responses} responses`;
  const whose = owners.length === 1 ? `session ${owners[0]}` : `sessions ${owners.join(', ')}`;
  return `${what} of session ${session} ${responses === 1 ? 'is a copy' : 'are copies'} from ${whose}, where ${responses === 1 ? 'it counts' : 'they count'}`;
}
