/** Reads the files that have changed, on as many threads as are worth it, and says how far it is. */
import type { Progress } from '../core/feed.ts';
import type { Place } from '../core/source.ts';
import type { FoundFile } from './find.ts';
import type { Known } from './known.ts';
import { readFile } from './read.ts';
import { areWorth, readOnThreads } from './workers.ts';

export interface ReadingFiles {
  readonly now: () => number;
  /** What other threads run; without it this one reads all. */
  readonly script: URL | undefined;
  readonly place: Place;
  /** See `workers.ts`. */
  readonly isKeptFree: boolean;
  /** How often it is told how far it is, ms. */
  readonly progressMs: number;
  tell(progress: Progress): void;
  /** Asked after each file. */
  isWanted(): boolean;
}

export async function readFiles(files: readonly FoundFile[], known: Known, of: ReadingFiles): Promise<void> {
  const { now, script, place, isKeptFree, progressMs } = of;
  const ofBytes = files.reduce((sum, file) => sum + file.size, 0);
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
    const bytes = read.reduce((sum, file) => sum + file.size, 0);
    const nowMs = now();
    progress = { ...progress, nowMs, files: progress.files + read.length, bytes: progress.bytes + bytes };
    if (nowMs - toldMs >= progressMs) {
      toldMs = nowMs;
      of.tell(progress);
    }
    return of.isWanted();
  };
  const isNew = (file: FoundFile) => file.format.kind !== 'tables' && !known.files.has(file.path);
  const fresh = files.filter(isNew);
  const isShared = script !== undefined && areWorth(fresh);
  const rest = isShared ? files.filter(file => !isNew(file)) : files;
  if (isShared) await readOnThreads(fresh, known, { script, place, nowMs: startedMs, isKeptFree, see });
  for (const file of rest) {
    if (!of.isWanted()) return;
    await readFile(file, known, now());
    see([file]);
  }
}
