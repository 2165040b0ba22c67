/**
 * The long loops over all rows, as TypeScript sees them: numbers go into their memory and come out of it. What they do is
 * said in `loops/loops.as.ts`. Each use has a memory of its own, which goes when it ends.
 */
import bytes from './loops/loops.wasm';
import { program } from './program.ts';

export interface Loops {
  readonly memory: WebAssembly.Memory;
  beginSieve(expected: number): void;
  meetKeys(count: number): void;
  suspectKeys(count: number): number;
  countFrom(first: number, count: number): void;
  beginCells(terms: number): number;
  addRows(picked: number, first: number): void;
  putInOrder(): void;
  writeColumn(field: number): void;
  /** Places in memory. */
  readonly keys: WebAssembly.Global;
  readonly suspects: WebAssembly.Global;
  readonly batch: WebAssembly.Global;
  readonly picks: WebAssembly.Global;
  readonly column: WebAssembly.Global;
  /** Of the column that was written last. */
  readonly least: WebAssembly.Global;
  readonly most: WebAssembly.Global;
  readonly sum: WebAssembly.Global;
  /** How many cells there are. */
  readonly count: WebAssembly.Global;
}

/** With fewer rows, getting ready takes longer than the loops do. */
const WORTH_ROWS = 4096;

const loopsOf = program<Loops>(bytes);

/** Undefined for few rows, and where WebAssembly is missing: all that the loops do can be done without. */
export function loopsFor(rows: number): Loops | undefined {
  return rows < WORTH_ROWS ? undefined : loopsOf();
}
