/** Lines of a receipt in the style of their kind, as wide as the panel. */
import { clean } from '../../core/width.ts';
import type { ReceiptLine } from '../../reports/receipt-text.ts';
import type { Look } from '../draw/look.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { wrapped } from '../draw/wrap.ts';

export function receiptLines(
  lines: readonly ReceiptLine[],
  columns: number,
  { theme, glyphs }: Look,
): readonly StyledLine[] {
  const styles = {
    heading: theme.text.strong,
    text: theme.text.normal,
    sum: theme.text.strong,
    warning: theme.text.warn,
  } as const;
  return wrapped(
    lines.map(line => [styled(clean(line.text, glyphs), styles[line.kind])]),
    columns,
  );
}
