/** Reads the files that have changed, on as many threads as pay, and reports progress. */
import type { Progress } from '../../rollup/feed.ts';
import type { FileTable } from '../file-table.ts';
import type { FoundFile } from '../scan/find.ts';
import { readFile } from './read-file.ts';
import { type PoolFactory, paysForThreads, readOnThreads } from './worker-pool.ts';

export interface ReadingFiles {
  readonly now: () => number;
  /** Worker threads; without them this thread reads everything. */
  readonly pools: PoolFactory | undefined;
  /** How often progress is published, ms. */
  readonly progressMs: number;
  publish(progress: Progress): void;
  /** Called after each file. */
  shouldContinue(): boolean;
}

export async function readFiles(
  files: readonly FoundFile[],
  table: FileTable,
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
  let publishedMs = startedMs;
  const onRead = (read: readonly FoundFile[]) => {
    const nowMs = now();
    progress = {
      ...progress,
      nowMs,
      files: progress.files + read.length,
      bytes: progress.bytes + bytesOf(read),
    };
    if (nowMs - publishedMs >= progressMs) {
      publishedMs = nowMs;
      of.publish(progress);
    }
    return of.shouldContinue();
  };
  const isNew = ({ path, format }: FoundFile) =>
    format.kind !== 'tables' && !format.isOnMainThread && !table.files.has(path);
  const fresh = files.filter(isNew);
  const pool = paysForThreads(bytesOf(fresh)) ? pools?.start() : undefined;
  const rest = pool ? files.filter(file => !isNew(file)) : files;
  if (pool) {
    // It will take a while: the first word of it need not wait for the first file.
    of.publish(progress);
    await readOnThreads(fresh, table, { pool, nowMs: startedMs, onRead });
  }
  for (const file of rest) {
    if (!of.shouldContinue()) return;
    await readFile(file, table, now());
    onRead([file]);
  }
}

function bytesOf(files: readonly FoundFile[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}
