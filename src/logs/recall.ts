/**
 * Fills what a lost or damaged cache no longer knows of deleted logs from the history. Runs after the logs themselves
 * were read, because a log that is there is the better witness.
 */
import { Facts } from '../journal/facts.ts';
import type { History, HistoryFile } from '../journal/history.ts';
import type { DiskFeedOptions } from './feed-options.ts';
import type { KnownFile, Stamp } from './file-record.ts';
import type { FileTable } from './file-table.ts';
import { addLostRows } from './lost-rows.ts';
import { isSameFile } from './scan/disk-stamp.ts';
import { runInSlices } from './scheduler.ts';

/** Adds what is missing to the table; returns to how many files. */
export async function recall(
  table: FileTable,
  { history, sources, place, now }: Pick<DiskFeedOptions, 'history' | 'sources' | 'place' | 'now'>,
): Promise<number> {
  const kept = await history?.();
  if (!kept) return 0;
  const roots = sources.flatMap(source => source.roots(place).map(({ path }) => path));
  try {
    return await runInSlices(recalling(table, kept, roots, now()));
  } finally {
    kept.close();
  }
}

function* recalling(
  table: FileTable,
  history: History,
  roots: readonly string[],
  nowMs: number,
): Generator<void, number> {
  let changed = 0;
  for (const kept of history.files(roots)) {
    const known = table.files.get(kept.path);
    if (kept.rows === 0 && kept.agentTypes.length + kept.sessions.length === 0) continue;
    if (known && hasAll(known, kept)) continue;
    const facts = new Facts();
    history.appendRows(kept, facts);
    yield;
    if (known) {
      const all = {
        facts,
        from: 0,
        to: facts.length,
        agentTypes: [],
        sessions: [],
        stamp: stampOf(kept),
        goneMs: nowMs,
      };
      if (addLostRows(table, known, all)) changed += 1;
      continue;
    }
    const from = table.facts.length;
    table.facts.append(facts, 0, facts.length);
    const { path, source, agentTypes, sessions, begunMs, troubles } = kept;
    const stamp: Stamp = stampOf(kept);
    table.putEarlier({
      ...{ path, source, stamp, from, agentTypes, sessions, begunMs, troubles },
      isRacy: false,
      goneMs: nowMs,
    });
    changed += 1;
  }
  return changed;
}

/** Whether a log that is there holds every row that is kept of it. */
function hasAll(known: KnownFile, kept: HistoryFile): boolean {
  return kept.rows === known.to - known.from && isSameFile(known.stamp, stampOf(kept));
}

function stampOf({ inode, size, mtimeMs, ctimeMs, format, version }: HistoryFile): Stamp {
  return { inode, size, mtimeMs, ctimeMs, format, version };
}
