/** The receipt of a task that was logged by hand. */
import type { Zone } from '../../core/calendar.ts';
import { clean } from '../../core/width.ts';
import { workWithId } from '../../reports/declared.ts';
import type { Declared } from '../../reports/report.ts';
import { workReceipt, workReceiptText } from '../../reports/work-receipt.ts';
import type { Look } from '../draw/look.ts';
import { estimateText } from '../measure.ts';
import type { OverlayContent } from './box.ts';
import { receiptLines } from './receipt-lines.ts';

interface TaskInput {
  readonly declared: Declared | undefined;
  /** Its id. */
  readonly entry: string;
  readonly zone: Zone;
  readonly columns: number;
}

export function taskOverlay({ declared, entry, zone, columns }: TaskInput, look: Look): OverlayContent {
  const { glyphs, currency } = look;
  const work = declared && workWithId(declared.log, entry);
  const common = { title: 'Receipt', head: [], hasCursor: false } as const;
  if (!work) return { ...common, count: 0, line: () => [], empty: 'The log has no such entry any more.' };
  const made = workReceipt(work, zone, declared);
  const shown = receiptLines(workReceiptText(made, currency), columns, look);
  return {
    ...common,
    title: `Receipt ${glyphs.separator} ${clean(work.name, glyphs)}`,
    note: made.usd === undefined ? undefined : estimateText(made.usd, look),
    foot: 'y copy  Esc back',
    count: shown.length,
    line: index => shown[index]!,
    empty: '',
  };
}
