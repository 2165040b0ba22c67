/** What the hook for prompts says of budgets, at and around their limits. */
import { expect, test } from 'vitest';
import { budgetState } from '../../src/budgets/budget-state.ts';
import { plansOf } from '../../src/budgets/plan.ts';
import { promptVerdict } from '../../src/budgets/prompt-verdict.ts';
import { type BudgetSetting, NO_USE } from '../../src/core/budget.ts';
import { parseDay } from '../../src/core/calendar.ts';
import { usd } from '../../src/core/money.ts';

const TODAY = parseDay('2026-11-15')!;

function verdict(used: string, setting: BudgetSetting, unpricedTokens = 0) {
  const days = new Map([[TODAY, { ...NO_USE, usd: usd(used), unpricedTokens }]]);
  const states = plansOf([setting]).map(budget => budgetState(budget, days, TODAY, 1));
  const { stop, warnings } = promptVerdict(states, project => project === 'loom');
  return stop ?? warnings.map(({ text }) => text).join('; ');
}

const ALL = { name: 'All', per: 'month', usd: 100 } as const;
const WARNED = 'token-dash: All, 2026-11: $80.01 of $100 (80.0%), warning';
const OVER = 'token-dash: All, 2026-11: $100.01 of $100 (100.0%), over';
const STOPPED = `${OVER}. This budget is hard: raise it in the configuration, or take the hook out (token-dash hook uninstall --budget).`;

test.each<[string, string, BudgetSetting, string, number?]>([
  ['at its warning', '80', ALL, ''],
  ['above its warning', '80.01', ALL, WARNED],
  ['above its limit', '100.01', ALL, OVER],
  [
    'hard, at its limit',
    '100',
    { ...ALL, hard: true },
    'token-dash: All, 2026-11: $100.00 of $100 (100.0%), warning',
  ],
  ['hard, above its limit', '100.01', { ...ALL, hard: true }, STOPPED],
  ['hard, with a price that is not known', '1', { ...ALL, hard: true }, '', 5],
  ['hard, of this project', '100.01', { ...ALL, project: ['loom', 'x'], hard: true }, STOPPED],
  ['hard, of another project', '100.01', { ...ALL, project: ['shuttle'], hard: true }, ''],
  [
    'hard, of a span that has not begun',
    '100.01',
    { name: 'All', from: '2026-12-01', to: '2026-12-31', usd: 1, hard: true },
    '',
  ],
])('a budget %s', (_, used, setting, expected, unpriced = 0) =>
  expect(verdict(used, setting, unpriced)).toBe(expected),
);
