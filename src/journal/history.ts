/**
 * Facts that outlive their logs, as the readers of logs need them: which files are kept, and the facts of some of them.
 * The ledger implements it.
 */

import type { Facts } from './facts.ts';
import type { FileFacts } from './merged.ts';

/** A file as it was when its facts were kept. */
export interface HistoryFile extends Omit<FileFacts, 'from' | 'to'> {
  readonly id: number;
  readonly source: string;
  readonly format: string;
  readonly version: number;
  readonly inode: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** How many rows are kept, of whatever state of the file. */
  readonly rows: number;
}

export interface History {
  /** The files below these roots (as they are configured), and those of other machines. */
  files(roots: readonly string[]): readonly HistoryFile[];
  /** Appends the rows of a file in the order in which they were read. */
  appendRows(file: HistoryFile, into: Facts): void;
  close(): void;
}
