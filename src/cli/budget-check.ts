/**
 * `token-dash budget check`: every budget of the configuration against what was used, one line each, and an exit code
 * for scripts and CI: 0 within, 3 warning, 4 over, 5 unknown because some usage has no price.
 */

import { worst } from '../budgets/budget-state.ts';
import { budgetJson, budgetLine, forecastJson } from '../budgets/budget-text.ts';
import { printable } from '../core/clean.ts';
import type { Command } from './command.ts';
import { BUDGET_EXIT, EXIT } from './io.ts';
import { tellTroubles } from './tracking.ts';
import { printJson } from './writers/json.ts';

export const budgetCheck: Command = {
  id: 'check',
  summary: 'the budgets of the configuration against what was used',
  examples: [
    ['budget check', 'every budget, one line each'],
    ['budget check --json', 'the same for scripts'],
    ['budget check sessions/', 'budgets of phases over the COST-TRACKING files below a directory'],
  ],

  declare(declaration) {
    declaration
      .argument('[root...]', 'where COST-TRACKING files are, for budgets of phases')
      .option('--json', 'as JSON')
      .addHelpText(
        'after',
        '\nAlso: 3 a budget is above its warning, 4 one is over, 5 one cannot be known (unpriced usage).',
      );
  },

  async run(context, roots, { json }) {
    const { io } = context;
    const now = await (await context.alerts()).look(roots, { send: false });
    tellTroubles(context, 'budget check', now.tracking);
    for (const remark of now.remarks) io.err(`token-dash budget check: ${printable(remark)}\n`);
    const states = now.budgets;
    if (states.length === 0) {
      io.err(
        'token-dash budget check: the configuration has no budgets (token-dash config init shows how)\n',
      );
    }
    const level = worst(states.filter(({ isRunning }) => isRunning).map(state => state.level));
    if (json)
      printJson(io, {
        state: level,
        budgets: states.map(each => ({
          ...budgetJson(each),
          ...forecastJson(each, now.forecasts.get(each.budget.name)),
        })),
      });
    for (const state of json ? [] : states) {
      const forecast = now.forecasts.get(state.budget.name)?.text;
      io.out(`${printable(budgetLine(state))}\n${forecast === undefined ? '' : `  ${forecast}\n`}`);
    }
    return level === 'within' ? EXIT.ok : BUDGET_EXIT[level];
  },
};
