/** A query that lets everything in. */
import type { Query } from '../core/query.ts';

export function emptyQuery(): Query {
  return { projects: [], models: [], sources: [], agents: [], sessions: [], weekStart: 1 };
}
