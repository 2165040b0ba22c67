/**
 * Makes a frame: tabs, filter bar, panes, rail, overlay and keys, as lines exactly as large as the terminal. The first
 * frame, painted before Ink is loaded, and every later one come from here.
 */
import { fill } from './draw/frame.ts';
import type { Look, Size } from './draw/look.ts';
import { panelRoom } from './draw/panel.ts';
import { dimmed, lineWidth, type StyledLine, sliceLine, styled } from './draw/styled.ts';
import { tablePage } from './draw/table.ts';
import { footLine } from './hints.ts';
import { layoutOf } from './layout.ts';
import { levelPane } from './levels/pane.ts';
import type { OverlayBox } from './overlays/box.ts';
import { isEmpty, type Pane, type PaneProps } from './panes/pane.ts';
import { RAIL } from './panes/rail.ts';
import { welcomePane } from './panes/welcome.ts';
import { type Choice, choicesOf, type Screen, type ScreenEntry } from './screens/screen.ts';
import { filterLine, tabLine } from './shell.ts';
import type { Stores } from './stores.ts';
import type { Table } from './table.ts';
import { levelsOf, type View } from './view.ts';
import type { Freshness, ViewModel } from './view-model.ts';

export interface FrameInput {
  readonly model: ViewModel;
  readonly age: Freshness;
  readonly view: View;
  readonly size: Size;
  readonly look: Look;
  readonly screens: readonly ScreenEntry[];
  /** The current screen; absent while it is being loaded. */
  readonly screen: Screen | undefined;
  readonly table?: Table;
  readonly stores: Stores;
  /** Changes when a store does. */
  readonly storesVersion?: number;
  /** The top overlay, drawn. */
  readonly overlay?: OverlayBox;
}

export interface Frame {
  readonly lines: readonly StyledLine[];
  /** A small table that Ink draws over the lines. */
  readonly table?: OverlayBox['table'];
  /** Rows of the table that are in sight. */
  readonly pageRows: number;
  /** The places of panes, for the mouse. */
  readonly places: readonly Placed[];
}

export interface Placed {
  readonly pane: Pane;
  readonly x: number;
  readonly y: number;
  readonly size: Size;
}

export type Compose = (input: FrameInput) => Frame;

interface Drawn {
  readonly props: PaneProps;
  readonly version: number;
  readonly lines: readonly StyledLine[];
}

/** Lines around the panes: tabs and filter bar above, keys below. */
const LINES_AROUND = 3;
/** What lists of sessions and responses obey. */
const IN_LEVELS: readonly Choice[] = ['filters'];
/** On a terminal lower than this the filter bar gives its line to the screen. */
const ROWS_FOR_FILTERS = 10;

/** The room of the panes. */
export function bodySize({ columns, rows }: Size): Size {
  return { columns, rows: Math.max(1, rows - (rows < ROWS_FOR_FILTERS ? LINES_AROUND - 1 : LINES_AROUND)) };
}

/** A composer with a memory: a pane is drawn again when something that it shows has changed. */
export function composer(more: readonly Pane[] = []): Compose {
  const drawn = new Map<Pane, Drawn>();
  return input => {
    const { size, look, view, screen, overlay, model } = input;
    const body = bodySize(size);
    const panes = [...panesOf(input), ...more];
    const hasRail = screen?.hasRail === true && size.columns >= RAIL.columns && !isEmpty(model);
    const railWidth = hasRail ? RAIL.width(size) : 0;
    const main = place(panes, { columns: size.columns - railWidth, rows: body.rows }, input, 0);
    const rail = hasRail
      ? place(RAIL.panes, { columns: railWidth, rows: body.rows }, input, size.columns - railWidth)
      : [];
    const used = new Set<Pane>();
    const draw = ({ pane, size: paneSize }: Placed) => {
      used.add(pane);
      const { age, table, stores, storesVersion: version = 0 } = input;
      const props = {
        model,
        age,
        view,
        size: paneSize,
        look,
        table,
        screen: size,
        stores,
        screens: input.screens,
      };
      const known = drawn.get(pane);
      if (known && isSame(known, props, version, pane)) return known.lines;
      const lines = pane.draw(props);
      drawn.set(pane, { props, version, lines });
      return lines;
    };
    const lines = joined([...main, ...rail], body, draw, look);
    for (const pane of drawn.keys()) if (!used.has(pane)) drawn.delete(pane);
    const isTop = levelsOf(view).length === 0;
    const bar = {
      own: isTop ? screen?.filterText?.(input) : ofEntries(view),
      obeys: isTop ? choicesOf(screen) : IN_LEVELS,
      hasOwnData: screen?.hasOwnData?.(input),
    };
    const around = size.rows < ROWS_FOR_FILTERS ? [] : [filterLine(input, bar)];
    const whole = [tabLine(input), ...around, ...lines];
    const covered = overlay ? covering(whole, overlay, size, look) : whole;
    return {
      lines: [...covered, footLine(input, screen)].slice(0, size.rows),
      table: overlay?.table,
      pageRows: pageOf(input, main),
      places: [...main, ...rail].map(each => ({ ...each, y: each.y + whole.length - lines.length })),
    };
  };
}

/** Entries of the manual log know no range. */
function ofEntries(view: View): string | undefined {
  return levelsOf(view).at(-1)?.kind === 'entries' ? 'all logged tasks' : undefined;
}

function panesOf(input: FrameInput): readonly Pane[] {
  const { model, view, screen, size } = input;
  if (isEmpty(model) && (view.screen === 'overview' || !screen)) return [welcomePane];
  if (!screen) return [];
  if (levelsOf(view).length > 0) return [levelPane];
  return screen
    .panes(input)
    .filter(pane => (pane.when === undefined || pane.when(model)) && !pane.hides?.(size));
}

/** Panes in their places; undefined ones have no room. */
function place(panes: readonly Pane[], room: Size, input: FrameInput, left: number): readonly Placed[] {
  const sizes = layoutOf(panes, room, input.size, input);
  const tops = new Map<number, number>();
  let y = 0;
  for (const row of [...new Set(panes.map(pane => pane.row))].sort((a, b) => a - b)) {
    const size = sizes.find((each, i) => each && panes[i]!.row === row);
    if (!size) continue;
    tops.set(row, y);
    y += size.rows;
  }
  const lefts = new Map<number, number>();
  return panes.flatMap((pane, i) => {
    const size = sizes[i];
    if (!size || size.columns < 4) return [];
    const x = lefts.get(pane.row) ?? left;
    lefts.set(pane.row, x + size.columns);
    return [{ pane, x, y: tops.get(pane.row)!, size }];
  });
}

/** All panes put beside and below each other. */
function joined(
  places: readonly Placed[],
  { columns, rows }: Size,
  draw: (placed: Placed) => readonly StyledLine[],
  look: Look,
): readonly StyledLine[] {
  const parts = places.map(placed => ({ ...placed, lines: draw(placed) }));
  return Array.from({ length: rows }, (_, y) => {
    const here = parts.filter(part => y >= part.y && y < part.y + part.size.rows).sort((a, b) => a.x - b.x);
    const line = here.flatMap(part => [
      ...(part.lines[y - part.y] ?? [styled(' '.repeat(part.size.columns))]),
    ]);
    return fill(line, columns, look);
  });
}

/** Lays an overlay over a screen that goes dim. */
function covering(
  lines: readonly StyledLine[],
  { lines: over, x, y }: OverlayBox,
  { columns }: Size,
  look: Look,
): readonly StyledLine[] {
  return lines.map((line, at) => {
    const part = over[at - y];
    if (!part) return dimmed(line);
    const end = x + lineWidth(part);
    const left = x > 0 ? dimmed(sliceLine(line, 0, x)) : [];
    const right = end < columns ? dimmed(sliceLine(line, end, columns)) : [];
    return fill([...left, ...part, ...right], columns, look);
  });
}

function isSame(
  { props: before, version: old }: Drawn,
  props: PaneProps,
  version: number,
  pane: Pane,
): boolean {
  return (
    before.model === props.model &&
    isSameView(before.view, props.view) &&
    before.size.columns === props.size.columns &&
    before.size.rows === props.size.rows &&
    before.screen.columns === props.screen.columns &&
    before.screen.rows === props.screen.rows &&
    before.look === props.look &&
    old === version &&
    (before.age === props.age || !pane.showsAge)
  );
}

/** Nothing that a pane shows hangs on overlays, messages or the find field's cursor. */
function isSameView(a: View, b: View): boolean {
  if (a === b) return true;
  const { overlays: _, message: __, isFinding: ___, ...rest } = b;
  return Object.entries(rest).every(([name, value]) => Object.is(a[name as keyof View], value));
}

/** The rows that the pane of the table has for it. */
function pageOf({ table, size }: FrameInput, places: readonly Placed[]): number {
  if (!table) return 1;
  const holder = places.find(({ pane }) => pane.holdsTable) ?? places.at(-1);
  if (!holder) return 1;
  return holder.pane.holdsTable
    ? tablePage(table, holder.size, size)
    : Math.max(1, panelRoom(holder.size, size).rows - 1);
}
