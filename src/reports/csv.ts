/**
 * Rows as CSV (RFC 4180): every column, raw numbers, exact amounts, instants in UTC. A text that a spreadsheet would take
 * for a formula gets an apostrophe in front, because names come from logs, which are untrusted.
 */
import { printable } from '../core/clean.ts';
import { decimal } from '../core/money.ts';
import type { Answer, Column, Row } from './report.ts';

const FORMULA = /^[=+\-@＝＋－＠\t\n]/;

export function csvText({ columns, rows }: Answer): string {
  const lines = [
    columns.map(column => column.id),
    ...rows.map(row => columns.map(column => cell(column, row))),
  ];
  return lines.map(line => `${line.map(quoted).join(',')}\r\n`).join('');
}

function cell(column: Column, row: Row): string {
  switch (column.kind) {
    case 'text': {
      const text = printable(column.cell(row) ?? '');
      return FORMULA.test(text) ? `'${text}` : text;
    }
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

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
