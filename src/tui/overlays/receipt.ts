/** The receipt of one response: log, arithmetic, price; in another currency with the rate it was converted at. */
import type { Zone } from '../../core/calendar.ts';
import { clean } from '../../core/width.ts';
import type { Receipt } from '../../reports/receipt.ts';
import { type BesideReceipt, type RecordLine, receiptText } from '../../reports/receipt-text.ts';
import type { Look } from '../draw/look.ts';
import { moneyIn } from '../draw/money.ts';
import type { OverlayContent } from './box.ts';
import { receiptLines } from './receipt-lines.ts';

export interface ReceiptInput {
  readonly receipt: Receipt;
  readonly zone: Zone;
  /** Undefined while they are looked up. */
  readonly records: readonly RecordLine[] | undefined;
  readonly beside?: BesideReceipt;
  readonly columns: number;
}

export function receiptOverlay(
  { receipt, zone, records, beside, columns }: ReceiptInput,
  look: Look,
): OverlayContent {
  const { glyphs } = look;
  const shown = receiptLines(receiptText(receipt, zone, records, beside), columns, look);
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
