/**
 * What a plug-in of token-dash exports by default: a source of logs. The same contract as that of the sources that are
 * built in, in one file without imports; `token-dash source new` puts a copy beside each plug-in.
 *
 * Everything is plain data and plain functions. A format never opens a file by itself, has no clock, and reports what it
 * cannot read in place of throwing.
 */

export interface Source {
  /** Small letters, digits and dashes: it is used in filters, caches and JSON. */
  readonly id: string;
  readonly title: string;
  /** What a user without data should do to get some. */
  readonly hint?: string;
  /** What the tool calls a subagent whose type no log states. */
  readonly agent?: string;
  /** What its logs hold exactly, and what they do not hold. */
  readonly exact?: string;
  readonly limits?: string;
  /** Where the logs may be; the directories need not be there. */
  roots(place: Place): readonly Root[];
}

export interface Place {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As Node's `process.platform`. */
  readonly platform: string;
}

export interface Root {
  /** An absolute path. */
  readonly path: string;
  readonly files: readonly {
    /** Below the path: `*` within a name, a leading `**` and a slash for any directories. */
    readonly glob: string;
    readonly ignore?: readonly string[];
    readonly format: Format;
  }[];
}

export type Format = LineFormat | WholeFormat | TableFormat;

/** A file of lines that only grows at its end. */
export interface LineFormat<State = unknown> {
  readonly kind: 'lines';
  readonly id: string;
  /** Raise it when the same bytes would now read differently: files are then read anew. */
  readonly version: number;
  /** What must be remembered between lines: plain data. `file` is the absolute path. */
  start(file: string): State;
  /** Reads on and changes `state` in place. `bytes` are whole lines, which begin at byte `offset` of the file. */
  read(state: State, bytes: Uint8Array, offset: number, out: Out): void;
}

/** A file that is rewritten as a whole. */
export interface WholeFormat {
  readonly kind: 'whole';
  readonly id: string;
  readonly version: number;
  read(file: string, bytes: Uint8Array, out: WholeOut): void;
}

/** An SQLite database. */
export interface TableFormat {
  readonly kind: 'tables';
  readonly id: string;
  readonly version: number;
  read(file: string, tables: Tables, out: Out): void;
}

/** A database that is opened for reading only. */
export interface Tables {
  /** Names of the columns of a table; none where there is no such table. */
  columns(table: string): readonly string[];
  /** The rows of a query. */
  rows(sql: string): Iterable<Readonly<Record<string, unknown>>>;
}

export interface Out {
  reading(reading: Reading): void;
  /** Something that could not be read as it should be. Lines count from 1. */
  trouble(why: string, line?: number): void;
  /** The type of a subagent, from any file. */
  agentType(agentId: string, type: string): void;
}

export interface WholeOut extends Out {
  /** The file is only half there: what an earlier reading found is kept. It must emit nothing else. */
  incomplete(why: string): void;
}

/** One billed answer of a model. */
export interface Reading {
  /** Names the answer: records with the same key are of one answer, in any file, and count once. */
  readonly key: string;
  /**
   * The vendor's id of the answer ('msg_...', 'chatcmpl-...'), where the log has it, as that of a proxy does: the same call
   * in the log of the tool that made it then counts once, as that tool logged it. It stands in place of the key.
   */
  readonly responseId?: string;
  /** UTC, ms since 1970. */
  readonly atMs: number;
  readonly durationMs?: number;
  /** Disjoint kinds: nothing is counted in two of them. What is absent is 0. */
  readonly tokens: {
    /** What was not read from a cache. */
    readonly input?: number;
    /** With the reasoning. */
    readonly output?: number;
    readonly cacheRead?: number;
    readonly cacheWrite5m?: number;
    readonly cacheWrite1h?: number;
    /** A write whose lifetime is not known. */
    readonly cacheWriteOther?: number;
  };
  /** A part of the output. */
  readonly reasoning?: number;
  readonly webSearches?: number;
  /** What the log itself says it cost, USD. */
  readonly loggedUsd?: number;
  readonly quality: 'exact' | 'lower bound' | 'session total' | 'estimate';
  readonly terms: {
    /** As logged; '' where the log has none. */
    readonly model: string;
    readonly provider?: string;
    readonly speed?: string;
    readonly tier?: string;
    readonly geo?: string;
  };
  readonly attribution: {
    readonly session: string;
    readonly parentSession?: string;
    /** The working directory. */
    readonly cwd?: string;
    readonly branch?: string;
    readonly agentId?: string;
    readonly agent?: string;
    readonly skill?: string;
    readonly command?: string;
    readonly client?: string;
  };
  /** Names of the tools that it called. */
  readonly tools?: readonly string[];
  /** The place of the record: the byte of its line in the file, or its row; and its line, from 1 on. */
  readonly offset: number;
  readonly line: number;
}
