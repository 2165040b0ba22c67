/**
 * What the faces see of the data: a snapshot, and a notification when there is a new one. The feed is the one place that knows
 * that data changes; screens, reports and pages are its readers and never read the disk themselves.
 */

import type { SourceInfo } from '../core/source.ts';
import type { Store } from '../core/store.ts';
import type { Trouble } from '../core/usage.ts';
import type { Journal } from './journal.ts';

export interface SourceReport extends Pick<SourceInfo, 'id' | 'title' | 'key' | 'hint' | 'limits'> {
  /** Every place that was looked at, in the order of the source. */
  readonly roots: readonly { readonly path: string; readonly found: boolean }[];
  readonly files: number;
  readonly troubles: readonly Trouble[];
}

/** How far a scan has come; bytes are those that must be read, not those that are remembered. */
export interface Progress {
  readonly startedMs: number;
  readonly nowMs: number;
  readonly files: number;
  readonly ofFiles: number;
  readonly bytes: number;
  readonly ofBytes: number;
}

export interface CacheReport {
  /** Absent where there is no cache. */
  readonly dir: string | undefined;
  /** Files whose facts were cached, and files that were read, in the last scan. */
  readonly hits: number;
  readonly misses: number;
  /** Why nothing can be cached, as a message for the user. */
  readonly problem?: string;
}

export interface Snapshot {
  /** The same object as long as no log changed: what is derived from it may be kept as long. */
  readonly journal: Journal;
  readonly sources: readonly SourceReport[];
  readonly cache: CacheReport;
  /** When the logs were last looked at in full, UTC ms; undefined before the first scan has ended. */
  readonly checkedMs: number | undefined;
  /** Set while a scan runs. */
  readonly progress: Progress | undefined;
  /** Why the last scan failed as a whole; what is shown is then as old as `checkedMs`. */
  readonly failure?: string;
}

export interface Feed extends Store<Snapshot> {
  /** Looks at the logs again. Calls while a scan runs share its end. Never rejects. */
  refresh(): Promise<void>;
  /** Writes the cache and stops. */
  close(): void;
}
