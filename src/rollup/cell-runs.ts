/**
 * Runs of neighbouring cells: how far one goes, and what it comes to. Of many cells machine code says it
 * (`loops/runs.as.ts`), since a start goes through them once or twice and V8 has not compiled anything by then; of few
 * the same is said here, row by row.
 */

import type { Reach } from '../core/price.ts';
import bytes from '../journal/loops/runs.wasm';
import { program } from '../journal/program.ts';
import { CELL_SUMS, type Cells } from './cells.ts';
import type { Sorting } from './totals.ts';

/** What all cells of a run have in common beside their terms. */
type Owner = Sorting['by'];

export interface CellRuns {
  /**
   * The end of the cells from `from` on that are of one stretch, of the same terms and quality, and of the same owner.
   * That the first is of it is taken for granted.
   */
  endOf(from: number, stretch: Reach, owner: Owner): number;
  /** What the cells `from` to `to` (exclusive) come to, in the order of `CELL_SUMS`: the same list each time. */
  sumsOf(from: number, to: number): ArrayLike<number>;
}

export function runsOf(cells: Cells): CellRuns {
  return (cells.length < WORTH_CELLS ? undefined : quickRuns(cells)) ?? new PlainRuns(cells);
}

/** With fewer cells, getting ready takes longer than the loops do. */
const WORTH_CELLS = 2048;

/** Without machine code. */
export class PlainRuns implements CellRuns {
  private readonly cells: Cells;
  private readonly sums = new Float64Array(CELL_SUMS.length);

  constructor(cells: Cells) {
    this.cells = cells;
  }

  endOf(from: number, { fromMs, toMs, promptBelow }: Reach, owner: Owner): number {
    const { columns, length } = this.cells;
    const terms = columns.terms.numbers;
    const quality = columns.quality.numbers;
    const firstMs = columns.firstMs.numbers;
    const spanMs = columns.spanMs.numbers;
    const promptMost = columns.promptMost.numbers;
    const whose = owner === 'nothing' ? terms : columns[owner].numbers;
    const isOfAnyLength = promptBelow === Number.POSITIVE_INFINITY;
    const [who, term, kind] = [whose[from], terms[from], quality[from]];
    let to = from + 1;
    for (; to < length; to++) {
      if (terms[to] !== term || quality[to] !== kind || whose[to] !== who) break;
      const first = firstMs[to]!;
      if (first < fromMs || first + spanMs[to]! >= toMs) break;
      if (isOfAnyLength) continue;
      const most = promptMost[to]!;
      if (most === 0 || most >= promptBelow) break;
    }
    return to;
  }

  sumsOf(from: number, to: number): ArrayLike<number> {
    for (const [i, name] of CELL_SUMS.entries()) {
      const { numbers } = this.cells.columns[name];
      let sum = 0;
      for (let cell = from; cell < to; cell++) sum += numbers[cell]!;
      this.sums[i] = sum;
    }
    return this.sums;
  }
}

/** The columns, as they are numbered in `loops/runs.as.ts`. */
const OTHERS = ['terms', 'quality', 'firstMs', 'spanMs', 'promptMost', 'source', 'attribution'] as const;
const COLUMNS = [...OTHERS, ...CELL_SUMS] as const;
const OWNERS = {
  nothing: OTHERS.indexOf('terms'),
  source: OTHERS.indexOf('source'),
  attribution: OTHERS.indexOf('attribution'),
} satisfies Record<Owner, number>;
/** Where a column may begin, bytes. */
const ALIGNMENT = 8;

interface Loops {
  readonly memory: WebAssembly.Memory;
  /** Places in memory. */
  readonly columns: WebAssembly.Global;
  readonly sums: WebAssembly.Global;
  room(bytes: number): number;
  endOf(
    ...of: [from: number, length: number, owner: number, fromMs: number, toMs: number, promptBelow: number]
  ): number;
  addUp(from: number, to: number): void;
}

const loopsOf = program<Loops>(bytes);
/** Who sums cells up mostly does so again, by something else. */
const known = new WeakMap<Cells, CellRuns>();

/** With machine code; undefined where WebAssembly is missing. Cells that are asked about do not change any more. */
export function quickRuns(cells: Cells): CellRuns | undefined {
  const before = known.get(cells);
  if (before) return before;
  const loops = loopsOf();
  const runs = loops && runsIn(loops, cells);
  if (runs) known.set(cells, runs);
  return runs;
}

function runsIn(loops: Loops, { columns, length }: Cells): CellRuns {
  const all = COLUMNS.map(name => columns[name].bytes().bytes);
  const padded = ({ length }: Uint8Array) => Math.ceil(length / ALIGNMENT) * ALIGNMENT;
  let at = loops.room(all.reduce((sum, bytes) => sum + padded(bytes), 0));
  const { buffer } = loops.memory;
  const places = new Uint32Array(buffer, loops.columns.value, 2 * COLUMNS.length);
  const memory = new Uint8Array(buffer);
  for (const [i, bytes] of all.entries()) {
    places.set([at, bytes.length / length], 2 * i);
    memory.set(bytes, at);
    at += padded(bytes);
  }
  const sums = new Float64Array(buffer, loops.sums.value, CELL_SUMS.length);
  return {
    endOf: (from, { fromMs, toMs, promptBelow }, owner) =>
      loops.endOf(from, length, OWNERS[owner], fromMs, toMs, promptBelow),
    sumsOf(from, to) {
      loops.addUp(from, to);
      return sums;
    },
  };
}
