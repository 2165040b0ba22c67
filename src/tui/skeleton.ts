/**
 * The first frame: the panes without figures, painted while Ink is still being loaded, so that a user who opens the
 * dashboard sees it at once and the live frame takes its place without a flash.
 */
import type { Feed } from '../core/feed.ts';
import type { Look, Size } from './draw/chart.ts';
import { ansi, type Runs } from './draw/runs.ts';
import { footer } from './footer.ts';
import { layoutOf } from './layout.ts';
import { PANES } from './panes/index.ts';
import type { Lights, Stage } from './scene.ts';
import { tooSmall } from './too-small.ts';
import { startView } from './view.ts';

/** A whole frame, in the terms of a terminal. The stage is the one on which the live frames will be made. */
export function skeleton(feed: Feed, stage: Stage, lights: Lights, size: Size, look: Look): string {
  const layout = layoutOf(size);
  if (!layout) return frame(tooSmall(size, look));
  const view = startView(look.theme.id);
  const age = feed.getState();
  const scene = stage.scene(age, view, { ...lights, currency: look.currency });
  const sizes = [layout.summary, ...layout.trends, ...layout.breakdowns];
  const [summary, usage, cost, tokens, spend] = PANES.map((pane, i) =>
    pane.draw({ scene, age, view, size: sizes[i]!, look }),
  );
  return frame([
    ...summary!,
    ...beside(usage!, cost!),
    ...beside(tokens!, spend!),
    footer(layout.footer.columns, false, look),
  ]);
}

function beside(left: readonly Runs[], right: readonly Runs[]): readonly Runs[] {
  return left.map((line, y) => [...line, ...right[y]!]);
}

function frame(lines: readonly Runs[]): string {
  return lines.map(ansi).join('\n');
}
