/**
 * Where panes stand, by the size of the terminal. Each pane names its row and how high that row is; panes of one row
 * share its width. Nothing here knows which panes there are.
 */
import type { Size } from './draw/look.ts';

export const LEAST: Size = { columns: 60, rows: 18 };

/** Whether panes can be shown at all. */
export function isLargeEnough({ columns, rows }: Size): boolean {
  return columns >= LEAST.columns && rows >= LEAST.rows;
}

export interface Place {
  /** Rows of panes stand below each other in this order. */
  readonly row: number;
  /** Lines that the row takes on a screen of a size; 'rest' shares what is left. */
  height(screen: Size): number | 'rest';
}

/** A row of 'rest' needs so many lines to show anything. */
const LEAST_REST = 4;

/** Sizes of the panes at `places`, in rows from above, the same order as `places`; undefined for one without room. */
export function layoutOf(places: readonly Place[], room: Size, screen: Size): readonly (Size | undefined)[] {
  const rows = [...new Set(places.map(place => place.row))].sort((a, b) => a - b);
  const heights = new Map<number, number>();
  const rest: number[] = [];
  let left = room.rows;
  for (const row of rows) {
    const wanted = places.filter(place => place.row === row).map(place => place.height(screen));
    const fixed = wanted.filter(height => height !== 'rest');
    const height = fixed.length > 0 ? Math.max(...fixed) : 0;
    const isRest = fixed.length < wanted.length;
    const least = isRest ? Math.max(height, LEAST_REST) : height;
    if (least > left) continue;
    heights.set(row, least);
    if (isRest) rest.push(row);
    left -= least;
  }
  rest.forEach((row, i) => {
    const share = Math.floor(left / (rest.length - i));
    heights.set(row, heights.get(row)! + share);
    left -= share;
  });
  return places.map((place, at) => {
    const height = heights.get(place.row);
    if (height === undefined) return undefined;
    const beside = places.flatMap((other, i) => (other.row === place.row ? [i] : []));
    return { columns: shareOf(room.columns, beside.length, beside.indexOf(at)), rows: height };
  });
}

/** Columns of one of `count` panes side by side; the first ones are the wider ones. */
function shareOf(columns: number, count: number, at: number): number {
  return Math.floor(columns / count) + (at < columns % count ? 1 : 0);
}

/** The room of an overlay, which leaves the footer. */
export function overlaySize({ columns, rows }: Size): Size {
  return { columns, rows: rows - 1 };
}
