/**
 * The order of rows: by their own names where these have an order, else most expensive first. Rows that were split further
 * stay together, in the order of what they are parts of.
 */
import { getOrInsert } from '../core/group.ts';
import type { Order } from '../core/query.ts';
import { type Named, named, Sum } from '../rollup/sum.ts';
import { mostExpensiveFirst } from './breakdown.ts';
import type { Grouping, Row } from './report.ts';

export function inOrder(
  rows: readonly Row[],
  groupings: readonly Grouping[],
  order: Order | undefined,
): readonly Row[] {
  const levels = groupings.map((grouping, depth) => (grouping.isOrdered ? undefined : totals(rows, depth)));
  const isTurned = order !== undefined && order !== (groupings[0]!.isOrdered ? 'asc' : 'desc');
  return [...rows].sort((a, b) => {
    const depth = levels.findIndex((_, i) => a.keys[i] !== b.keys[i]);
    if (depth < 0) return 0;
    const known = levels[depth];
    const step = known
      ? mostExpensiveFirst(known.get(upTo(a, depth))!, known.get(upTo(b, depth))!)
      : compare(a.keys[depth]!, b.keys[depth]!);
    return depth === 0 && isTurned ? -step : step;
  });
}

/** What the rows come to that are the same up to `depth`. */
function totals(rows: readonly Row[], depth: number): ReadonlyMap<string, Named> {
  const sums = new Map<string, Sum>();
  for (const row of rows) getOrInsert(sums, upTo(row, depth), () => new Sum()).absorb(row.sum);
  return new Map([...sums].map(([name, sum]) => [name, named(name, sum)]));
}

function upTo(row: Row, depth: number): string {
  return JSON.stringify(row.keys.slice(0, depth + 1));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
