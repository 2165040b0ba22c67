/**
 * Small tables, drawn by ink-table. It measures text by its length, truncates nothing and reads its parts once when it
 * is made; so cells come to it fitted to their columns, and a table of another shape is another table (`key`).
 */
import { Text } from 'ink';
import { type CellProps, Table as InkTable } from 'ink-table';
import type { PropsWithChildren, ReactNode } from 'react';
import { fitTo } from '../core/width.ts';
import type { Look } from './draw/look.ts';
import { ansi, styled } from './draw/styled.ts';

const PADDING = 1;

export interface TableColumn {
  readonly key: string;
  readonly title: string;
  readonly columns: number;
  readonly align?: 'left' | 'right';
}

export interface TableProps {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly look: Look;
}

export function Table({ columns, rows, look }: TableProps) {
  const { theme, glyphs } = look;
  const titled = (column: TableColumn) => fitTo(column.title, column.columns, glyphs, column.align);
  const data = rows.map(row =>
    Object.fromEntries(columns.map(c => [titled(c), fitTo(row[c.key] ?? '', c.columns, glyphs, c.align)])),
  );
  return (
    <InkTable
      key={[theme.key, glyphs.id, ...columns.map(column => column.columns)].join(' ')}
      data={data}
      padding={PADDING}
      header={({ children }: PropsWithChildren) => (
        <Text>{ansi([styled(String(children), theme.text.muted)])}</Text>
      )}
      cell={({ children, column }: CellProps) => <Text>{fitted(children, columns[column]!, look)}</Text>}
      skeleton={() => null}
    />
  );
}

/** ink-table pads a cell by the length of its text; a wide character is one long and two wide. */
function fitted(padded: ReactNode, { columns }: TableColumn, { glyphs }: Look): string {
  return fitTo(String(padded).trimEnd(), columns + 2 * PADDING, glyphs);
}
