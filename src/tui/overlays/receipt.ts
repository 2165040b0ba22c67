/** The receipt of one response on a overlay. */
import type { Zone } from '../../core/calendar.ts';
import { clean } from '../../core/width.ts';
import type { Receipt } from '../../reports/receipt.ts';
import { type RecordLine, receiptText } from '../../reports/receipt-text.ts';
import type { Look } from '../draw/look.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { wrapped } from '../draw/wrap.ts';
import type { OverlayContent } from './overlay.ts';

export function receiptOverlay(
  receipt: Receipt,
  zone: Zone,
  records: readonly RecordLine[] | undefined,
  columns: number,
  { theme, glyphs }: Look,
): OverlayContent {
  const styles = {
    heading: theme.text.accent,
    text: theme.text.normal,
    sum: theme.text.strong,
    warning: theme.text.warn,
  } as const;
  const text = receiptText(receipt, zone, records);
  const lines = wrapped(
    text.map((line): StyledLine => [styled(clean(line.text, glyphs), styles[line.kind])]),
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
