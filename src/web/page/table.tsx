/**
 * A table of rows: sorted by a click on a head, walked by the arrow keys, copied as CSV or JSON. Names are on the
 * left, numbers on the right; whatever can be opened or filtered by is a button in its cell.
 */
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';

export interface TableColumn<Row> {
  readonly id: string;
  readonly title: string;
  readonly isNumber?: boolean;
  /** A class of its cells. */
  readonly kind?: string;
  cell(row: Row): ComponentChildren;
  /** What rows are sorted by; absent where they cannot be. */
  sort?(row: Row): number | string;
  /** How the cell reads in a file. */
  text?(row: Row): string | number;
  foot?: ComponentChildren;
}

export interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The id of the column that the rows come sorted by, and whether the largest is first. */
  readonly sortedBy?: string;
  readonly hasFoot?: boolean;
  readonly kind?: string;
  readonly most?: number;
}

export function Table<Row>({
  caption,
  columns,
  rows,
  keyOf,
  sortedBy,
  hasFoot,
  kind = '',
  most = 200,
}: TableProps<Row>) {
  const [sort, setSort] = useState<{ id: string; isDown: boolean } | undefined>(
    sortedBy === undefined ? undefined : { id: sortedBy, isDown: true },
  );
  const [shownMost, setMost] = useState(most);
  const body = useRef<HTMLTableSectionElement>(null);
  const sorted =
    sort === undefined || (sort.id === sortedBy && sort.isDown) ? rows : inOrder(rows, columns, sort, keyOf);
  const shown = sorted.slice(0, shownMost);
  const choose = (id: string) => setSort({ id, isDown: sort?.id === id ? !sort.isDown : true });
  return (
    <>
      <div class="scroll sticky">
        <table class={kind} data-table={caption}>
          <caption class="hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map(column => (
                <th
                  key={column.id}
                  scope="col"
                  class={`${column.isNumber ? 'num' : ''} ${column.kind ?? ''}`}
                  aria-sort={sort?.id === column.id ? (sort.isDown ? 'descending' : 'ascending') : undefined}
                >
                  {column.sort ? (
                    <button type="button" onClick={() => choose(column.id)} data-sort={column.id}>
                      {column.title}
                      {sort?.id === column.id && <span aria-hidden="true">{sort.isDown ? ' ↓' : ' ↑'}</span>}
                    </button>
                  ) : column.title === '' ? (
                    <span class="hidden">share</span>
                  ) : (
                    column.title
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={event => walk(event, body.current)}>
            {shown.map(row => (
              <tr key={keyOf(row)}>
                {columns.map((column, i) => {
                  const classes = `${column.isNumber ? 'num' : ''} ${column.kind ?? ''}`;
                  return i === 0 ? (
                    <th key={column.id} scope="row" class={classes}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.id} class={classes}>
                      {column.cell(row)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          {hasFoot && (
            <tfoot>
              <tr>
                {columns.map((column, i) => {
                  const classes = `${column.isNumber ? 'num' : ''} ${column.kind ?? ''}`;
                  return i === 0 ? (
                    <th key={column.id} scope="row" class={classes}>
                      {column.foot}
                    </th>
                  ) : (
                    <td key={column.id} class={classes}>
                      {column.foot}
                    </td>
                  );
                })}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      {sorted.length > shownMost && (
        <div class="more">
          <button type="button" class="button" onClick={() => setMost(shownMost + 200)}>
            <Icon name="down" />
            {Math.min(200, sorted.length - shownMost)} more of {sorted.length}
          </button>
        </div>
      )}
    </>
  );
}

function inOrder<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  { id, isDown }: { readonly id: string; readonly isDown: boolean },
  keyOf: (row: Row) => string,
): readonly Row[] {
  const by = columns.find(column => column.id === id)?.sort;
  if (!by) return rows;
  const sign = isDown ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [by(a), by(b)];
    // Equal rows by name, whichever way the others go.
    if (x === y) return keyOf(a) < keyOf(b) ? -1 : 1;
    return x < y ? -sign : sign;
  });
}

/** Arrow keys, and j and k, go from row to row within the column of buttons. */
function walk(event: KeyboardEvent, body: HTMLElement | null): void {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const from = event.target as HTMLElement;
  const row = from.closest('tr');
  if (step === undefined || !row || !body || event.ctrlKey || event.altKey || event.metaKey) return;
  const rows = [...body.querySelectorAll('tr')];
  const cell = from.closest('td,th');
  const index = [...row.children].indexOf(cell as Element);
  for (let i = rows.indexOf(row) + step; rows[i]; i += step) {
    const target = rows[i]!.children[index]?.querySelector('button') ?? rows[i]!.querySelector('button');
    if (target instanceof HTMLElement) {
      target.focus();
      event.preventDefault();
      return;
    }
  }
}

/** The rows as CSV with the titles of their columns, or as JSON. */
export function tableText<Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  asJson: boolean,
): string {
  const kept = columns.filter(column => column.text);
  const cells = rows.map(row => kept.map(column => column.text!(row)));
  if (asJson) {
    const records = cells.map(row => Object.fromEntries(row.map((cell, i) => [kept[i]!.id, cell])));
    return JSON.stringify(records, null, 2);
  }
  return [kept.map(column => column.id), ...cells].map(row => row.map(csvCell).join(',')).join('\r\n');
}

/** What a spreadsheet would take for a formula is marked as text. */
function csvCell(cell: string | number): string {
  const text = String(cell);
  const safe = typeof cell === 'string' && /^[\s ]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
