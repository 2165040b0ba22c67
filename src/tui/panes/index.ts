/** The panes of the Overview: to add one, write its file and its line here. Panes of one row are in this order. */
import { costPane, tokensPane } from './breakdown.ts';
import { daySessionsPane } from './day-sessions.ts';
import type { Pane } from './pane.ts';
import { summaryPane } from './summary.ts';
import { costTrendPane, usageTrendPane } from './trends.ts';

export const PANES: readonly Pane[] = [
  summaryPane,
  usageTrendPane,
  costTrendPane,
  tokensPane,
  costPane,
  daySessionsPane,
];
