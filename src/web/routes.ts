/** The registry of routes: to add one, write its file and its line here. The description of the API is read off it. */
import { budgetRoutes } from './budgets.ts';
import { metricsRoute } from './metrics.ts';
import { receiptRoutes } from './receipts.ts';
import { reportRoutes } from './reports.ts';
import { responsesRoute } from './responses.ts';
import type { Route } from './route.ts';
import { statsRoutes } from './stats.ts';
import { usageRoutes } from './usage.ts';

export const ROUTES: readonly Route[] = [
  ...statsRoutes,
  ...usageRoutes,
  ...reportRoutes,
  responsesRoute,
  ...receiptRoutes,
  ...budgetRoutes,
  metricsRoute,
];
