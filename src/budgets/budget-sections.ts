/** The budgets of the configuration as a section: gauges of ten cells, what was used, the limit, the state. */
import { bar } from './bars.ts';
import type { BudgetForecast } from './budget-forecast.ts';
import type { BudgetState } from './budget-state.ts';
import { levelText, limitText, usedText } from './budget-text.ts';
import { spanText } from './plan.ts';
import type { Section } from './section.ts';

/** `forecasts` says of a budget by its name whether it will hold, where that can be said. */
export function budgetSection(
  states: readonly BudgetState[],
  forecasts: ReadonlyMap<string, BudgetForecast> = new Map(),
): Section {
  if (states.length === 0) return { title: 'Budgets', rows: [], notes: ['no budgets are configured'] };
  return {
    title: 'Budgets',
    head: ['Budget', 'When', '', 'Used', 'Limit', '', 'State', 'Forecast'],
    rows: states.map(state => {
      const { budget, span, percent } = state;
      return [
        budget.name,
        spanText(budget, span),
        bar((percent ?? (state.level === 'over' ? 100 : 0)) / 100),
        usedText(state),
        limitText(state),
        percent === undefined ? '' : `${percent.toFixed(0)}%`,
        levelText(state),
        forecasts.get(budget.name)?.text ?? '',
      ];
    }),
    notes: [],
  };
}
