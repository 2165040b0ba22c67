/** What files state of sessions, as a part of a segment of its own: hardly any start needs it, so it is parsed on first use. */
import type { SessionFacts } from '../../core/session-facts.ts';
import { type SessionsByKey, sessionsIn } from '../../rollup/rollup.ts';
import type { KnownFile } from '../file-record.ts';
import type { ChunkFile, ChunkFileWriter } from './chunk-file.ts';

const PART = 'sessions';

/** By the position of the file. */
type Stated = readonly (readonly [position: number, sessions: readonly SessionFacts[]])[];

export function writeSessions(to: ChunkFileWriter, files: readonly Pick<KnownFile, 'sessions'>[]): void {
  const stated: Stated = files.flatMap(({ sessions }, i) => (sessions.length > 0 ? [[i, sessions]] : []));
  to.json(PART, stated);
}

/** By the position of the file. */
export function readSessions(from: ChunkFile): ReadonlyMap<number, readonly SessionFacts[]> {
  return new Map(from.json(PART) as Stated);
}

/** What all files state together. */
export function statedSessions(from: ChunkFile, pathAt: (position: number) => string): SessionsByKey {
  const files = Array.from(readSessions(from), ([i, sessions]) => ({ path: pathAt(i), sessions }));
  return sessionsIn(files.sort((a, b) => (a.path < b.path ? -1 : 1)));
}
