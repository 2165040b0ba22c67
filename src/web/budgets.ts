/** Budgets of the configuration with their forecasts, tracked work, and what needs attention. */
import { alertJson } from '../budgets/alert-json.ts';
import type { AlertRecord } from '../budgets/alert-state.ts';
import { type BudgetState, worst } from '../budgets/budget-state.ts';
import { budgetJson, budgetLine } from '../budgets/budget-text.ts';
import type { WebContext } from './context.ts';
import type { Route } from './route.ts';

export const budgetRoutes: readonly Route[] = [
  {
    path: '/api/budgets',
    says: 'Every budget of the configuration against what was used, with its forecast, and the overview of tracked work.',
    parameters: [],
    async run({ context }) {
      const { budgets, forecasts, sections, lookedMs } = await context.budgets();
      const state = worst(budgets.filter(({ isRunning }) => isRunning).map(({ level }) => level));
      const one = (each: BudgetState) => ({
        ...budgetJson(each),
        text: budgetLine(each),
        forecast: forecasts.get(each.budget.name) ?? null,
      });
      return {
        json: {
          lookedAt: new Date(lookedMs).toISOString(),
          state,
          budgets: budgets.map(one),
          tracked: sections,
        },
      };
    },
  },
  {
    path: '/api/alerts',
    says: 'Alerts that last, the most urgent first; acknowledged ones among them.',
    parameters: [],
    async run({ context }) {
      const { active, lookedMs } = await context.budgets();
      return {
        json: {
          lookedAt: new Date(lookedMs).toISOString(),
          alerts: active.map(record => shown(record, context)),
        },
      };
    },
  },
];

function shown(record: AlertRecord, { shortPath }: WebContext) {
  const alert = alertJson(record);
  return { ...alert, evidence: alert.evidence.map(({ file, line }) => ({ file: shortPath(file), line })) };
}
