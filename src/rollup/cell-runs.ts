/** Runs of neighbouring cells that have one rate and one owner: how far a run goes, and its sums. */

import type { Reach } from '../core/price.ts';
import { CELL_SUMS, type Cells } from './cells.ts';
import type { Sorting } from './totals.ts';

/** What all cells of a run have in common beside their terms. */
type Owner = Sorting['by'];

export class CellRuns {
  private readonly cells: Cells;
  private readonly sums = new Float64Array(CELL_SUMS.length);

  constructor(cells: Cells) {
    this.cells = cells;
  }

  /**
   * The end (exclusive) of the cells from `from` on that lie within `stretch` and have the terms, quality and owner of
   * the cell `from`, which must lie within `stretch` itself.
   */
  endOf(from: number, { fromMs, toMs, promptBelow }: Reach, owner: Owner): number {
    const { columns, length } = this.cells;
    const terms = columns.terms.numbers;
    const quality = columns.quality.numbers;
    const firstMs = columns.firstMs.numbers;
    const spanMs = columns.spanMs.numbers;
    const promptMost = columns.promptMost.numbers;
    const owners = owner === 'nothing' ? terms : columns[owner].numbers;
    const isOfAnyLength = promptBelow === Number.POSITIVE_INFINITY;
    let to = from + 1;
    for (; to < length; to++) {
      if (terms[to] !== terms[from] || quality[to] !== quality[from] || owners[to] !== owners[from]) break;
      const first = firstMs[to]!;
      if (first < fromMs || first + spanMs[to]! >= toMs) break;
      if (isOfAnyLength) continue;
      const most = promptMost[to]!;
      if (most === 0 || most >= promptBelow) break;
    }
    return to;
  }

  /** The sums of the cells `from` to `to` (exclusive), in the order of `CELL_SUMS`: the same list at each call. */
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
