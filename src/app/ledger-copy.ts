/**
 * A small part of the ledger for runs that do not open it: a copy in the cache, written after every import. Where there is
 * no copy of this ledger's, the ledger is opened once to make it.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '../ledger/ledger.ts';
import { readPrivate, writePrivate } from '../os/private-file.ts';
import { openLedger } from './ledger-import.ts';

/** What is copied. */
export interface Copied<T> {
  /** Of the file in the cache. */
  readonly name: string;
  readonly none: T;
  read(ledger: Ledger): Promise<T>;
  /** As JSON. */
  rows(value: T): readonly unknown[];
  /** Undefined where the rows are none that `rows` made. */
  parsed(rows: readonly unknown[]): T | undefined;
}

export class LedgerCopy<T> {
  /** The same object until the copy changes. */
  value: T;
  private readonly copied: Copied<T>;
  private readonly path: string;
  private readonly ledger: string;
  private readMtimeMs: number | undefined;
  /** Asked once; who comes meanwhile waits for the same answer. */
  private asked: Promise<void> | undefined;

  constructor(copied: Copied<T>, cacheDir: string, ledger: string) {
    this.copied = copied;
    this.value = copied.none;
    this.path = join(cacheDir, copied.name);
    this.ledger = ledger;
  }

  async load(): Promise<void> {
    if (this.refresh() || !existsSync(this.ledger)) return;
    this.asked ??= this.askLedger();
    await this.asked;
  }

  private async askLedger(): Promise<void> {
    try {
      const ledger = await openLedger(this.ledger);
      try {
        this.save(await this.copied.read(ledger));
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
    const value = this.parsed(readPrivate(this.path));
    if (value === undefined) return false;
    this.value = value;
    this.readMtimeMs = mtimeMs;
    return true;
  }

  save(value: T): void {
    this.value = value;
    try {
      writePrivate(this.path, `${JSON.stringify({ ledger: this.ledger, rows: this.copied.rows(value) })}\n`);
    } catch {
      // Read-only or full: the ledger is opened again next time.
    }
  }

  private parsed(text: string | undefined): T | undefined {
    try {
      const { ledger, rows } = JSON.parse(text ?? '') as { ledger?: unknown; rows?: unknown };
      return ledger === this.ledger && Array.isArray(rows) ? this.copied.parsed(rows) : undefined;
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
