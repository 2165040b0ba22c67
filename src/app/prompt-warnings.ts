/** Remembers which warnings a session was given, so that each is given once and not with every prompt. */
import { join } from 'node:path';
import type { PromptWarnings } from '../cli/context.ts';
import { readPrivate, writePrivate } from '../os/private-file.ts';

/** So many sessions are remembered. */
const MOST_SESSIONS = 50;

export function promptWarnings(cacheDir: string): PromptWarnings {
  const file = join(cacheDir, 'prompt-warnings.json');
  return {
    takeNew(session, keys) {
      const known = new Map(kept(readPrivate(file)));
      const given = known.get(session) ?? [];
      const fresh = keys.filter(key => !given.includes(key));
      if (fresh.length === 0) return [];
      known.delete(session);
      known.set(session, [...given, ...fresh]);
      try {
        writePrivate(file, `${JSON.stringify([...known].slice(-MOST_SESSIONS))}\n`);
      } catch {
        // Read-only or full: the warning comes again with the next prompt.
      }
      return fresh;
    },
  };
}

function kept(text: string | undefined): readonly (readonly [string, readonly string[]])[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value)
      ? value.filter(each => Array.isArray(each) && typeof each[0] === 'string' && Array.isArray(each[1]))
      : [];
  } catch {
    return [];
  }
}
