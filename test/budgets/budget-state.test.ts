/** Budgets against usage: spans, thresholds at their edges, carrying over, unpriced usage, contradictions. */
import { describe, expect, it } from 'vitest';
import { type BudgetLevel, budgetState, type DaysOfUse, worst } from '../../src/budgets/budget-state.ts';
import { budgetLine } from '../../src/budgets/budget-text.ts';
import { contradictions, plansOf, spanOn, spanText } from '../../src/budgets/plan.ts';
import { type BudgetSetting, NO_USE, type Use } from '../../src/core/budget.ts';
import { dayText, parseDay } from '../../src/core/calendar.ts';
import { usd } from '../../src/core/money.ts';

const day = (text: string) => parseDay(text)!;
const use = (amount: string | number, more: Partial<Use> = {}): Use => ({
  ...NO_USE,
  usd: usd(amount),
  responses: 1,
  ...more,
});
const days = (uses: Readonly<Record<string, Use>>): DaysOfUse =>
  new Map(Object.entries(uses).map(([text, each]) => [day(text), each]));

function check(setting: BudgetSetting, uses: Readonly<Record<string, Use>>, today = '2026-11-15') {
  const [budget] = plansOf([setting]);
  return budgetState(budget!, days(uses), day(today), 1);
}

describe('the days of a budget', () => {
  it.each<[BudgetSetting, string, string]>([
    [{ per: 'day', usd: 1 }, '2026-11-15', '2026-11-15 to 2026-11-15'],
    [{ per: 'week', usd: 1 }, '2026-11-15', '2026-11-09 to 2026-11-15'],
    [{ per: 'month', usd: 1 }, '2026-11-15', '2026-11-01 to 2026-11-30'],
    [{ per: 'month', usd: 1 }, '2024-02-29', '2024-02-01 to 2024-02-29'],
    [{ per: 'day', usd: 1, rolling: true }, '2026-11-15', '2026-11-15 to 2026-11-15'],
    [{ per: 'week', usd: 1, rolling: true }, '2026-11-15', '2026-11-09 to 2026-11-15'],
    [{ per: 'month', usd: 1, rolling: true }, '2026-11-15', '2026-10-17 to 2026-11-15'],
    [{ from: '2026-12-01', to: '2026-12-20', usd: 1 }, '2026-11-15', '2026-12-01 to 2026-12-20'],
  ])('%j on %s', (setting, today, expected) => {
    const { from, to } = spanOn(plansOf([setting])[0]!, day(today), 1);
    expect(`${dayText(from)} to ${dayText(to)}`).toBe(expected);
  });

  it.each<[BudgetSetting, string]>([
    [{ per: 'month', usd: 1 }, '2026-11'],
    [{ per: 'day', usd: 1 }, '2026-11-15'],
    [{ per: 'week', usd: 1 }, '2026-11-09 to 2026-11-15'],
    [{ phase: 'phase-1', usd: 1 }, 'in all'],
  ])('%j is called %s', (setting, expected) => {
    const [budget] = plansOf([setting]);
    expect(spanText(budget!, spanOn(budget!, day('2026-11-15'), 1))).toBe(expected);
  });
});

describe('the level, at its edges', () => {
  it.each<[string | number, BudgetLevel]>([
    [0, 'within'],
    [80, 'within'],
    ['80.000000000000000001', 'warning'],
    ['80.01', 'warning'],
    [100, 'warning'],
    ['100.000000000000000001', 'over'],
    [250, 'over'],
  ])('%s of 100 is %s', (amount, level) =>
    expect(check({ per: 'month', usd: 100 }, { '2026-11-02': use(amount) }).level).toBe(level),
  );

  it.each<[number, BudgetLevel]>([
    [89, 'within'],
    [90, 'within'],
    [91, 'warning'],
    [101, 'over'],
  ])('%s of 100 tokens with a warning above 90 % is %s', (tokens, level) =>
    expect(
      check({ per: 'day', tokens: 100, warnAt: 90 }, { '2026-11-15': { ...NO_USE, tokens } }).level,
    ).toBe(level),
  );

  it.each<[BudgetSetting, Use, BudgetLevel]>([
    [{ per: 'day', usd: 100 }, use(10, { unpricedTokens: 1 }), 'unknown'],
    [{ per: 'day', usd: 100 }, use(90, { unpricedTokens: 1 }), 'unknown'],
    [{ per: 'day', usd: 100 }, use(101, { unpricedTokens: 1 }), 'over'],
    [{ per: 'day', tokens: 100 }, { ...NO_USE, tokens: 10, unpricedTokens: 10 }, 'within'],
  ])('%j with %o', (setting, today, level) =>
    expect(check(setting, { '2026-11-15': today }).level).toBe(level),
  );

  it('of several is over before unknown before warning', () => {
    expect(worst(['within', 'warning', 'unknown', 'over'])).toBe('over');
    expect(worst(['within', 'unknown', 'warning'])).toBe('unknown');
    expect(worst(['warning', 'within'])).toBe('warning');
    expect(worst([])).toBe('within');
  });
});

it('only usage within the days counts, whatever the length of the month', () => {
  const uses = { '2026-02-28': use(1), '2026-03-01': use(2), '2026-03-31': use(4), '2026-04-01': use(8) };
  expect(check({ per: 'month', usd: 100 }, uses, '2026-03-15').used).toBe(usd(6));
  expect(check({ per: 'month', usd: 100, rolling: true }, uses, '2026-03-30').used).toBe(usd(2));
  expect(check({ from: '2026-02-28', to: '2026-03-01', usd: 100 }, uses, '2026-03-30')).toMatchObject({
    used: usd(3),
    isRunning: false,
  });
});

describe('carrying over', () => {
  const uses = { '2026-09-10': use(40), '2026-10-10': use(130), '2026-11-10': use(10) };
  it.each<[BudgetSetting['carryOver'], string, string, number]>([
    // September leaves 60; October uses 130 of 160 and leaves 30.
    ['unused', '2026-09-01', '2026-11-15', 130],
    ['balance', '2026-09-01', '2026-11-15', 130],
    // October alone is overspent by 30: unused leaves nothing, a balance takes it along.
    ['unused', '2026-10-01', '2026-11-15', 100],
    ['balance', '2026-10-01', '2026-11-15', 70],
    ['balance', '2026-11-01', '2026-11-15', 100],
    ['unused', '2026-09-20', '2026-10-15', 200],
  ])('%s since %s on %s', (carryOver, since, today, limit) =>
    expect(check({ per: 'month', usd: 100, carryOver, since }, uses, today).limit).toBe(usd(limit)),
  );
});

it('a line says who, when, how much of what, and whether it is a lower bound', () => {
  const uses = { '2026-11-02': use('84.10', { unpricedTokens: 12_000 }) };
  expect(budgetLine(check({ name: 'All', per: 'month', usd: 100 }, uses))).toBe(
    'All, 2026-11: ≥ $84.10 of $100 (84.1%), unknown: 12K tokens have no price',
  );
  expect(budgetLine(check({ per: 'day', tokens: 1000, model: ['opus'] }, {}))).toBe(
    'opus per day, 2026-11-15: 0 tokens of 1,000 tokens (0.0%), within',
  );
});

it('names are made where there are none, and are never the same twice', () => {
  const names = plansOf([
    { per: 'day', usd: 1 },
    { per: 'day', usd: 2 },
    { name: 'x', per: 'day', usd: 1 },
    { name: 'x', per: 'day', usd: 1 },
    { phase: 'phase-1', usd: 1 },
    { from: '2026-11-01', to: '2026-11-02', usd: 1, project: ['loom'] },
  ]).map(({ name }) => name);
  expect(names).toEqual([
    'all per day',
    'all per day (2)',
    'x',
    'x (2)',
    'phase-1',
    'loom 2026-11-01 to 2026-11-02',
  ]);
});

it('budgets that contradict each other are named; those that overlap are not', () => {
  expect(
    contradictions(
      plansOf([
        { name: 'All', per: 'month', usd: 200 },
        { name: 'Loom', per: 'month', usd: 300, project: ['loom'] },
        { name: 'Opus', per: 'month', usd: 100, model: ['opus'] },
        { name: 'Loom per day', per: 'day', usd: 300, project: ['loom'] },
        { name: 'Two', per: 'month', usd: 150, model: ['opus', 'sonnet'] },
      ]),
    ),
  ).toEqual(['Loom allows $300, more than All, which it is a part of']);
});
