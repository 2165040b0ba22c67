/**
 * The places of panes, by the size of the terminal. Each pane names its row and how high that row is; panes of one row
 * share its width. No pane is named here.
 */
import type { Size } from './draw/look.ts';
import type { Table } from './table.ts';
import type { ViewModel } from './view-model.ts';

/** What a height may depend on beside the screen: how much there is to show. */
export interface Content {
  readonly model: ViewModel;
  readonly table?: Table;
}

export interface Place {
  /** The order of the rows of panes, from the top. */
  readonly row: number;
  /** How much of the width it takes, against its neighbours; 1 where absent. */
  readonly weight?: number;
  /** Lines that the row takes on a screen of a size; 'rest' shares what is left, 0 leaves it out. */
  height(screen: Size, content: Content): number | 'rest';
}

/** A row of 'rest' needs so many lines to show anything; on a very low screen it takes what it gets. */
const leastRest = (rows: number) => Math.min(3, Math.floor(rows / 3));

/** Sizes of the panes at `places`, the same order as `places`; undefined for one without room. */
export function layoutOf(
  places: readonly Place[],
  room: Size,
  screen: Size,
  content: Content,
): readonly (Size | undefined)[] {
  const heightOf = new Map(places.map(place => [place, place.height(screen, content)] as const));
  const rows = [...new Set(places.map(place => place.row))].sort((a, b) => a - b);
  const wanted = new Map(
    rows.map(
      row => [row, places.filter(place => place.row === row).map(place => heightOf.get(place)!)] as const,
    ),
  );
  const isRest = (row: number) => wanted.get(row)!.includes('rest');
  // Rows with a height of their own come first, in order; the rest must keep a little.
  const restRows = rows.filter(isRest);
  const heights = new Map<number, number>();
  let left = room.rows - Math.min(room.rows, restRows.length > 0 ? leastRest(room.rows) : 0);
  for (const row of rows) {
    if (isRest(row)) continue;
    const height = wanted
      .get(row)!
      .reduce<number>((most, each) => (each === 'rest' ? most : Math.max(most, each)), 0);
    if (height === 0 || height > left) continue;
    heights.set(row, height);
    left -= height;
  }
  let rest = room.rows - [...heights.values()].reduce((sum, height) => sum + height, 0);
  restRows.forEach((row, i) => {
    const share = Math.ceil(rest / (restRows.length - i));
    if (share >= 1) heights.set(row, share);
    rest -= share;
  });
  return places.map((place, at) => {
    const height = heights.get(place.row);
    if (height === undefined || heightOf.get(place) === 0) return undefined;
    const beside = places.flatMap((other, i) =>
      other.row === place.row && heightOf.get(other) !== 0 ? [i] : [],
    );
    return { columns: shareOf(places, beside, at, room.columns), rows: height };
  });
}

/** Columns of one of the panes side by side, by weight; what cannot be shared evenly goes to the first ones. */
function shareOf(places: readonly Place[], beside: readonly number[], at: number, columns: number): number {
  const weights = beside.map(i => places[i]!.weight ?? 1);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let used = 0;
  let before = 0;
  for (const [i, place] of beside.entries()) {
    before += weights[i]!;
    const end = Math.ceil((columns * before) / sum);
    if (place === at) return end - used;
    used = end;
  }
  return 0;
}
