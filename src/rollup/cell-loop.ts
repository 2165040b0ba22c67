/**
 * Adds very many events to the cells of a digest: rows are put where the loops find them (`loops/cells.as.ts`), some
 * thousand at a time, and the cells are taken out at the end. `cell-adder.ts` says the same of few.
 */

import { Column, type Numbers } from '../core/column.ts';
import { QUALITIES, TOKEN_KINDS } from '../core/usage.ts';
import type { Facts } from '../journal/facts.ts';
import type { Loops } from '../journal/loops.ts';
import type { Added, CountedEvent, EventAdder } from './cell-adder.ts';
import { CELL_COLUMNS, type CellColumn, Cells, type Grain, lengthsOf, MOST_LENGTHS } from './cells.ts';

/** The columns of the batch, in the order of `loops/batch.as.ts`. Behind them stands the number of the cost. */
const COUNTS = [...TOKEN_KINDS, 'reasoning', 'webSearches', 'records'] as const;
const BATCH = ['terms', 'attribution', 'quality', 'atMs', ...COUNTS] as const;
/** How many rows it has room for, and what lies between two columns, bytes. */
const ROWS = 2048;
const BETWEEN = 64;

/** The fields of a cell by number, as in `loops/cells.as.ts` and, from a hundred on, `loops/order.as.ts`; what is called `source` here is worked out from its attribution. */
const FIELDS = {
  ...{ terms: 0, attribution: 1, quality: 2, firstMs: 5, spanMs: 100, promptLeast: 101, promptMost: 102 },
  ...(Object.fromEntries([...COUNTS, 'events'].map((name, i) => [name, 9 + i])) as Record<
    (typeof COUNTS)[number] | 'events',
    number
  >),
} satisfies Record<Exclude<CellColumn, 'source'>, number>;
const LAST_MS = 6;
const COST = 8;

export class CellLoop implements EventAdder {
  private readonly loops: Loops;
  private readonly facts: Facts;
  /** Costs that logs state themselves, by number. */
  private readonly costs: number[] = [];
  private buffer: ArrayBuffer | undefined;
  private columns: readonly Float64Array[] = [];
  private picks = new Uint32Array();
  /** How many events have been put one by one since the last were added. */
  private waiting = 0;

  constructor(loops: Loops, facts: Facts, grain: Grain) {
    this.loops = loops;
    this.facts = facts;
    const terms = facts.terms.values;
    const at = loops.beginCells(terms.length);
    const lengths = new Float64Array(loops.memory.buffer, at, terms.length * MOST_LENGTHS);
    lengths.fill(Number.POSITIVE_INFINITY);
    for (const [i, each] of terms.entries()) lengths.set(lengthsOf(grain, each), i * MOST_LENGTHS);
    this.lookAgain();
  }

  add(rows: Uint32Array, from: number, to: number): void {
    this.addWaiting();
    const numbers = BATCH.map(name => this.facts.columns[name].numbers);
    for (let at = from; at < to; ) {
      const end = reachOf(rows, at, to);
      this.addRows(rows.subarray(at, end), numbers);
      at = end;
    }
  }

  addOne(row: number, event: CountedEvent): void {
    const { columns, waiting } = this;
    const { tokens } = event;
    const put = (column: number, value: number) => {
      columns[column]![waiting] = value;
    };
    put(0, this.facts.columns.terms.get(row));
    put(1, this.facts.columns.attribution.get(row));
    put(2, QUALITIES.indexOf(event.quality));
    put(3, event.atMs);
    for (const [i, kind] of TOKEN_KINDS.entries()) put(4 + i, tokens[kind]);
    const others = 4 + TOKEN_KINDS.length;
    put(others, event.reasoning);
    put(others + 1, event.webSearches);
    put(others + 2, event.records);
    put(others + 3, this.numberOf(event.loggedUsd));
    this.picks[waiting] = waiting;
    this.waiting += 1;
    if (this.waiting === ROWS) this.addWaiting();
  }

  done(): Added {
    this.addWaiting();
    const { loops } = this;
    loops.putInOrder();
    const columns = Object.fromEntries(
      CELL_COLUMNS.map(name => [name, name === 'source' ? new Column() : this.columnOf(FIELDS[name])]),
    ) as Record<CellColumn, Column>;
    this.addSources(columns);
    const cells = new Cells(this.facts, columns);
    this.addCosts(cells);
    const of = (field: number) => {
      loops.writeColumn(field);
      return { least: loops.least.value, most: loops.most.value, sum: loops.sum.value };
    };
    const range = { fromMs: of(FIELDS.firstMs).least, toMs: of(LAST_MS).most };
    return { cells, records: of(FIELDS.records).sum, range: cells.length > 0 ? range : undefined };
  }

  private columnOf(field: number): Column {
    const { loops } = this;
    loops.writeColumn(field);
    const numbers = new Float64Array(loops.memory.buffer, loops.column.value, loops.count.value);
    return Column.narrowest(numbers, loops.most.value);
  }

  private addSources({ attribution, source }: Record<CellColumn, Column>): void {
    const { attributions } = this.facts;
    const [first, ...others] = new Set(attributions.values.map(each => each.source));
    if (others.length === 0) {
      source.appendSame(0, attribution.length);
      return;
    }
    const ids = new Map([first, ...others].map((name, id) => [name, id]));
    const as = attributions.values.map(each => ids.get(each.source)!);
    source.appendAs(attribution, 0, attribution.length, as);
  }

  private addCosts({ loggedUsd }: Cells): void {
    if (this.costs.length === 0) return;
    for (const [cell, cost] of this.columnOf(COST).numbers.entries()) {
      if (cost > 0) loggedUsd.set(cell, this.costs[cost - 1]!);
    }
  }

  /** Adds rows of which the last is less than a batch behind the first. */
  private addRows(rows: Uint32Array, numbers: readonly Numbers[]): void {
    const first = rows[0]!;
    const end = rows.at(-1)! + 1;
    for (const [i, column] of numbers.entries()) this.columns[i]!.set(column.subarray(first, end));
    const { loggedUsd } = this.facts;
    // As long as nobody stated any, there are only zeros.
    if (loggedUsd.size > 0 || this.costs.length > 0) {
      const cost = this.columns[BATCH.length]!;
      for (const row of rows) cost[row - first] = this.numberOf(loggedUsd.get(row));
    }
    this.picks.set(rows);
    this.loops.addRows(rows.length, first);
    this.lookAgain();
  }

  /** The number of a cost, or 0 where none is stated. */
  private numberOf(usd: number | undefined): number {
    return usd === undefined ? 0 : this.costs.push(usd);
  }

  private addWaiting(): void {
    if (this.waiting > 0) this.loops.addRows(this.waiting, 0);
    this.waiting = 0;
    this.lookAgain();
  }

  /** Memory that has grown is other memory to JavaScript. */
  private lookAgain(): void {
    const { buffer } = this.loops.memory;
    if (buffer === this.buffer) return;
    this.buffer = buffer;
    const at = this.loops.batch.value;
    this.columns = Array.from(
      { length: BATCH.length + 1 },
      (_, i) => new Float64Array(buffer, at + i * (ROWS * 8 + BETWEEN), ROWS),
    );
    this.picks = new Uint32Array(buffer, this.loops.picks.value, ROWS);
  }
}

/** The end of the longest stretch from `at` on whose last row is less than a batch behind its first. */
function reachOf(rows: Uint32Array, at: number, to: number): number {
  const limit = rows[at]! + ROWS;
  let end = Math.min(to, at + ROWS);
  // Mostly all of them follow each other.
  if (rows[end - 1]! < limit) return end;
  let least = at + 1;
  while (least < end) {
    const middle = (least + end) >> 1;
    if (rows[middle]! < limit) least = middle + 1;
    else end = middle;
  }
  return least;
}
