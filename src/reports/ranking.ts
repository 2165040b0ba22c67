/**
 * The order of rows: by their own names where these have an order, else most expensive first. Rows that were split further
 * stay together, in the order of what they are parts of.
 */
import { getOrInsert } from '../core/group.ts';
import type { Order } from '../core/query.ts';
import { named, Sum } from '../rollup/sum.ts';
import { type BreakdownRow, mostExpensiveFirst } from './breakdown.ts';
import type { Grouping, Row } from './report.ts';

export function inOrder(
  rows: readonly Row[],
  groupings: readonly Grouping[],
  order: Order | undefined,
): readonly Row[] {
  const last = groupings.length - 1;
  const levels = groupings.map(({ isOrdered }, depth) => {
    if (isOrdered) return undefined;
    // No two rows have all keys in common.
    return depth === last ? (row: Row) => row : totals(rows, depth);
  });
  const isTurned = order !== undefined && order !== (groupings[0]!.isOrdered ? 'asc' : 'desc');
  return [...rows].sort((a, b) => {
    const depth = levels.findIndex((_, i) => a.keys[i] !== b.keys[i]);
    if (depth < 0) return 0;
    const totalOf = levels[depth];
    const step = totalOf
      ? mostExpensiveFirst(totalOf(a), totalOf(b))
      : compare(a.keys[depth]!, b.keys[depth]!);
    return depth === 0 && isTurned ? -step : step;
  });
}

/** For a row, the total of the rows with the same keys up to `depth`. */
function totals(rows: readonly Row[], depth: number): (row: Row) => BreakdownRow {
  const parts = new Map<string, Row[]>();
  for (const row of rows)
    getOrInsert(parts, JSON.stringify(row.keys.slice(0, depth + 1)), () => []).push(row);
  const totals = new Map<Row, BreakdownRow>();
  for (const part of parts.values()) {
    const sum = new Sum();
    for (const row of part) sum.absorb(row.sum);
    const total = named(part[0]!.keys[depth]!, sum);
    for (const row of part) totals.set(row, total);
  }
  return row => totals.get(row)!;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
