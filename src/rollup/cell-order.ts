/** The order of cells: by what sums group by first, so that neighbours are mostly in the same group. */

import { QUALITIES } from '../core/usage.ts';
import { CELL_COLUMNS, Cells, QUARTER_MS } from './cells.ts';

/** Cells by terms and quality, and then by time: so neighbours are of one stretch as often as can be. */
export function inOrder(cells: Cells): Cells {
  const { terms, quality, firstMs } = cells.columns;
  // Each cell as a number that sorts as it should, with its place in the last digits: sorting numbers is quick.
  const order = new Float64Array(cells.length);
  let first = Number.POSITIVE_INFINITY;
  for (let i = 0; i < cells.length; i++) first = Math.min(first, quarterOf(firstMs.get(i)));
  for (let i = 0; i < cells.length; i++) {
    const kind = terms.get(i) * QUALITIES.length + quality.get(i);
    const quarter = quarterOf(firstMs.get(i)) - first;
    order[i] = (kind * SORTED_QUARTERS + quarter) * SORTED_CELLS + i;
    // Out of order all is as right, only slower.
    if (kind >= SORTED_KINDS || quarter >= SORTED_QUARTERS || i >= SORTED_CELLS) return cells;
  }
  order.sort();
  const rows = Uint32Array.from(order, place => place % SORTED_CELLS);
  const columns = Object.fromEntries(CELL_COLUMNS.map(name => [name, cells.columns[name].pick(rows)]));
  const sorted = new Cells(cells, columns as Cells['columns']);
  if (cells.loggedUsd.size === 0) return sorted;
  for (const [i, cell] of rows.entries()) {
    const usd = cells.loggedUsd.get(cell);
    if (usd !== undefined) sorted.loggedUsd.set(i, usd);
  }
  return sorted;
}

const quarterOf = (ms: number) => Math.floor(ms / QUARTER_MS);

// Together no more than 53 bits; quarters for thirty years.
const SORTED_KINDS = 2 ** 10;
const SORTED_QUARTERS = 2 ** 20;
const SORTED_CELLS = 2 ** 22;
