/** What a click or a turn of the wheel does: it selects, opens, sorts, or puts the cursor of a chart somewhere. */
import type { Frame, Placed } from './compose.ts';
import { panelRoom } from './draw/panel.ts';
import { columnsFor } from './draw/table.ts';
import type { Screen, ScreenContext, ScreenEntry } from './screens/screen.ts';
import { type Around, goTo, step, withTable } from './step.ts';
import { type Table, windowTop } from './table.ts';
import { openRow, selected } from './table-step.ts';
import { tableState, type View } from './view.ts';

export interface Mouse {
  readonly kind: 'click' | 'wheel-up' | 'wheel-down';
  /** From 0. */
  readonly x: number;
  readonly y: number;
}

export interface MouseContext {
  readonly context: ScreenContext;
  readonly screen: Screen | undefined;
  readonly table: Table | undefined;
  readonly screens: readonly ScreenEntry[];
  readonly around: Around;
}

/** Rows that a notch of the wheel moves. */
const NOTCH = 3;

/** Reads a report in SGR form: '<0;10;5M'. Releases and moves are nothing. */
export function mouseOf(parameters: string, final: string): Mouse | undefined {
  const [button, column, row] = parameters.slice(1).split(';').map(Number);
  if (button === undefined || column === undefined || row === undefined || final !== 'M') return undefined;
  const at = { x: column - 1, y: row - 1 };
  if (button === 64) return { kind: 'wheel-up', ...at };
  if (button === 65) return { kind: 'wheel-down', ...at };
  return button === 0 ? { kind: 'click', ...at } : undefined;
}

export function clicked(view: View, mouse: Mouse, frame: Frame, context: MouseContext): View | undefined {
  const { around, screens, table } = context;
  if (mouse.kind !== 'click') {
    const command = mouse.kind === 'wheel-up' ? 'up' : 'down';
    let moved = view;
    for (let i = 0; i < NOTCH; i += 1) moved = step(moved, command, around);
    return moved;
  }
  if (view.overlays.length > 0) return undefined;
  if (mouse.y === 0) return onTabs(view, mouse.x, frame, screens);
  const placed = frame.places.find(place => isIn(place, mouse));
  if (!placed || !table) return placed ? onChart(view, mouse, placed, context) : undefined;
  if (placed.pane.holdsTable) return onTable(view, mouse, placed, table, context);
  if (placed.pane.id.startsWith('breakdown'))
    return onRow(view, mouse.y - placed.y - 1, table, frame.pageRows, around);
  return onChart(view, mouse, placed, context);
}

function isIn({ x, y, size }: Placed, mouse: Mouse): boolean {
  return mouse.x >= x && mouse.x < x + size.columns && mouse.y >= y && mouse.y < y + size.rows;
}

function onTabs(view: View, x: number, frame: Frame, screens: readonly ScreenEntry[]): View | undefined {
  let at = 0;
  for (const part of frame.lines[0] ?? []) {
    const end = at + part.text.length;
    if (x >= at && x < end) {
      const key = /^[[ ]?(\d)/.exec(part.text)?.[1];
      const entry = screens.find(each => each.key !== undefined && each.key === key);
      return entry && goTo(view, entry.id);
    }
    at = end;
  }
  return undefined;
}

function onTable(
  view: View,
  mouse: Mouse,
  placed: Placed,
  table: Table,
  { around, context }: MouseContext,
): View | undefined {
  const row = mouse.y - placed.y - 2;
  if (row >= 0) return onRow(view, row, table, around.pageRows, around);
  const room = panelRoom(placed.size, context.size);
  let at = placed.x + 2;
  for (const { id, width } of columnsFor(table, room.columns, tableState(view).shift ?? 0)) {
    if (mouse.x >= at && mouse.x < at + width && table.sortable.includes(id)) {
      return table.sort === id
        ? step(view, 'reverse', around)
        : withTable(view, { sort: id, isReversed: false });
    }
    at += width + 1;
  }
  return undefined;
}

/** The first click selects, the second opens. */
function onRow(view: View, row: number, table: Table, page: number, around: Around): View | undefined {
  const state = tableState(view);
  const at = table.positionOf(state.selected);
  const top = at < 0 ? 0 : windowTop(at, table.count, page);
  const id = table.idAt(top + row);
  if (id === undefined || row < 0) return undefined;
  return id === state.selected ? openRow(view, 'open', around) : selected(view, id);
}

/** The bucket under the mouse; charts of all kinds spread their buckets evenly. */
function onChart(view: View, mouse: Mouse, placed: Placed, { context }: MouseContext): View | undefined {
  const { buckets } = context.model;
  if (!/trend|chart/.test(placed.pane.id) || buckets.length === 0) return undefined;
  const room = panelRoom(placed.size, context.size);
  const isSideways = room.columns >= 50 && (room.columns < 70 || room.rows < 14);
  const left = placed.x + 2 + 6;
  const width = room.columns - 6 - (isSideways ? 24 : 0);
  const at = Math.floor(((mouse.x - left) / Math.max(1, width)) * buckets.length);
  const bucket = buckets[at];
  return bucket && { ...view, cursor: bucket.from };
}
