/**
 * Makes a frame: panes, footer, overlay, as lines exactly as large as the terminal. The first frame, painted before
 * Ink is loaded, and every later one come from here.
 */
import type { Look, Size } from './draw/look.ts';
import type { StyledLine } from './draw/styled.ts';
import { footer } from './footer.ts';
import { isLargeEnough, layoutOf, overlaySize } from './layout.ts';
import { drawOverlay, type OverlayContent } from './overlays/overlay.ts';
import { PANES } from './panes/index.ts';
import type { Pane, PaneProps } from './panes/pane.ts';
import { tooSmall } from './too-small.ts';
import type { View } from './view.ts';
import type { Freshness, ViewModel } from './view-model.ts';

export interface FrameInput {
  readonly model: ViewModel;
  readonly age: Freshness;
  readonly view: View;
  readonly size: Size;
  readonly look: Look;
  /** What the top overlay shows; absent where there is none, or where it draws itself. */
  readonly overlay?: OverlayContent;
}

export type Compose = (input: FrameInput) => readonly StyledLine[];

interface Drawn {
  readonly props: PaneProps;
  readonly lines: readonly StyledLine[];
}

/** A composer with a memory: a pane is drawn again when something that it shows has changed. */
export function composer(panes: readonly Pane[] = PANES): Compose {
  const drawn = new Map<Pane, Drawn>();
  const draw = (pane: Pane, props: PaneProps) => {
    const known = drawn.get(pane);
    if (known && isSame(known.props, props, pane)) return known.lines;
    const lines = pane.draw(props);
    drawn.set(pane, { props, lines });
    return lines;
  };
  return ({ size, look, view, overlay, model, age }) => {
    if (!isLargeEnough(size)) return tooSmall(size, look);
    const foot = footer(size.columns, view.overlays.length > 0, look);
    const room = overlaySize(size);
    const top = view.overlays.at(-1);
    if (top && overlay) return [...drawOverlay(overlay, top.line, room, look), foot];
    const shown = panes.filter(pane => pane.when === undefined || pane.when(model));
    const sizes = layoutOf(shown, room, size);
    const rows = new Map<number, readonly StyledLine[]>();
    shown.forEach((pane, i) => {
      const paneSize = sizes[i];
      if (!paneSize) return;
      const lines = draw(pane, { model, age, view, size: paneSize, look });
      const before = rows.get(pane.row);
      rows.set(pane.row, before ? before.map((line, y) => [...line, ...(lines[y] ?? [])]) : lines);
    });
    const body = [...rows.keys()].sort((a, b) => a - b).flatMap(row => rows.get(row)!);
    return [...body, foot];
  };
}

function isSame(before: PaneProps, { model, age, view, size, look }: PaneProps, pane: Pane): boolean {
  return (
    before.model === model &&
    before.view === view &&
    before.size.columns === size.columns &&
    before.size.rows === size.rows &&
    before.look === look &&
    (before.age === age || !pane.showsAge)
  );
}
