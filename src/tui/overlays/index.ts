/** Which overlay shows what, and what Enter opens from where. */
import type { PriceLookup } from '../../core/price.ts';
import type { Scope } from '../../core/scope.ts';
import { receipt } from '../../reports/receipt.ts';
import type { RecordLine } from '../../reports/receipt-text.ts';
import type { Look } from '../draw/look.ts';
import type { Overlay, View } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import type { OverlayContent } from './overlay.ts';
import { partsOverlay } from './parts.ts';
import { receiptOverlay } from './receipt.ts';
import { troublesOverlay } from './troubles.ts';

export interface OverlayInput {
  readonly model: ViewModel;
  readonly prices: PriceLookup;
  readonly look: Look;
  readonly records: readonly RecordLine[] | undefined;
  readonly columns: number;
}

/** What a overlay shows; the help draws itself. */
export function contentOf(overlay: Overlay, input: OverlayInput): OverlayContent | undefined {
  const { model, prices, look } = input;
  const { journal, zone } = model;
  switch (overlay.kind) {
    case 'help':
      return undefined;
    case 'troubles':
      return troublesOverlay(model, input.columns, look);
    case 'parts':
      return partsOverlay(
        {
          journal,
          prices,
          zone,
          scope: overlay.scope,
          order: overlay.order,
          parts: model.partsOf(overlay.scope, overlay.order),
          columns: input.columns,
        },
        look,
      );
    case 'receipt': {
      if (overlay.event >= journal.length) return gone;
      const event = journal.event(overlay.event);
      return receiptOverlay(receipt(event, prices.rate(event)), zone, input.records, input.columns, look);
    }
    default:
      return overlay satisfies never;
  }
}

/** The log it stood in was deleted while its receipt was open. */
const gone: OverlayContent = {
  title: 'Receipt',
  head: [],
  count: 0,
  row: () => [],
  hasCursor: false,
  empty: 'The log of this response is gone.',
};

/** From the panes Enter opens the selected row, or the day; from a list of responses the receipt of one. */
export function openedBy(view: View, model: ViewModel): Overlay | undefined {
  const top = view.overlays.at(-1);
  if (!top) {
    const { day, dimension } = model;
    const row = model.rows.find(each => each.name === view.selected);
    const scope: Scope = { from: day, to: day, ...(row && { [dimension]: row.name }) };
    return model.rows.length > 0 ? { kind: 'parts', line: 0, scope, order: 'dearest' } : undefined;
  }
  const event = selectedEvent(view, model);
  return top.kind === 'parts' && event !== undefined ? { kind: 'receipt', line: 0, event } : undefined;
}

export function sessionOpenedBy(view: View, model: ViewModel): Overlay | undefined {
  const index = selectedEvent(view, model);
  if (index === undefined) return undefined;
  const { session, source } = model.journal.event(index).attribution;
  return { kind: 'parts', line: 0, scope: { session, source }, order: 'newest' };
}

function selectedEvent(view: View, model: ViewModel): number | undefined {
  const top = view.overlays.at(-1);
  if (top?.kind === 'receipt') return top.event < model.journal.length ? top.event : undefined;
  return top?.kind === 'parts' ? model.partsOf(top.scope, top.order).events[top.line] : undefined;
}
