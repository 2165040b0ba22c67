/** The words in a cell, for people: the table and the Markdown table. */
import { dayText, type Zone } from '../../core/calendar.ts';
import { printable } from '../../core/clean.ts';
import { costText, grouped } from '../../core/format.ts';
import type { Money } from '../../core/money.ts';
import type { Column, Row } from '../../reports/report.ts';

export interface CellStyle {
  readonly zone: Zone;
  /** Short names, for a screen. */
  readonly isShort: boolean;
  readonly amount: (usd: Money) => string;
}

export function cellText(column: Column, row: Row, { zone, isShort, amount }: CellStyle): string {
  switch (column.kind) {
    case 'text':
      return oneLine((isShort ? column.short?.(row) : undefined) ?? column.cell(row) ?? '');
    case 'moment': {
      const atMs = column.cell(row);
      return atMs === undefined ? '' : `${dayText(zone.day(atMs))} ${zone.clock(atMs).slice(0, 5)}`;
    }
    case 'count': {
      const count = hasUsage(row) ? column.cell(row) : undefined;
      return count === undefined ? '' : grouped(count);
    }
    case 'percent': {
      const percent = column.cell(row);
      return percent === undefined ? '' : `${percent.toFixed(1)}%`;
    }
    case 'cost': {
      const cost = hasUsage(row) ? column.cell(row) : undefined;
      return cost ? costText(cost, { amount }) : '';
    }
    default:
      return column satisfies never;
  }
}

/** A gap between windows of usage has none, which is not the same as using nothing. */
function hasUsage({ tally }: Row): boolean {
  return tally.events > 0;
}

/** Text from a log, harmless and on one line. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ');
}

/** Numbers are aligned to the right. */
export function isNumeric({ kind }: Column): boolean {
  return kind === 'count' || kind === 'percent' || kind === 'cost';
}

/** What the rows come to, in the columns that add up. */
export function totalTexts(columns: readonly Column[], total: Row, style: CellStyle): readonly string[] {
  return columns.map((column, i) => {
    if (i === 0) return 'Total';
    return column.kind === 'count' || column.kind === 'cost' ? cellText(column, total, style) : '';
  });
}
