/**
 * Keeps the ledger up to date from any run: where it is, how its facts are recalled, and when an import is started beside
 * the run. SQLite is loaded only by what opens the file, so that a start with nothing new does not pay for it.
 */
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { History } from '../journal/history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { freeLock, nameHolder, takeLock } from '../os/lock.ts';
import { expandHome, type Paths } from '../os/paths.ts';
import { readPrivate, writePrivate } from '../os/private-file.ts';

/** After an import, reports and the dashboard wait so long before they start another, ms. */
const EVERY_MS = 300_000;

/** Where the ledger is; undefined where it is turned off. */
export function ledgerPath(stated: string | undefined, { home, dataDir }: Paths): string | undefined {
  if (stated === 'off') return undefined;
  return stated === undefined ? join(dataDir, 'ledger.db') : resolve(home, expandHome(stated, home));
}

/** The facts that outlive the logs; undefined where nothing is kept, or it cannot be read. */
export async function openHistory(path: string): Promise<History | undefined> {
  if (!existsSync(path)) return undefined;
  try {
    return await openLedger(path);
  } catch {
    // The next import says what is wrong; the logs are read all the same.
    return undefined;
  }
}

/** Throws an Error in words for the user. */
export async function openLedger(path: string, waitMs?: number): Promise<Ledger> {
  const { Ledger } = await import('../ledger/ledger.ts');
  return new Ledger(path, waitMs);
}

/** Remembers when the last import was, and whether anything was read since. */
export class ImportSchedule {
  private readonly note: string;
  private readonly lock: string;
  private readonly failed: string;

  constructor(cacheDir: string) {
    this.note = join(cacheDir, 'ledger-import');
    this.lock = join(cacheDir, 'ledger-import.lock');
    this.failed = join(cacheDir, 'ledger-import.failed');
  }

  /** Whether an import is due: files were read or removed, and the last import was a while ago. */
  isDue(hasNews: boolean, nowMs: number): boolean {
    const text = readPrivate(this.note);
    const [lastMs = Number.NaN, isOwed = 1] = text === undefined ? [] : text.trim().split(' ').map(Number);
    if (Number.isNaN(lastMs)) return true;
    const isRecent = Math.abs(nowMs - lastMs) < EVERY_MS;
    if (hasNews && isRecent && isOwed === 0) this.write(`${lastMs} 1`);
    return !isRecent && (hasNews || isOwed === 1);
  }

  /** Why the last import failed, in words; undefined where it did not. */
  get failure(): string | undefined {
    return readPrivate(this.failed)?.trim() || undefined;
  }

  /** Notes that an import failed. */
  fail(why: string): void {
    try {
      writePrivate(this.failed, `${why}\n`);
    } catch {
      // The same disk may be full, which is found out without this note.
    }
  }

  /** Notes that everything is imported. */
  done(nowMs: number): void {
    try {
      rmSync(this.failed, { force: true });
    } catch {
      // Read-only: it cannot have been written either.
    }
    this.write(`${nowMs} 0`);
  }

  /** Starts the program again, apart from this process, unless an import is running. */
  start(args: readonly string[]): void {
    if (!this.take()) return;
    const { spawn } = process.getBuiltinModule('node:child_process');
    const child = spawn(process.execPath, [process.argv[1]!, ...args], {
      detached: true,
      stdio: 'ignore',
      windowsHide: true,
    });
    child.on('error', () => freeLock(this.lock));
    if (child.pid !== undefined) nameHolder(this.lock, child.pid);
    child.unref();
  }

  /** False where an import is running, or no lock can be written: then nothing could be imported either. */
  private take(): boolean {
    try {
      return takeLock(this.lock, Date.now());
    } catch {
      return false;
    }
  }

  /** Lets the next import start. */
  free(): void {
    try {
      freeLock(this.lock);
    } catch {
      // Where it cannot be removed it was never written.
    }
  }

  private write(text: string): void {
    try {
      writePrivate(this.note, `${text}\n`);
    } catch {
      // Then the next run imports again, which changes nothing.
    }
  }
}
