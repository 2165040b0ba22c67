/**
 * Readings as columns, from a reader that makes no object of each: one row for every response, or for as much of it as
 * was read. What repeats from row to row has a number. All of it is valid until the call that passes it returns.
 */
import type { Numbers } from './column.ts';
import {
  type Attribution,
  type KeyedReading,
  noTokens,
  QUALITIES,
  type Terms,
  type TokenKind,
} from './usage.ts';

/** The kinds of tokens that rows have; there are none of the others. */
export const ROW_KINDS = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
] as const satisfies readonly TokenKind[];

/** The columns of numbers that are fields of a reading. Counts and notes that are not among them are none. */
export const ROW_COLUMNS = [
  'keyHi',
  'keyLo',
  'request',
  'atMs',
  'durationMs',
  ...ROW_KINDS,
  'reasoning',
  'webSearches',
  'offset',
  'line',
  'records',
  'quality',
] as const;
export type RowColumn = (typeof ROW_COLUMNS)[number];

export interface RowNumbers {
  /** At least one for each row. */
  readonly numbers: Numbers;
  /** None of them is larger. */
  readonly bound: number;
}

export interface Rows {
  readonly length: number;
  /** Columns, and those of positions among the values that repeat. */
  readonly columns: Readonly<Record<RowColumn | 'labels' | 'tools', RowNumbers>>;
  readonly labels: readonly { readonly terms: Terms; readonly attribution: Attribution }[];
  /** Sets of tools, as `joinTools` makes them; the same one may be there twice. */
  readonly tools: readonly (readonly string[])[];
  /** A column of positions with other numbers in their place; valid until the next call. */
  renamed(name: 'labels' | 'tools', as: readonly number[]): RowNumbers;
  /** Positions, in order, of rows whose response may have earlier rows. All other rows are the first of theirs. */
  readonly again: readonly number[];
}

/** Collects rows. */
export interface RowTable {
  /** Whether it has rows of the file that is being read. */
  readonly hasSome: boolean;
  addRows(rows: Rows): void;
  /** Counts so many more rows, which `add` will add when a column is read, or at `flush`. */
  addLater(rows: number, add: () => void): void;
  /** Adds the rows of `addLater` now. */
  flush(): void;
}

/** One of the rows as a reading. */
export function readingAt(rows: Rows, row: number): KeyedReading {
  const of = (name: RowColumn | 'labels' | 'tools') => rows.columns[name].numbers[row]!;
  const tokens = { ...noTokens };
  for (const kind of ROW_KINDS) tokens[kind] = of(kind);
  return {
    key: { hi: of('keyHi'), lo: of('keyLo') },
    request: of('request'),
    atMs: of('atMs'),
    durationMs: of('durationMs'),
    tokens,
    reasoning: of('reasoning'),
    webSearches: of('webSearches'),
    quality: QUALITIES[of('quality')]!,
    ...rows.labels[of('labels')]!,
    tools: rows.tools[of('tools')]!,
    offset: of('offset'),
    line: of('line'),
    records: of('records'),
  };
}
