/**
 * Which sessions a schedule started, for runs that do not open the ledger: a copy of its table of runs in the cache,
 * written after every import. Where there is no copy of this ledger's, the ledger is opened once to make it.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ScheduledRuns } from '../core/action.ts';
import { readPrivate, writePrivate } from '../os/private-file.ts';
import { openLedger } from './ledger-import.ts';

export class ScheduledRunsCopy {
  runs: ScheduledRuns = new Map();
  private readonly path: string;
  private readonly ledger: string;
  private readMtimeMs: number | undefined;

  constructor(cacheDir: string, ledger: string) {
    this.path = join(cacheDir, 'scheduled-runs.json');
    this.ledger = ledger;
  }

  async load(): Promise<void> {
    if (this.refresh() || !existsSync(this.ledger)) return;
    try {
      const ledger = await openLedger(this.ledger);
      try {
        this.save(ledger.runs);
      } finally {
        ledger.close();
      }
    } catch {
      // The next import says what is wrong with the ledger.
    }
  }

  /** Reads the copy again if it changed; false where there is none of this ledger. */
  refresh(): boolean {
    const mtimeMs = mtimeOf(this.path);
    if (mtimeMs === undefined) return false;
    if (mtimeMs === this.readMtimeMs) return true;
    const runs = this.parsed(readPrivate(this.path));
    if (!runs) return false;
    this.runs = runs;
    this.readMtimeMs = mtimeMs;
    return true;
  }

  save(runs: ScheduledRuns): void {
    this.runs = runs;
    try {
      writePrivate(this.path, `${JSON.stringify({ ledger: this.ledger, runs: [...runs] })}\n`);
    } catch {
      // Read-only or full: the ledger is opened again next time.
    }
  }

  private parsed(text: string | undefined): ScheduledRuns | undefined {
    try {
      const { ledger, runs } = JSON.parse(text ?? '') as { ledger?: unknown; runs?: unknown };
      if (ledger !== this.ledger || !Array.isArray(runs)) return undefined;
      return new Map(
        runs.filter((run): run is [string, string] => run.every((part: unknown) => typeof part === 'string')),
      );
    } catch {
      return undefined;
    }
  }
}

/** Undefined where there is none that can be looked at. */
function mtimeOf(path: string): number | undefined {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return undefined;
  }
}
