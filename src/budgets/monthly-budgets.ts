/** The budgets that a forecast of everything can be laid beside: in dollars, for a month of the calendar, without filter. */
import type { BudgetSetting } from '../core/budget.ts';
import type { Money } from '../core/money.ts';
import { plansOf } from './plan.ts';

export interface MonthlyBudget {
  readonly name: string;
  readonly usd: Money;
}

export function monthlyBudgets(settings: readonly BudgetSetting[]): readonly MonthlyBudget[] {
  return plansOf(settings).flatMap(({ name, time, limit, filter, phase }) => {
    const isOfAll = phase === undefined && Object.values(filter).every(names => names === undefined);
    const isMonthly = time.kind === 'period' && time.per === 'month';
    return isOfAll && isMonthly && limit.unit === 'usd' ? [{ name, usd: limit.usd }] : [];
  });
}
