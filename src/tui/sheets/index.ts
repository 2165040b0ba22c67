/** Which sheet shows what, and what Enter opens from where. */
import type { PriceLookup } from '../../core/price.ts';
import type { Scope } from '../../core/scope.ts';
import { receipt } from '../../reports/receipt.ts';
import type { RecordLine } from '../../reports/receipt-text.ts';
import type { Look } from '../draw/chart.ts';
import type { Scene } from '../scene.ts';
import type { Sheet, View } from '../view.ts';
import { partsSheet } from './parts.ts';
import { receiptSheet } from './receipt.ts';
import type { SheetContent } from './sheet.ts';
import { troublesSheet } from './troubles.ts';

export interface SheetInput {
  readonly scene: Scene;
  readonly prices: PriceLookup;
  readonly look: Look;
  readonly records: readonly RecordLine[] | undefined;
  readonly columns: number;
}

/** What a sheet shows; the help draws itself. */
export function contentOf(sheet: Sheet, input: SheetInput): SheetContent | undefined {
  const { scene, prices, look } = input;
  const { journal, zone } = scene;
  switch (sheet.kind) {
    case 'help':
      return undefined;
    case 'troubles':
      return troublesSheet(scene, input.columns, look);
    case 'parts':
      return partsSheet(
        {
          journal,
          prices,
          zone,
          scope: sheet.scope,
          order: sheet.order,
          parts: scene.partsOf(sheet.scope, sheet.order),
          columns: input.columns,
        },
        look,
      );
    case 'receipt': {
      if (sheet.event >= journal.length) return gone;
      const event = journal.event(sheet.event);
      return receiptSheet(receipt(event, prices.rate(event)), zone, input.records, input.columns, look);
    }
    default:
      return sheet satisfies never;
  }
}

/** The log it stood in was deleted while its receipt was open. */
const gone: SheetContent = {
  title: 'Receipt',
  head: [],
  count: 0,
  row: () => [],
  hasCursor: false,
  empty: 'The log of this response is gone.',
};

/** From the panes Enter opens the selected row, or the day; from a list of responses the receipt of one. */
export function openedBy(view: View, scene: Scene): Sheet | undefined {
  const top = view.sheets.at(-1);
  if (!top) {
    const { day, dimension } = scene;
    const row = scene.rows.find(each => each.name === view.selected);
    const scope: Scope = { from: day, to: day, ...(row && { [dimension]: row.name }) };
    return scene.rows.length > 0 ? { kind: 'parts', line: 0, scope, order: 'dearest' } : undefined;
  }
  const event = selectedEvent(view, scene);
  return top.kind === 'parts' && event !== undefined ? { kind: 'receipt', line: 0, event } : undefined;
}

export function sessionOpenedBy(view: View, scene: Scene): Sheet | undefined {
  const index = selectedEvent(view, scene);
  if (index === undefined) return undefined;
  const { session, source } = scene.journal.event(index).attribution;
  return { kind: 'parts', line: 0, scope: { session, source }, order: 'newest' };
}

function selectedEvent(view: View, scene: Scene): number | undefined {
  const top = view.sheets.at(-1);
  if (top?.kind === 'receipt') return top.event < scene.journal.length ? top.event : undefined;
  return top?.kind === 'parts' ? scene.partsOf(top.scope, top.order).events[top.line] : undefined;
}
