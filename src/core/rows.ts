/**
 * Readings as columns, from a reader that makes no object of each: one row for every response, or for as much of it as
 * was read. What repeats from row to row has a number. All of it is good for as long as the call lasts that shows it.
 */
import type { Numbers } from './column.ts';
import { type Attribution, type KeyedReading, QUALITIES, type Terms } from './usage.ts';

/** The columns of numbers that are fields of a reading. Counts and notes that are not among them are none. */
export const ROW_COLUMNS = [
  'keyHi',
  'keyLo',
  'request',
  'atMs',
  'durationMs',
  'input',
  'output',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
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
  readonly columns: Readonly<Record<RowColumn | 'who' | 'tools', RowNumbers>>;
  readonly who: readonly { readonly terms: Terms; readonly attribution: Attribution }[];
  /** Sets of tools, as `joinTools` makes them; the same one may stand there twice. */
  readonly tools: readonly (readonly string[])[];
  /** A column of positions with other numbers in their place; good until the next is asked for. */
  renamed(name: 'who' | 'tools', as: readonly number[]): RowNumbers;
  /**
   * Rows of responses that were told of before, or may have been: their positions, in order. All others are the first
   * that anybody hears of theirs.
   */
  readonly again: readonly number[];
}

/** Who collects rows. */
export interface RowTable {
  /** Whether it has rows of the file that is being read. */
  readonly hasSome: boolean;
  addRows(rows: Rows): void;
  /** So many more rows count from now on, though they will be added only when `deliver` is called. */
  owe(rows: number, deliver: () => void): void;
  /** Has what is owed delivered. */
  settle(): void;
}

/** One of the rows as a reading. */
export function readingAt(rows: Rows, row: number): KeyedReading {
  const of = (name: RowColumn | 'who' | 'tools') => rows.columns[name].numbers[row]!;
  return {
    key: { hi: of('keyHi'), lo: of('keyLo') },
    request: of('request'),
    atMs: of('atMs'),
    durationMs: of('durationMs'),
    tokens: {
      input: of('input'),
      output: of('output'),
      cacheRead: of('cacheRead'),
      cacheWrite5m: of('cacheWrite5m'),
      cacheWrite1h: of('cacheWrite1h'),
      cacheWriteOther: 0,
    },
    reasoning: of('reasoning'),
    webSearches: of('webSearches'),
    quality: QUALITIES[of('quality')]!,
    ...rows.who[of('who')]!,
    tools: rows.tools[of('tools')]!,
    offset: of('offset'),
    line: of('line'),
    records: of('records'),
  };
}
