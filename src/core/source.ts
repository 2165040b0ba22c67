/**
 * The contract of a log source. A source says where its files may lie and in which format; a format turns
 * what a file holds into readings and troubles. It never opens a file, knows no clock, and never throws on bad input.
 *
 * A line format is a resumable reducer: its state is plain data that can be written to disk, so a file that was
 * read up to a mark can be read on from there, and a file cut at any byte reads as it reads whole.
 */
import type { RowTable } from './rows.ts';
import type { SessionFacts } from './session-facts.ts';
import type { Reading } from './usage.ts';

/** Where a source looks: the user's machine as far as a source may know it. */
export interface Place {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/** A directory that may hold logs, and which of its files are whose. */
export interface Root {
  readonly path: string;
  /** Few machines have it: it is not named where it is missing. */
  readonly isRare?: true;
  /** Globs below `path`, with the format of what they match. */
  readonly files: readonly {
    readonly glob: string;
    readonly ignore?: readonly string[];
    readonly format: Format;
  }[];
}

/** The output of a format. */
export interface Out {
  reading(reading: Reading): void;
  /** Collects readings as columns. Absent where each reading needs the id of its response as text. */
  readonly table?: RowTable;
  /** `line` is 1-based. */
  trouble(why: string, line?: number): void;
  /** The type of a subagent, from any file: joined to the readings with that agentId when they are merged. */
  agentType(agentId: string, type: string, parentId?: string): void;
  /** What the file states of a session beside its responses; fields that are absent leave what was stated before. */
  session(facts: SessionFacts): void;
  /** When the file's first own line was written, UTC ms: one that no copy of another conversation has. */
  begun(atMs: number): void;
}

/** The output of a format for a file that is written anew as a whole. */
export interface WholeOut extends Out {
  /**
   * The file is only half there, as while its owner writes it: a trouble, and what an earlier reading found is kept.
   * Nothing else may be reported of the file.
   */
  incomplete(why: string): void;
}

/** A format of lines that only ever grows at its end. */
export interface LineFormat<State = unknown> {
  readonly kind: 'lines';
  readonly id: string;
  /** Raise when the same bytes would now read differently: cached facts of older versions are then read anew. */
  readonly version: number;
  /** The state before the first byte. `file` is the absolute path; formats may know session names by it. */
  start(file: string): State;
  /**
   * Reads on. `bytes` holds whole lines (the last may lack its newline only where the file ends so);
   * `offset` is their place in the file. Changes `state` in place.
   */
  read(state: State, bytes: Uint8Array, offset: number, out: Out): void;
  /**
   * Begins to read a file, on from byte `offset` and for so many bytes, in a way that is faster than `read`. Absent or
   * undefined where there is none.
   */
  open?(state: State, offset: number, bytes: number, out: Out): LineReader | undefined;
  /** What one line says of its response beside counts. Absent where the format has no text. */
  readonly detailsOf?: DetailsReader;
}

/** What a record says beside counts. It is read from the log when it is shown, and never kept. */
export interface RecordDetails {
  /** The id of the response, as its tool wrote it: lines with the same one are of one response. */
  readonly response?: string;
  readonly requestId?: string;
  readonly uuid?: string;
  /** The first text of the line. */
  readonly text?: string;
}
export type DetailsReader = (line: Uint8Array) => RecordDetails | undefined;

/** Reads one file from log location to its end, and may buffer what it finds until it is closed. */
export interface LineReader {
  /**
   * A buffer of at least so many bytes, to be filled before `read`. Its content is kept when a larger one is requested,
   * which may be at another place in memory.
   */
  room(bytes: number): Uint8Array;
  /** Reads whole lines at the beginning of that buffer, which are at `offset` in the file. */
  read(bytes: Uint8Array, offset: number): void;
  /** Emits everything that is still buffered. */
  close(): void;
}

/** A format that is rewritten as a whole; small enough to hold. */
export interface WholeFormat {
  readonly kind: 'whole';
  readonly id: string;
  readonly version: number;
  read(file: string, bytes: Uint8Array, out: WholeOut, beside: Beside): void;
}

/**
 * The content of another file, by its path relative to the directory of the one that is read; undefined where it cannot
 * be read. A change of that file alone is not noticed: it is for what a tool writes before the log itself, such as the
 * directory of a session.
 */
export type Beside = (path: string) => Uint8Array | undefined;

/** A database, read whenever it changes: as a whole, or on from an earlier reading. */
export interface TableFormat {
  readonly kind: 'tables';
  readonly id: string;
  readonly version: number;
  /**
   * What it returns, if anything, is passed to the next reading by the same process, as long as the file had no trouble. A
   * format that goes on from there must come to what reading everything would; where that is in doubt, it reads everything.
   */
  read(file: string, tables: Tables, out: Out, earlier?: EarlierReading): unknown;
}

/** The last reading of a database. */
export interface EarlierReading {
  /** What it returned. */
  readonly state: unknown;
  /** Emits again so many of the first of its readings, of which none may have the key of another; before any other. */
  keep(readings: number): void;
}

export type Format = (LineFormat | WholeFormat | TableFormat) & {
  /** Its files are read where the program runs, never in the threads that read many: a plug-in has a thread of its own. */
  readonly isOnMainThread?: true;
};

/** A database opened for reading only. */
export interface Tables {
  /** Column names of a table; empty where there is no such table. */
  columns(table: string): readonly string[];
  /** Rows of a query, each value a string, a number, null, or bytes. */
  rows(sql: string): Iterable<Readonly<Record<string, unknown>>>;
}

/** What everything but its reader knows of a source: its line in the registry. Plain data. */
export interface SourceInfo {
  /** Stable, used in filters, caches and JSON: 'claude-code'. */
  readonly id: string;
  readonly title: string;
  /** Names its option (`--claude`) and its field below `roots` in the configuration. */
  readonly key: string;
  /** The environment variable that moves its logs; `roots` reads a comma list of directories from it. */
  readonly variable: string;
  /** Where its logs are on most machines, for help texts. */
  readonly usualDir: string;
  /** What a user without data should do to get some. */
  readonly hint: string;
  /** What the tool calls a subagent whose type no log states. */
  readonly agent: string;
  /** What its logs hold exactly, and what they do not hold. For the README and the doctor. */
  readonly exact: string;
  readonly limits: string;
}

/** The content of a small file by its absolute path; undefined where it cannot be read. */
export type ReadFile = (path: string) => Uint8Array | undefined;

export interface Source extends SourceInfo {
  /**
   * Where its logs may be. `read` is for a tool that lists in a file of its own where it keeps them; without it, only the
   * places that do not depend on such a file are named.
   */
  roots(place: Place, read?: ReadFile): readonly Root[];
}
