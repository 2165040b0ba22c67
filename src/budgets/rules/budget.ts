/** A budget of the user's own that is over, near its limit, or cannot be known; said once per period and state. */
import type { Alert } from '../../core/alert.ts';
import { dayText } from '../../core/calendar.ts';
import type { BudgetState } from '../budget-state.ts';
import { budgetLine } from '../budget-text.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';

export const budget: Rule<AlertInput> = {
  id: 'budget',
  summary: 'a budget of the configuration is above its warning or its limit, or has unpriced usage',

  check: ({ budgets = [] }) => budgets.filter(({ isRunning }) => isRunning).flatMap(alertOf),
};

function alertOf(state: BudgetState): readonly Alert[] {
  const { level, budget: of, span } = state;
  if (level === 'within') return [];
  // A rolling span moves every day: its alert is the same one as long as it lasts.
  const period = of.time.kind === 'rolling' ? 'rolling' : dayText(span.from);
  return [
    {
      rule: budget.id,
      level: level === 'over' ? 'red' : 'yellow',
      key: `budget:${of.name}:${period}:${level}`,
      text: budgetLine(state),
      advice: level === 'unknown' ? 'put the prices of these models into config.yaml' : undefined,
      evidence: [],
    },
  ];
}
