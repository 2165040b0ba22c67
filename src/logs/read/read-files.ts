/** Reads the files that have changed, on as many threads as are worth it, and says how far it is. */
import type { Progress } from '../../rollup/feed.ts';
import type { FileTable } from '../file-table.ts';
import type { FoundFile } from '../scan/find.ts';
import { readFile } from './read-file.ts';
import { type PoolFactory, paysForThreads, readOnThreads } from './worker-pool.ts';

export interface ReadingFiles {
  readonly now: () => number;
  /** Other threads that can be asked; without them this one reads all. */
  readonly pools: PoolFactory | undefined;
  /** How often it is told how far it is, ms. */
  readonly progressMs: number;
  tell(progress: Progress): void;
  /** Asked after each file. */
  isWanted(): boolean;
}

export async function readFiles(
  files: readonly FoundFile[],
  known: FileTable,
  of: ReadingFiles,
): Promise<void> {
  const { now, pools, progressMs } = of;
  const ofBytes = bytesOf(files);
  const startedMs = now();
  let progress: Progress = {
    startedMs,
    nowMs: startedMs,
    files: 0,
    ofFiles: files.length,
    bytes: 0,
    ofBytes,
  };
  let toldMs = startedMs;
  const see = (read: readonly FoundFile[]) => {
    const nowMs = now();
    progress = {
      ...progress,
      nowMs,
      files: progress.files + read.length,
      bytes: progress.bytes + bytesOf(read),
    };
    if (nowMs - toldMs >= progressMs) {
      toldMs = nowMs;
      of.tell(progress);
    }
    return of.isWanted();
  };
  const isNew = (file: FoundFile) => file.format.kind !== 'tables' && !known.files.has(file.path);
  const fresh = files.filter(isNew);
  const pool = paysForThreads(bytesOf(fresh)) ? pools?.start() : undefined;
  const rest = pool ? files.filter(file => !isNew(file)) : files;
  if (pool) {
    // It will take a while, and whoever waits for word need not wait for that as well.
    of.tell(progress);
    await readOnThreads(fresh, known, { pool, nowMs: startedMs, see });
  }
  for (const file of rest) {
    if (!of.isWanted()) return;
    await readFile(file, known, now());
    see([file]);
  }
}

function bytesOf(files: readonly FoundFile[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}
