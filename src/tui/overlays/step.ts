/** How keys move in an overlay, and how overlays open. */
import type { KeyCommand } from '../keys.ts';
import type { Overlay, View } from '../view.ts';

/** Opens an overlay; a key that opened the top one closes it. */
export function openOverlay(view: View, kind: 'help' | 'palette' | 'troubles' | 'filter' | 'export'): View {
  const top = view.overlays.at(-1);
  if (top?.kind === kind) return { ...view, overlays: view.overlays.slice(0, -1) };
  const overlay: Overlay =
    kind === 'palette' || kind === 'filter' ? { kind, line: 0, text: '' } : { kind, line: 0 };
  return { ...view, overlays: [...view.overlays, overlay], isFinding: false };
}

export function onTop(view: View, overlay: Overlay): View {
  return { ...view, overlays: [...view.overlays.slice(0, -1), overlay] };
}

/** The view after a command that an overlay takes for itself; undefined where the command is meant for the screen. */
export function moveOverlay(
  view: View,
  top: Overlay,
  command: KeyCommand,
  count: number,
  page: number,
): View | undefined {
  const to = (line: number) => onTop(view, { ...top, line: Math.max(0, Math.min(count - 1, line)) });
  const pageStep = Math.max(1, page - 1);
  switch (command) {
    case 'down':
      return to(top.line + 1);
    case 'up':
      return to(top.line - 1);
    case 'pause':
    case 'page-down':
      return to(top.line + pageStep);
    case 'page-up':
      return to(top.line - pageStep);
    case 'first':
      return to(0);
    case 'last':
      return to(count - 1);
    case 'back':
      return { ...view, overlays: view.overlays.slice(0, -1) };
    case 'quit':
    case 'close':
    case 'help':
    case 'palette':
    case 'troubles':
    case 'filter':
    case 'export':
    case 'theme':
    case 'previous-theme':
    case 'refresh':
    case 'redraw':
    case 'copy-row':
      return undefined;
    default:
      return view;
  }
}
