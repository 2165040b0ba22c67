/** Whether a budget will hold, said with a day or an amount and an interval, at both sides of the limit. */
import { describe, expect, it } from 'vitest';
import { budgetForecast } from '../../src/budgets/budget-forecast.ts';
import { budgetState } from '../../src/budgets/budget-state.ts';
import { plansOf } from '../../src/budgets/plan.ts';
import { type BudgetSetting, NO_USE } from '../../src/core/budget.ts';
import { parseDay } from '../../src/core/calendar.ts';
import { usd } from '../../src/core/money.ts';

/** $10 on every day for so many days before the 11th of November 2026. */
function told(setting: BudgetSetting, history: number) {
  const today = parseDay('2026-11-11')!;
  const days = new Map(
    Array.from({ length: history }, (_, i) => [today - 1 - i, { ...NO_USE, usd: usd(10), tokens: 1000 }]),
  );
  return budgetForecast(budgetState(plansOf([setting])[0]!, days, today, 1), days, today)?.text;
}

describe('a budget of a month at $10 a day, on the 11th', () => {
  it.each<[BudgetSetting, number, string | undefined]>([
    [{ per: 'month', usd: 205 }, 120, 'over on about 2026-11-21, 80 %: 2026-11-21 to 2026-11-21'],
    [{ per: 'month', usd: 310 }, 120, 'holds: about $300.00 at its end, 80 %: $300.00 to $300.00'],
    [{ per: 'month', usd: 299 }, 120, 'over on about 2026-11-30, 80 %: 2026-11-30 to 2026-11-30'],
    [{ per: 'month', tokens: 20_500 }, 120, 'over on about 2026-11-21, 80 %: 2026-11-21 to 2026-11-21'],
    [{ per: 'month', usd: 205 }, 10, 'over on about 2026-11-21, no interval: the history is too short'],
    [
      { from: '2026-11-01', to: '2026-11-20', usd: 500 },
      120,
      'holds: about $200.00 at its end, 80 %: $200.00 to $200.00',
    ],
    [{ per: 'month', usd: 50 }, 120, undefined],
    [{ per: 'month', usd: 500, rolling: true }, 120, undefined],
    [{ from: '2026-12-01', to: '2026-12-20', usd: 500 }, 120, undefined],
    [{ per: 'month', usd: 500 }, 0, undefined],
  ])('%j after %s days', (setting, history, expected) => expect(told(setting, history)).toBe(expected));
});

it('what was used today is the least that today will come to', () => {
  const today = parseDay('2026-11-30')!;
  const days = new Map(
    Array.from({ length: 120 }, (_, i) => [today - i, { ...NO_USE, usd: usd(i === 0 ? 25 : 10) }]),
  );
  const state = budgetState(plansOf([{ per: 'month', usd: 400 }])[0]!, days, today, 1);
  expect(budgetForecast(state, days, today)?.text).toBe(
    'holds: about $315.00 at its end, 80 %: $315.00 to $315.00',
  );
});
