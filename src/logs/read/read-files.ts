/** Reads the files that have changed, on as many threads as are worth it, and says how far it is. */
import type { Progress } from '../../rollup/feed.ts';
import type { Known } from '../known.ts';
import type { FoundFile } from '../scan/find.ts';
import { readFile } from './read.ts';
import { areWorth, readOnThreads, type Staff } from './workers.ts';

export interface ReadingFiles {
  readonly now: () => number;
  /** Other threads that can be asked; without them this one reads all. */
  readonly staff: Staff | undefined;
  /** How often it is told how far it is, ms. */
  readonly progressMs: number;
  tell(progress: Progress): void;
  /** Asked after each file. */
  isWanted(): boolean;
}

export async function readFiles(files: readonly FoundFile[], known: Known, of: ReadingFiles): Promise<void> {
  const { now, staff, progressMs } = of;
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
  const crew = areWorth(bytesOf(fresh)) ? staff?.hire() : undefined;
  const rest = crew ? files.filter(file => !isNew(file)) : files;
  if (crew) {
    // It will take a while, and whoever waits for word need not wait for that as well.
    of.tell(progress);
    await readOnThreads(fresh, known, { crew, nowMs: startedMs, see });
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
