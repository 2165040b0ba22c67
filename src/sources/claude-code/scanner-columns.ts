/** The columns of `claude-scanner/rows.as.ts`, as they stand in its memory. */
import type { Numbers } from '../../core/column.ts';
import type { RowNumbers } from '../../core/rows.ts';

/** The columns of 32 bits, in the order of the scanner. */
const COLUMNS = [
  'keyHi',
  'keyLo',
  'request',
  'input',
  'output',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'reasoning',
  'webSearches',
  'quality',
  'labels',
  'tools',
  'line',
  'records',
  'again',
  'durationMs',
] as const;
const WIDE_COLUMNS = ['atMs', 'offset'] as const;
/** Rows that a column has room for, and bytes between two columns. */
const ROWS = 2048;
const BETWEEN = 64;
export type ScannerColumns = Readonly<
  Record<(typeof COLUMNS)[number] | (typeof WIDE_COLUMNS)[number], RowNumbers>
>;

/** A column of 32 bits in the scanner's memory, with its bound at the moment. */
class NarrowColumn implements RowNumbers {
  readonly numbers: Numbers;
  private readonly bounds: Numbers;

  constructor(numbers: Numbers, bounds: Numbers) {
    this.numbers = numbers;
    this.bounds = bounds;
  }

  get bound(): number {
    return this.bounds[0]!;
  }
}

/** Columns that begin at these places, and their bounds. */
export function columnsIn(memory: ArrayBuffer, narrow: number, wide: number, bounds: number): ScannerColumns {
  const columnOf = (name: (typeof COLUMNS)[number], i: number) => {
    const numbers = new Uint32Array(memory, narrow + i * (ROWS * 4 + BETWEEN), ROWS);
    return [name, new NarrowColumn(numbers, new Uint32Array(memory, bounds + i * 4, 1))] as const;
  };
  const wideOf = (name: (typeof WIDE_COLUMNS)[number], i: number) => {
    const numbers = new Float64Array(memory, wide + i * (ROWS * 8 + BETWEEN), ROWS);
    return [name, { numbers, bound: Number.MAX_SAFE_INTEGER }] as const;
  };
  return Object.fromEntries([...COLUMNS.map(columnOf), ...WIDE_COLUMNS.map(wideOf)]) as ScannerColumns;
}
