/**
 * The record of one log file that was read: what proves that it is unchanged, where reading goes on, and which rows of
 * the facts are its own. The types that the file table, the readers and the cache share.
 */
import type { Trouble } from '../core/usage.ts';
import type { Facts } from '../journal/facts.ts';
import type { FileFacts } from '../journal/merged.ts';
import type { FileStamp } from './scan/disk-stamp.ts';

/** What decides whether a file must be read again. All of it was true when the file was read. */
export interface Stamp extends FileStamp {
  readonly format: string;
  readonly version: number;
}

/** How to read on: the mark, the reader's state there, and a checksum of the ends of what was read. */
export interface Bookmark {
  readonly mark: number;
  /** Bytes behind the mark that were read as well: a last line without newline that looked finished. */
  readonly ahead: number;
  readonly state: unknown;
  readonly fingerprint: string;
}

export interface KnownFile extends FileFacts {
  readonly source: string;
  readonly stamp: Stamp;
  readonly bookmark?: Bookmark;
  /** What the reader of a database left for the next reading; it is not written to the cache. */
  readonly tableState?: unknown;
  /** The file changed so shortly before it was read that an equal stamp proves nothing yet ("racily clean"). */
  readonly isRacy: boolean;
  /**
   * It was read in several runs, each on from its bookmark or table state. That takes for granted that only its end changed,
   * or that rows say when they were changed, which the next full check makes sure of by reading it as a whole.
   */
  readonly isResumed?: boolean;
  /**
   * Set on facts that no log holds any more, UTC ms: of a deleted file, or rows that a file lost when it was rewritten (then
   * the path is `earlierPath` of the file's).
   */
  readonly goneMs?: number;
  /** How many of the first rows are in a segment of the cache as they are here. */
  readonly persisted?: { readonly segment: string; readonly rows: number };
}

/** What reading one file produced. */
export interface ParsedFile {
  /** Facts of its own, or those of the whole table, at the end of which they are. */
  readonly facts: Facts;
  /** The first of its rows. */
  readonly from: number;
  readonly agentTypes: FileFacts['agentTypes'];
  readonly sessions: FileFacts['sessions'];
  readonly begunMs?: number;
  readonly troubles: readonly Trouble[];
  /** All rows that were known of the file before are among its rows. */
  readonly keepsAll?: boolean;
}

/** A file in a segment: its rows are those of the segment, to be put behind `skip` rows of segment `base`. */
export interface SegmentFile {
  readonly file: KnownFile;
  readonly skip: number;
  readonly base: string;
}

export interface Segment {
  readonly facts: Facts;
  readonly files: readonly SegmentFile[];
}

/** What is kept of a file beside its facts: its position, types of agents, and troubles where there are any. */
export type FileExtras = readonly [number, FileFacts['agentTypes'], FileFacts['troubles']?];

/** Ends the name of facts that a file once had and has no longer. */
export const EARLIER = '::earlier';

export function earlierPath(path: string): string {
  return path + EARLIER;
}
