/** The current view as a file: its table as csv, json or markdown, or the whole frame as an SVG picture. */
import { printable } from '../core/clean.ts';
import type { Look, Size } from './draw/look.ts';
import type { StyledLine } from './draw/styled.ts';
import { ansi, plain } from './draw/styled.ts';
import { picture } from './draw/svg.ts';
import type { Table } from './table.ts';

export const EXPORTS = [
  { id: 'csv', title: 'csv: the rows, for a spreadsheet' },
  { id: 'json', title: 'json: the rows, for a script' },
  { id: 'md', title: 'markdown: the rows, for a text' },
  { id: 'svg', title: 'SVG: the screen, as a picture' },
] as const;
export type ExportId = (typeof EXPORTS)[number]['id'];

export interface Exported {
  /** The name of the file without its directory. */
  readonly name: string;
  readonly text: string;
}

export function exported(
  id: ExportId,
  screen: string,
  day: string,
  {
    table,
    lines,
    size,
    look,
  }: {
    readonly table: Table | undefined;
    readonly lines: readonly StyledLine[];
    readonly size: Size;
    readonly look: Look;
  },
): Exported | undefined {
  const name = `token-dash-${screen}-${day}.${id}`;
  if (id === 'svg') return { name, text: picture(lines.map(ansi).join('\n'), size.columns, size.rows) };
  if (!table) return undefined;
  const columns = table.columns.map(({ id: column, title }) => ({ id: column, title }));
  const rows = Array.from({ length: table.count }, (_, at) =>
    columns.map(column => table.plainAt(at, column.id, look)),
  );
  if (id === 'csv') return { name, text: [columns.map(column => column.id), ...rows].map(csvLine).join('') };
  if (id === 'json') {
    const objects = rows.map(row => Object.fromEntries(row.map((cell, i) => [columns[i]!.id, cell])));
    return { name, text: `${JSON.stringify(objects, null, 1)}\n` };
  }
  return {
    name,
    text: markdown(
      columns.map(column => column.title || column.id),
      rows,
    ),
  };
}

/** RFC 4180; a cell that a spreadsheet would take for a formula is made a text. */
function csvLine(cells: readonly (string | number)[]): string {
  const quoted = cells.map(cell => {
    if (typeof cell === 'number') return String(cell);
    const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${quoted.join(',')}\r\n`;
}

function markdown(titles: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map(cell => printable(String(cell)).replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(titles) + line(titles.map(() => '---')) + rows.map(line).join('');
}

/** A row for the clipboard, cells apart by tabs. */
export function rowText(table: Table, position: number, look: Look): string {
  return table.columns.map(({ id }) => String(table.plainAt(position, id, look))).join('\t');
}

export function frameText(lines: readonly StyledLine[]): string {
  return `${lines.map(line => plain(line).trimEnd()).join('\n')}\n`;
}
