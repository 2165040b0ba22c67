/** Reads what Claude Code remembers of days whose transcripts are gone; see `claude/stats-cache.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RecoveredDay, readHistory, readStatsCache } from '../claude/stats-cache.ts';
import type { Zone } from '../core/calendar.ts';

export function recoverableDays(claudeDirs: readonly string[], zone: Zone): readonly RecoveredDay[] {
  return claudeDirs.flatMap(dir => {
    const cache = bytesOf(join(dir, 'stats-cache.json'));
    const history = bytesOf(join(dir, 'history.jsonl'));
    return [...(cache ? readStatsCache(cache) : []), ...(history ? readHistory(history, zone) : [])];
  });
}

/** Undefined where there is none that can be read. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
