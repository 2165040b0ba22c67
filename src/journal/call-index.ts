/** Finds the row of a call among the rows of the file that is being read. */
import { getOrInsert } from '../core/group.ts';
import { KeyIndex, keyOf, requestOf, UNIQUE_KEY } from '../core/key.ts';
import type { KeyedReading, Reading } from '../core/usage.ts';
import { type Call, callOf, isSameCall } from './calls.ts';
import type { FactTable } from './fact-columns.ts';

/** After so many searches an index is made. */
const MOST_SEARCHES = 256;

/** Rows as far as the index looks at them. */
interface CalledRows extends Pick<FactTable, 'columns'> {
  call(row: number): Call;
}

export class CallIndex {
  private readonly rows: CalledRows;
  /** Rows before this one are of other files. */
  private first = 0;
  /** How often a row may still be searched for without an index. */
  private searches = 0;
  private index: KeyIndex | undefined;
  /** Further rows of a key, by the row that the index has: other calls that go by the same name. */
  private readonly siblings = new Map<number, Map<string, number>>();

  constructor(rows: CalledRows) {
    this.rows = rows;
  }

  /** Rows from `first` on are of another file. */
  begin(first: number): void {
    this.first = first;
    this.searches = 0;
    // Of ten thousand small files each can do with the index of the one before.
    if (!this.index?.clear()) this.index = undefined;
    this.siblings.clear();
  }

  /** Rows were added that are not in the index. Few of them are looked up, so a new index is made only after many searches. */
  forget(): void {
    this.searches = MOST_SEARCHES;
    this.index = undefined;
    this.siblings.clear();
  }

  /** The row of the same call in this file, or -1 after adding `row`, whose key is in its columns already. */
  findOrAdd(row: number, reading: KeyedReading): number {
    if (!this.index) {
      if (this.searches > 0) {
        this.searches -= 1;
        return this.search(row, reading);
      }
      const { keyHi, keyLo } = this.rows.columns;
      this.index = new KeyIndex(keyHi, keyLo, row - this.first);
      for (let known = this.first; known < row; known++) this.note(known);
    }
    const first = this.index.findOrAdd(row);
    if (first < 0 || this.isOfCall(first, reading)) return first;
    const calls = getOrInsert(this.siblings, first, () => new Map<string, number>());
    const name = JSON.stringify(callOf(reading.request, reading.tokens, reading.quality));
    const known = calls.get(name);
    if (known !== undefined) return known;
    calls.set(name, row);
    return -1;
  }

  private note(row: number): void {
    const first = this.index!.findOrAdd(row);
    if (first < 0) return;
    const calls = getOrInsert(this.siblings, first, () => new Map<string, number>());
    calls.set(JSON.stringify(this.rows.call(row)), row);
  }

  /** The same without an index. */
  private search(row: number, reading: KeyedReading): number {
    const { keyHi, keyLo } = this.rows.columns;
    const { hi, lo } = reading.key;
    let end = row;
    for (;;) {
      end = keyLo.lastIndexOf(lo, this.first, end);
      if (end < 0 || (keyHi.get(end) === hi && this.isOfCall(end, reading))) return end;
    }
  }

  private isOfCall(row: number, { request, tokens, quality }: KeyedReading): boolean {
    const own = this.rows.columns.request.get(row);
    if (own !== request) return false;
    return own === UNIQUE_KEY || isSameCall(this.rows.call(row), callOf(request, tokens, quality));
  }
}

/** A reading with its key and request as numbers. */
export function keyed(reading: Reading | KeyedReading): KeyedReading {
  const { key, request } = reading;
  if (typeof key !== 'string') return reading as KeyedReading;
  return { ...reading, key: keyOf(key), request: requestOf(request as string | undefined) };
}
