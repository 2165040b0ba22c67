/**
 * A table as data: rows of any number, filtered, sorted and shown through a window. Columns know how to sort and how
 * to draw a cell; only the rows in sight are drawn, so that a hundred thousand cost what twenty do.
 */

import type { Look } from './draw/look.ts';
import type { StyledLine } from './draw/styled.ts';
import type { Filters, Level, Overlay, TableState } from './view.ts';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Columns of the terminal; a text that may grow takes what is left, and at least this. */
  readonly width: number;
  readonly grows?: boolean;
  /** Where the room is too small, columns leave in this order, 1 before 2; absent: never. */
  readonly leaves?: number;
  /** Sorts ascending; absent: not a column to sort by. */
  readonly compare?: (a: Row, b: Row) => number;
  /** Whether the largest come first when it is chosen. */
  readonly isDescending?: boolean;
  /** What is in a cell, at most `width` wide. */
  cell(row: Row, width: number, look: Look): StyledLine | string;
  /** What it says in files and on the clipboard, where that is not the cell. */
  plain?(row: Row): string | number;
  total?(look: Look): StyledLine | string;
}

/** What Enter does on a row. */
export type Opened =
  | { readonly level: Level }
  | { readonly overlay: Overlay }
  | { readonly filters: Filters };

export interface TableSpec<Row> {
  readonly title: string;
  readonly rows: readonly Row[];
  idOf(row: Row): string;
  /** What the find field looks in. */
  nameOf(row: Row): string;
  readonly columns: readonly Column<Row>[];
  /** The id of the column that sorts it at first. */
  readonly sort?: string;
  opens?(row: Row): Opened | undefined;
  /** The session that a row belongs to. */
  sessionOf?(row: Row): Opened | undefined;
  /** What rows without the find field are called: '2,480 without the filter'. */
  readonly note?: string;
  /** Words where there are no rows. */
  readonly empty?: string;
  /** Whether there is a total row. */
  readonly hasTotal?: boolean;
  readonly totalLabel?: string;
  /** A line under the table, about the selected row. */
  about?(row: Row, look: Look): StyledLine | undefined;
}

/** A table as keys, drawing and export use it: its rows in order, by position. */
export interface Table {
  readonly title: string;
  readonly note?: string;
  readonly empty?: string;
  readonly columns: readonly Omit<Column<never>, 'cell' | 'plain' | 'compare'>[];
  readonly sortable: readonly string[];
  readonly sort: string | undefined;
  readonly isDescending: boolean;
  readonly count: number;
  /** How many there are without the find field. */
  readonly ofCount: number;
  readonly hasTotal: boolean;
  readonly totalLabel: string;
  idAt(position: number): string | undefined;
  /** -1 where there is no such row. */
  positionOf(id: string | undefined): number;
  cellAt(position: number, columnId: string, width: number, look: Look): StyledLine | string;
  plainAt(position: number, columnId: string, look: Look): string | number;
  opensAt(position: number): Opened | undefined;
  sessionAt(position: number): Opened | undefined;
  aboutAt(position: number, look: Look): StyledLine | undefined;
}

/** The row that details are of: the selected one, else the first. */
export function shownRow(table: Table | undefined, { selected }: TableState): string | undefined {
  if (!table) return undefined;
  return table.positionOf(selected) >= 0 ? selected : table.idAt(0);
}

/** Rows in order, by the rows they came from: sorting a hundred thousand takes a moment, and is done once. */
const ordered = new WeakMap<readonly unknown[], Map<string, Order<unknown>>>();

interface Order<Row> {
  readonly rows: readonly Row[];
  /** Positions of ids, as far as they were asked for: to name a row may take reading a response. */
  readonly positions: Map<string, number>;
  /** Rows from the top whose positions are all known. */
  named: number;
}

function orderOfRows<Row>(rows: readonly Row[]): Order<Row> {
  return { rows, positions: new Map(), named: 0 };
}

function idAt<Row>({ rows, positions }: Order<Row>, at: number, idOf: (row: Row) => string): string {
  const id = idOf(rows[at]!);
  if (!positions.has(id)) positions.set(id, at);
  return id;
}

function positionIn<Row>(order: Order<Row>, id: string, idOf: (row: Row) => string): number {
  const known = order.positions.get(id);
  if (known !== undefined) return known;
  while (order.named < order.rows.length) {
    order.named += 1;
    if (idAt(order, order.named - 1, idOf) === id) return order.named - 1;
  }
  return -1;
}

export function tableOf<Row>(spec: TableSpec<Row>, state: TableState): Table {
  const { columns, rows } = spec;
  const sortable = columns.filter(column => column.compare);
  const column = sortable.find(({ id }) => id === (state.sort ?? spec.sort)) ?? undefined;
  const isDescending = (column?.isDescending ?? false) !== (state.isReversed ?? false);
  const find = state.find?.toLowerCase() ?? '';
  const order = orderOf(spec, column, isDescending, find);
  const columnAt = (id: string) => columns.find(each => each.id === id)!;
  return {
    title: spec.title,
    note: spec.note,
    empty: spec.empty,
    columns,
    sortable: sortable.map(({ id }) => id),
    sort: column?.id,
    isDescending,
    count: order.rows.length,
    ofCount: rows.length,
    hasTotal: spec.hasTotal ?? false,
    totalLabel: spec.totalLabel ?? 'total',
    idAt(position) {
      return position in order.rows ? idAt(order, position, spec.idOf) : undefined;
    },
    positionOf(id) {
      return id === undefined ? -1 : positionIn(order, id, spec.idOf);
    },
    cellAt: (position, id, width, look) => columnAt(id).cell(order.rows[position]!, width, look),
    plainAt(position, id, look) {
      const row = order.rows[position]!;
      const { plain, cell } = columnAt(id);
      if (plain) return plain(row);
      const shown = cell(row, WIDE, look);
      return typeof shown === 'string'
        ? shown.trim()
        : shown
            .map(part => part.text)
            .join('')
            .trim();
    },
    opensAt: position => rowOr(order.rows[position], row => spec.opens?.(row)),
    sessionAt: position => rowOr(order.rows[position], row => spec.sessionOf?.(row)),
    aboutAt: (position, look) => rowOr(order.rows[position], row => spec.about?.(row, look)),
  };
}

/** Room for any cell. */
const WIDE = 200;

function rowOr<Row, T>(row: Row | undefined, read: (row: Row) => T | undefined): T | undefined {
  return row === undefined ? undefined : read(row);
}

function orderOf<Row>(
  spec: TableSpec<Row>,
  column: Column<Row> | undefined,
  isDescending: boolean,
  find: string,
): Order<Row> {
  const known =
    (ordered.get(spec.rows) as Map<string, Order<Row>> | undefined) ?? new Map<string, Order<Row>>();
  ordered.set(spec.rows, known as Map<string, Order<unknown>>);
  const key = `${column?.id} ${isDescending} ${find}`;
  const made = known.get(key);
  if (made) return made;
  const sortKey = `${column?.id} ${isDescending} `;
  const sorted = known.get(sortKey) ?? orderOfRows(sortedRows(spec.rows, column, isDescending));
  known.set(sortKey, sorted);
  if (find === '') return sorted;
  const words = find.split(' ').filter(word => word !== '');
  const rows = sorted.rows.filter(row => {
    const name = spec.nameOf(row).toLowerCase();
    return words.every(word => name.includes(word));
  });
  const order = orderOfRows(rows);
  if (known.size > MOST_ORDERS) known.clear();
  known.set(key, order);
  return order;
}

const MOST_ORDERS = 12;

function sortedRows<Row>(
  rows: readonly Row[],
  column: Column<Row> | undefined,
  isDescending: boolean,
): readonly Row[] {
  const compare = column?.compare;
  if (!compare) return rows;
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a, b));
}

/** Orders text as people do, and cheaply. */
export function byText<Row>(read: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => {
    const [x, y] = [read(a), read(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

export function byNumber<Row>(read: (row: Row) => number | undefined): (a: Row, b: Row) => number {
  return (a, b) => (read(a) ?? -1) - (read(b) ?? -1);
}

/** The first row in sight, so that the selected one is, with some rows around it. */
export function windowTop(position: number, count: number, page: number): number {
  const last = Math.max(0, count - page);
  return Math.min(last, Math.max(0, position - Math.floor(page / 3)));
}
