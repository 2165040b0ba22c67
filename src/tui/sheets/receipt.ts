/** The receipt of one response on a sheet. */
import type { Zone } from '../../core/calendar.ts';
import type { Receipt } from '../../reports/receipt.ts';
import { type RecordLine, receiptText } from '../../reports/receipt-text.ts';
import type { Look } from '../draw/chart.ts';
import { type Runs, run } from '../draw/runs.ts';
import { clean } from '../draw/width.ts';
import { wrapped } from '../draw/wrap.ts';
import type { SheetContent } from './sheet.ts';

export function receiptSheet(
  receipt: Receipt,
  zone: Zone,
  records: readonly RecordLine[] | undefined,
  columns: number,
  { theme, glyphs }: Look,
): SheetContent {
  const styles = {
    heading: theme.text.accent,
    text: theme.text.normal,
    sum: theme.text.strong,
    warning: theme.text.warn,
  } as const;
  const text = receiptText(receipt, zone, records);
  const lines = wrapped(
    text.map((line): Runs => [run(clean(line.text, glyphs), styles[line.kind])]),
    columns,
  );
  return {
    title: 'Receipt',
    note: receipt.model,
    foot: 'Esc goes back',
    head: [],
    count: lines.length,
    row: index => lines[index]!,
    hasCursor: false,
    empty: '',
  };
}
