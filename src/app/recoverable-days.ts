/** Reads what Claude Code remembers of days whose transcripts are gone; see `claude/stats-cache.ts`. */
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type RecoveredDay, readHistory, readStatsCache } from '../claude/stats-cache.ts';
import type { Zone } from '../core/calendar.ts';

/** Of several accounts the sum. */
export function recoverableDays(claudeDirs: readonly string[], zone: Zone): readonly RecoveredDay[] {
  const days = new Map<string, RecoveredDay>();
  for (const dir of new Set(claudeDirs.map(realPath))) {
    const cache = bytesOf(join(dir, 'stats-cache.json'));
    const history = bytesOf(join(dir, 'history.jsonl'));
    for (const row of [
      ...(cache ? readStatsCache(cache) : []),
      ...(history ? readHistory(history, zone) : []),
    ]) {
      const name = [row.day, row.origin, row.model, row.counted].join('\0');
      const known = days.get(name);
      days.set(name, known ? added(known, row) : row);
    }
  }
  return [...days.values()];
}

function added(one: RecoveredDay, other: RecoveredDay): RecoveredDay {
  const sum = (a: number | undefined, b: number | undefined) =>
    a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
  return { ...one, tokens: sum(one.tokens, other.tokens), prompts: sum(one.prompts, other.prompts) };
}

/** Two names of one directory are one account. */
function realPath(dir: string): string {
  try {
    return realpathSync(dir);
  } catch {
    return dir;
  }
}

/** Undefined where there is none that can be read. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
