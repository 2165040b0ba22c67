/** The registry of panes, in the order in which they stand on the screen. */
import { costPane, tokensPane } from './breakdown.ts';
import type { Pane } from './pane.ts';
import { summaryPane } from './summary.ts';
import { costTrendPane, usageTrendPane } from './trends.ts';

export const PANES = [
  summaryPane,
  usageTrendPane,
  costTrendPane,
  tokensPane,
  costPane,
] as const satisfies readonly Pane[];
