/** Budgets of the configuration with their forecasts, tracked work, and what needs attention. */
import { alertJson } from '../budgets/alert-json.ts';
import type { AlertRecord } from '../budgets/alert-state.ts';
import { type BudgetState, worst } from '../budgets/budget-state.ts';
import { budgetJson, budgetLine, forecastJson } from '../budgets/budget-text.ts';
import { overviewJson } from '../budgets/overview-json.ts';
import { amountIn } from '../core/currency.ts';
import { usdCents } from '../core/format.ts';
import type { Json } from '../core/json-schema.ts';
import { decimal, type Money } from '../core/money.ts';
import { aheadText, MONTH_AHEAD, monthAhead } from '../reports/month-ahead.ts';
import { overview } from '../reports/overview.ts';
import { askReport } from './ask-report.ts';
import type { WebContext } from './context.ts';
import type { Question, Route } from './route.ts';

export const budgetRoutes: readonly Route[] = [
  {
    path: '/api/budgets',
    says: 'Every budget of the configuration against what was used, with its forecast, where the month is heading, and the overview of tracked work.',
    parameters: [],
    async run(question) {
      const { context } = question;
      const view = await context.budgets();
      const { budgets, forecasts, overview, lookedMs } = view;
      const one = (each: BudgetState) => ({
        ...budgetJson(each),
        text: budgetLine(each),
        ...forecastJson(each, forecasts.get(each.budget.name)),
      });
      return {
        json: {
          lookedAt: new Date(lookedMs).toISOString(),
          state: worst(budgets.filter(({ isRunning }) => isRunning).map(({ level }) => level)),
          ...aheadOf(question),
          budgets: budgets.map(one),
          tracked: view.sections,
          trackedRoots: view.roots.map(context.shortPath),
          trackedTroubles: view.troubles.map(each => ({ ...each, path: context.shortPath(each.path) })),
          overview: overview ? withShortPaths(overviewJson(overview, []), context) : null,
          limits: {
            dayUsd: dollars(view.limits.dayUsd),
            phases: Object.fromEntries(
              [...view.limits.phases].map(([name, limit]) => [name, dollars(limit)]),
            ),
          },
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

const dollars = (amount: Money) => decimal(amount, 2);

/** The same with the paths of files as a user writes them. */
function withShortPaths(value: Json, context: WebContext): Json {
  if (Array.isArray(value)) return value.map(each => withShortPaths(each, context));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === 'file' && typeof each === 'string'
        ? context.shortPath(each)
        : withShortPaths(each ?? null, context),
    ]),
  );
}

/** Where the month is heading: in a sentence, and as figures. */
function aheadOf(question: Question) {
  const asked = askReport(overview, { ...question, search: new URLSearchParams() });
  const month = 'problem' in asked ? undefined : monthAhead(asked.input);
  const ahead = aheadText(month, amountIn(question.context.settings.currency.value, usdCents));
  return { ahead, month: month === undefined ? null : MONTH_AHEAD.write(month) };
}

function shown(record: AlertRecord, { shortPath }: WebContext) {
  const alert = alertJson(record);
  const { scope } = alert;
  const isDay = scope?.from !== undefined && scope.from === scope.to;
  return {
    ...alert,
    evidence: alert.evidence.map(({ file, line }) => ({ file: shortPath(file), line })),
    lines: alert.evidence.flatMap(({ line }) => line ?? []),
    /** The receipt of the page that shows what is behind it. */
    receipt: scope?.session !== undefined ? `session:${scope.session}` : isDay ? `day:${scope.from}` : null,
  };
}
