/** The receipt of one response: log, arithmetic, price; in another currency with the rate it was converted at. */
import type { Zone } from '../../core/calendar.ts';
import { inCurrency } from '../../core/currency.ts';
import { decimal } from '../../core/money.ts';
import { clean } from '../../core/width.ts';
import type { Receipt } from '../../reports/receipt.ts';
import { type RecordLine, receiptText } from '../../reports/receipt-text.ts';
import type { Look } from '../draw/look.ts';
import { moneyIn } from '../draw/money.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { wrapped } from '../draw/wrap.ts';
import type { OverlayContent } from './box.ts';

export interface ReceiptInput {
  readonly receipt: Receipt;
  readonly zone: Zone;
  /** Undefined while they are looked up. */
  readonly records: readonly RecordLine[] | undefined;
  /** What the session is called. */
  readonly session?: string;
  readonly columns: number;
}

export function receiptOverlay(
  { receipt, zone, records, session, columns }: ReceiptInput,
  look: Look,
): OverlayContent {
  const { theme, glyphs, currency } = look;
  const styles = {
    heading: theme.text.strong,
    text: theme.text.normal,
    sum: theme.text.strong,
    warning: theme.text.warn,
  } as const;
  const lines: StyledLine[] = receiptText(receipt, zone, records).map(line => [
    styled(clean(line.text, glyphs), styles[line.kind]),
  ]);
  if (session !== undefined)
    lines.unshift([styled('Session  ', theme.text.muted), styled(clean(session, glyphs))]);
  if (currency && receipt.usd !== undefined) {
    const amount = decimal(inCurrency(receipt.usd, currency), 6);
    lines.push([
      styled(`In ${currency.code}  `, theme.text.strong),
      styled(`${amount} at ${currency.perUsd} ${currency.code} a dollar, from your configuration`),
    ]);
  }
  const shown = wrapped(lines, columns);
  return {
    title: `Receipt ${glyphs.separator} ${clean(receipt.model, glyphs)}`,
    note: receipt.usd === undefined ? receipt.status : moneyIn(receipt.usd, look),
    foot: 'o its session  y copy  Esc back',
    head: [],
    count: shown.length,
    line: index => shown[index]!,
    hasCursor: false,
    empty: '',
  };
}

/** The log of the response was deleted while its receipt was open. */
export const GONE: OverlayContent = {
  title: 'Receipt',
  head: [],
  count: 0,
  line: () => [],
  hasCursor: false,
  empty: 'The log of this response is gone.',
};
