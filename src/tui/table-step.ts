/** How keys move in a table: selection by id, sort column, and what Enter opens. */
import type { KeyCommand } from './keys.ts';
import type { Opened, Table } from './table.ts';
import { levelsOf, tableKey, tableState, type View } from './view.ts';

type Walk = 'down' | 'up' | 'page-down' | 'page-up' | 'first' | 'last';

interface InTable {
  readonly table: Table | undefined;
  readonly pageRows: number;
}

export function walk(view: View, command: Walk, { table, pageRows }: InTable): View {
  if (!table || table.count === 0) return view;
  const at = table.positionOf(tableState(view).selected);
  const page = Math.max(1, pageRows - 1);
  const to = {
    down: at + 1,
    up: at < 0 ? table.count - 1 : at - 1,
    'page-down': Math.max(0, at) + page,
    'page-up': Math.max(0, at) - page,
    first: 0,
    last: table.count - 1,
  }[command];
  return selected(view, table.idAt(Math.max(0, Math.min(table.count - 1, to))));
}

export function selected(view: View, id: string | undefined): View {
  const key = tableKey(view);
  return { ...view, tables: { ...view.tables, [key]: { ...view.tables[key], selected: id } } };
}

/** The next column to the right that can be sorted by, or the other way round. */
export function steppedSort(view: View, command: 'sort' | 'reverse', { table }: InTable): View {
  if (!table || table.sortable.length === 0) return { ...view, message: 'nothing to sort here' };
  const key = tableKey(view);
  const state = view.tables[key] ?? {};
  if (command === 'reverse') {
    return { ...view, tables: { ...view.tables, [key]: { ...state, isReversed: !state.isReversed } } };
  }
  const at = table.sort === undefined ? -1 : table.sortable.indexOf(table.sort);
  const sort = table.sortable[(at + 1) % table.sortable.length]!;
  const { isReversed: _, ...rest } = state;
  const title = table.columns.find(column => column.id === sort)?.title ?? sort;
  return { ...view, tables: { ...view.tables, [key]: { ...rest, sort } }, message: `sorted by ${title}` };
}

export function openRow(
  view: View,
  command: Extract<KeyCommand, 'open' | 'session'>,
  { table }: InTable,
): View {
  const id = tableState(view).selected;
  const at = table ? table.positionOf(id) : -1;
  // With nothing selected Enter opens the first row: what the number on top is made of.
  const position = at < 0 ? 0 : at;
  const opened = command === 'open' ? table?.opensAt(position) : table?.sessionAt(position);
  if (!table || !opened) return { ...view, message: 'nothing to open here' };
  const from = at < 0 ? selected(view, table.idAt(position)) : view;
  return opening(from, opened);
}

export function opening(view: View, opened: Opened): View {
  if ('overlay' in opened) return { ...view, overlays: [...view.overlays, opened.overlay], isFinding: false };
  if ('filters' in opened) return { ...view, filters: { ...view.filters, ...opened.filters } };
  const levels = [...levelsOf(view), opened.level];
  const next = { ...view, levels: { ...view.levels, [view.screen]: levels }, isFinding: false };
  // A level that is entered begins at its top, with the order that was chosen for such levels.
  const key = tableKey(next);
  const { selected: _, find: __, ...state } = next.tables[key] ?? {};
  return { ...next, tables: { ...next.tables, [key]: state } };
}
