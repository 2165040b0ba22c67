/** Which overlay shows what, and what Enter does in it. */
import { besideReceipt } from '../../reports/beside-receipt.ts';
import { part } from '../../reports/parts.ts';
import { receipt } from '../../reports/receipt.ts';
import type { RecordLine } from '../../reports/receipt-text.ts';
import type { KeyCommand } from '../keys.ts';
import type { ScreenContext, ScreenEntry } from '../screens/screen.ts';
import type { Table } from '../table.ts';
import { opening } from '../table-step.ts';
import type { Overlay, View } from '../view.ts';
import { boxColumns, drawBox, type OverlayBox, type OverlayContent } from './box.ts';
import { type Choice, choiceOverlay, matches } from './choices.ts';
import { exportChoices } from './export.ts';
import { filterChoices } from './filter.ts';
import { helpOverlay } from './help.ts';
import { paletteChoices } from './palette.ts';
import { GONE, receiptOverlay } from './receipt.ts';
import { taskOverlay } from './task.ts';
import { troublesOverlay } from './troubles.ts';

export interface OverlayContext extends ScreenContext {
  readonly table: Table | undefined;
  readonly screens: readonly ScreenEntry[];
  readonly themes: readonly { readonly id: string; readonly title: string }[];
  readonly records: readonly RecordLine[] | undefined;
  /** Keys of the screen below. */
  readonly keys: readonly KeyCommand[];
}

/** The top overlay, drawn, and how many lines it has. */
export function overlayOf(
  context: OverlayContext,
): { readonly box: OverlayBox; readonly count: number } | undefined {
  const top = context.view.overlays.at(-1);
  if (!top) return undefined;
  const content = contentOf(top, context);
  return { box: drawBox(content, top.line, context.size, context.look), count: content.count };
}

function contentOf(overlay: Overlay, context: OverlayContext): OverlayContent {
  const { model, look, size, screens, view } = context;
  switch (overlay.kind) {
    case 'help': {
      const title = screens.find(({ id }) => id === view.screen)?.title ?? '';
      return helpOverlay(context.keys, title, size, look);
    }
    case 'troubles':
      return troublesOverlay(model, boxColumns(size), look);
    case 'receipt':
      return receiptContent(overlay.event, context);
    case 'task': {
      const declared = context.stores.declared?.getState();
      const given = { declared, entry: overlay.entry, zone: model.zone, columns: boxColumns(size) };
      return taskOverlay(given, look);
    }
    case 'palette':
    case 'filter':
    case 'export': {
      const text = 'text' in overlay ? overlay.text : '';
      const titles = { palette: 'Do', filter: 'Filter', export: 'Export this view' } as const;
      return choiceOverlay(
        {
          title: titles[overlay.kind],
          prompt: overlay.kind === 'palette' ? ':' : 'only',
          hint:
            overlay.kind === 'palette'
              ? 'Names work too: a project, a model, a date'
              : 'Dates work too: 2026-10-01 2026-10-15, 14d, last-month',
          choices: choicesOf(overlay, context),
          text,
          hasField: overlay.kind !== 'export',
        },
        boxColumns(size),
        look,
      );
    }
    default:
      return overlay satisfies never;
  }
}

function receiptContent(index: number, { model, look, size, records }: OverlayContext): OverlayContent {
  const { journal, data, zone } = model;
  if (index >= journal.length) return GONE;
  const event = journal.event(index);
  const { rate } = part(journal, data.prices, index);
  const beside = besideReceipt(journal, data.prices, event, look.currency);
  const made = receipt(event, rate, journal.alsoLoggedBy(index));
  return receiptOverlay({ receipt: made, zone, records, beside, columns: boxColumns(size) }, look);
}

function choicesOf(overlay: Overlay, { model, screens, themes, view }: OverlayContext): readonly Choice[] {
  switch (overlay.kind) {
    case 'palette':
      return paletteChoices({ model, screens, themes, text: overlay.text });
    case 'filter':
      return filterChoices(model, view, overlay.text);
    case 'export':
      return exportChoices();
    default:
      return [];
  }
}

/** What Enter does in the top overlay: a new view, and maybe a command to go on with. */
export function choose(
  id: 'open' | 'session',
  view: View,
  context: OverlayContext,
): { readonly view: View; readonly command?: KeyCommand } | undefined {
  const top = view.overlays.at(-1);
  if (!top) return undefined;
  if (top.kind === 'receipt')
    return id === 'session' ? { view: toSession(view, top.event, context) } : { view };
  if (id === 'session') return { view };
  const choices = choicesOf(top, context);
  const found = matches(choices, 'text' in top ? top.text : '')[top.line];
  if (!found) return { view };
  const { run } = found.choice;
  if ('change' in run) return { view: run.change(view) };
  return { view: { ...view, overlays: view.overlays.slice(0, -1) }, command: run.command as KeyCommand };
}

function toSession(view: View, index: number, { model }: OverlayContext): View {
  if (index >= model.journal.length) return view;
  const { session, source } = model.journal.event(index).attribution;
  const title = `session ${session.slice(0, 8)}`;
  return opening(
    { ...view, overlays: [] },
    { level: { kind: 'responses', title, scope: { session, source } } },
  );
}
