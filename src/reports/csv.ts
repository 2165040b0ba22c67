/** Rows as CSV (RFC 4180): every column, raw numbers, exact amounts, instants in UTC. */
import { csvCell } from '../core/csv.ts';
import { decimal } from '../core/money.ts';
import type { Answer, Column, Row } from './report.ts';

export function csvText(answer: Answer): string {
  return [...csvLines(answer)].join('');
}

/** The lines of `csvText`, each made when it is written. */
export function* csvLines({ columns, rows }: Answer): Generator<string> {
  yield line(columns.map(column => column.id));
  for (const row of rows) yield line(columns.map(column => cell(column, row)));
}

function line(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}

function cell(column: Column, row: Row): string {
  switch (column.kind) {
    case 'text':
      return csvCell(column.cell(row) ?? '');
    case 'moment': {
      const atMs = column.cell(row);
      return atMs === undefined ? '' : new Date(atMs).toISOString();
    }
    case 'cost': {
      const cost = column.cell(row);
      // Nothing at all was priced: an amount would be a lie.
      const isUnknown = !cost || (cost.unpricedEvents > 0 && cost.unpricedEvents === row.tally.events);
      return isUnknown ? '' : decimal(cost.usd);
    }
    case 'percent':
      return column.cell(row)?.toFixed(2) ?? '';
    case 'count':
      return String(column.cell(row) ?? '');
    default:
      return column satisfies never;
  }
}
