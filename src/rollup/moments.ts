/** When there was usage, out of the cells of a rollup: enough to find pauses, and what began when. */
import type { Cells, Part } from './cells.ts';

/**
 * Instants of events of some sources, UTC ms, in no order: for each cell its first and its last. Where a cell may hold
 * events on both sides of a full hour, `single` gives cells of one event each.
 */
export function momentsIn(
  parts: readonly Part[],
  sources: readonly string[],
  single: () => Cells,
): readonly number[] {
  const isCoarse = parts.some(({ cells, sign }) => sign > 0 && hasOneOnTheHour(cells));
  const moments: number[] = [];
  for (const { cells, sign } of isCoarse ? [{ cells: single(), sign: 1 }] : parts) {
    if (sign < 0) continue;
    const { attribution, firstMs, spanMs } = cells.columns;
    for (let i = 0; i < cells.length; i++) {
      if (!sources.includes(cells.attributions.get(attribution.get(i)).source)) continue;
      moments.push(firstMs.get(i), firstMs.get(i) + spanMs.get(i));
    }
  }
  return moments;
}

const HOUR_MS = 3_600_000;

/** An event at the very beginning of a quarter may belong to what ends there, and the others of its cell to what begins. */
function hasOneOnTheHour({ length, columns: { firstMs, spanMs } }: Cells): boolean {
  for (let i = 0; i < length; i++) if (firstMs.get(i) % HOUR_MS === 0 && spanMs.get(i) > 0) return true;
  return false;
}
