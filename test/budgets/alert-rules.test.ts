/** Every rule of alerts at, just below and just above its threshold, and with a threshold of the user's own. */
import { describe, expect, it } from 'vitest';
import { budgetState } from '../../src/budgets/budget-state.ts';
import { plansOf } from '../../src/budgets/plan.ts';
import { RULES } from '../../src/budgets/rules/index.ts';
import type { AlertInput } from '../../src/budgets/rules/input.ts';
import { runRules } from '../../src/budgets/rules/rule.ts';
import { readTracking } from '../../src/budgets/tracking.ts';
import { type BudgetSetting, NO_USE, type Use } from '../../src/core/budget.ts';
import { parseDay } from '../../src/core/calendar.ts';
import { usd } from '../../src/core/money.ts';
import { UTC } from '../support/clock.ts';
import { FIRST, SECOND } from './tracking-file.ts';

const TODAY = parseDay('2026-11-15')!;
const texts = (input: Partial<AlertInput>, limits = {}) =>
  runRules(RULES, { work: [], today: TODAY, weekStart: 1, zone: UTC, ...input }, limits).map(
    alert => alert.text,
  );
const tracked = (...files: readonly string[]) => ({
  sessions: files.map((text, i) => readTracking(text, `COST-TRACKING-${i}.yaml`).session!),
});
const spent = (amount: number | string, allocated = 100) =>
  tracked(`session: s\nbudget_allocated: ${allocated}\nbudget_spent: ${amount}\ntotal_cost: 0\ntasks: []\n`);
const tasks = (sonnet: number, all: number) =>
  tracked(
    `session: s\ntasks:\n${Array.from({ length: all }, (_, i) => `- {model: ${i < sonnet ? 'sonnet' : 'haiku'}, cost_usd: 0}\n`).join('')}`,
  );
const use = (amount: number | string, more: Partial<Use> = {}): Use => ({
  ...NO_USE,
  usd: usd(amount),
  ...more,
});

it('the two files of the guide: both days, the waste of one session, no budget, no imbalance', () => {
  expect(texts(tracked(FIRST, SECOND))).toEqual([
    'ALERT: Daily cost exceeds $100 (2025-11-01: $234.56 of tracked work)',
    'ALERT: Daily cost exceeds $100 (2025-11-02: $189.23 of tracked work)',
    'OPTIMIZE: Waste exceeds 15% (session-002: 20%)',
  ]);
});

describe('the four rules of the guide', () => {
  it.each([
    [spent('80.00'), {}, []],
    [spent('80.01'), {}, ['WARNING: 80% budget consumed (s: $80.01 of $100)']],
    [spent('100.01'), {}, ['WARNING: 80% budget consumed (s: $100.01 of $100)']],
    [spent(0, 0), {}, []],
    [spent(51), { 'budget-threshold': 50 }, ['WARNING: 50% budget consumed (s: $51.00 of $100)']],
    [spent(50), { 'budget-threshold': 50 }, []],
    [tracked('session: s\ndate: 2025-11-01\ntotal_cost: 100.00\n'), {}, []],
    [
      tracked('session: s\ndate: 2025-11-01\ntotal_cost: 100.01\n'),
      {},
      ['ALERT: Daily cost exceeds $100 (2025-11-01: $100.01 of tracked work)'],
    ],
    [
      tracked('session: s\ndate: 2025-11-01\ntotal_cost: 60\n'),
      { 'daily-limit': 50 },
      ['ALERT: Daily cost exceeds $50 (2025-11-01: $60.00 of tracked work)'],
    ],
    [tracked('session: s\ntasks: []\nefficiency_metrics: {cost_waste_percent: 15}\n'), {}, []],
    [tracked('session: s\ntasks: []\nefficiency_metrics: {cost_waste_percent: 15%}\n'), {}, []],
    [tracked('session: s\ntasks: []\nefficiency_metrics: {cost_waste_percent: 0.15}\n'), {}, []],
    [
      tracked('session: s\ntasks: []\nefficiency_metrics: {cost_waste_percent: 15.1}\n'),
      {},
      ['OPTIMIZE: Waste exceeds 15% (s: 15.1%)'],
    ],
    [
      tracked('session: s\ntasks: []\nefficiency_metrics: {cost_waste_percent: 12}\n'),
      { 'waste-percentage': 10 },
      ['OPTIMIZE: Waste exceeds 10% (s: 12%)'],
    ],
    [tasks(7, 10), {}, []],
    [tasks(8, 10), {}, ['SUGGEST: Consider more Haiku usage (Sonnet does 8 of 10 tasks)']],
    [
      tasks(6, 10),
      { 'model-imbalance': 50 },
      ['SUGGEST: Consider more Haiku usage (Sonnet does 6 of 10 tasks)'],
    ],
    [tasks(0, 0), {}, []],
  ] as const)('%#', (input, limits, expected) => expect(texts(input, limits)).toEqual(expected));

  it('several sessions are also looked at together', () =>
    expect(
      texts(
        tracked(
          'session: a\nbudget_allocated: 100\nbudget_spent: 95\ntasks: []\n',
          'session: b\nbudget_allocated: 10\nbudget_spent: 1\ntasks: []\n',
        ),
      ),
    ).toEqual([
      'WARNING: 80% budget consumed (all sessions: $96.00 of $110)',
      'WARNING: 80% budget consumed (a: $95.00 of $100)',
    ]));
});

describe('measured usage', () => {
  it.each([
    [[[TODAY, use('100')]], []],
    [[[TODAY, use('100.01')]], ['ALERT: Daily cost exceeds $100 (2026-11-15: $100.01)']],
    [[[TODAY - 1, use('100.01')]], ['ALERT: Daily cost exceeds $100 (2026-11-14: $100.01)']],
    [[[TODAY - 2, use('100.01')]], []],
    [
      [[TODAY, use('101', { unpricedTokens: 5 })]],
      ['ALERT: Daily cost exceeds $100 (2026-11-15: ≥ $101.00)'],
    ],
  ] as const)('daily limit: %#', (days, expected) =>
    expect(texts({ days: new Map(days) })).toEqual(expected),
  );

  const week = (today: string | number, count = 7) =>
    new Map([
      [TODAY, use(today)] as const,
      ...Array.from({ length: count }, (_, i) => [TODAY - 1 - 2 * i, use(2)] as const),
    ]);
  it.each([
    [week('6'), []],
    [week('6.01'), ['today costs $6.01, more than 3 times the usual $2.00 (median of 7 days)']],
    [week('6.01', 6), []],
    [new Map([...week('0.9')].map(([day, each]) => [day, { ...each, usd: each.usd / 10n }])), []],
  ])('spike: %#', (days, expected) => expect(texts({ days })).toEqual(expected));

  const stateOf = (setting: BudgetSetting, amount: Use) =>
    budgetState(plansOf([setting])[0]!, new Map([[TODAY, amount]]), TODAY, 1);
  it('budgets of the configuration, with a key per period and level', () => {
    const alerts = runRules(RULES, {
      ...{ work: [], today: TODAY, weekStart: 1 },
      budgets: [
        stateOf({ name: 'Within', per: 'month', usd: 100 }, use(80)),
        stateOf({ name: 'Near', per: 'month', usd: 100 }, use('80.01')),
        stateOf({ name: 'Over', per: 'week', rolling: true, usd: 100 }, use(101)),
        stateOf({ name: 'Unknown', per: 'day', usd: 100 }, use(1, { unpricedTokens: 9 })),
        stateOf({ name: 'Later', from: '2026-12-01', to: '2026-12-02', usd: 1 }, use(101)),
      ],
    });
    expect(alerts.map(({ level, key }) => `${level} ${key}`)).toEqual([
      'red budget:Over:rolling:over',
      'yellow budget:Near:2026-11-01:warning',
      'yellow budget:Unknown:2026-11-15:unknown',
    ]);
  });

  it.each([
    [89.9, []],
    [90, ['five hour window is 90% used, resets at 2026-11-15T12:00Z']],
    [101, ['five hour window is 101% used, resets at 2026-11-15T12:00Z']],
  ])('official limit at %s', (usedPercent, expected) =>
    expect(
      texts({
        officialLimits: [
          { window: 'five_hour', usedPercent, resetsAtMs: Date.UTC(2026, 10, 15, 12), reportedMs: 0 },
        ],
      }),
    ).toEqual(expected),
  );

  it('unpriced models, price changes ahead, retention, own rules', () => {
    const rule = { name: 'Reviews', measure: 'cost', per: 'day', above: 5 } as const;
    const span = { from: TODAY, to: TODAY };
    expect(
      texts({
        unpriced: [{ model: 'acme-9', tokens: 1500, responses: 2 }],
        priceChanges: [
          { model: 'm', on: '2026-11-15', what: 'today' },
          { model: 'm', on: '2026-11-29', what: 'costs $1 in and $2 out per million tokens' },
          { model: 'm', on: '2026-11-30', what: 'too far' },
        ],
        retention: [
          { settings: 's.json', days: 30, files: 2, responses: 9 },
          { settings: 't.json', days: 30, files: 0, responses: 0 },
        ],
        measured: [
          { rule, span, use: use('5.01') },
          { rule: { ...rule, name: 'At' }, span, use: use(5) },
          { rule: { ...rule, name: 'Tokens', measure: 'tokens' }, span, use: use(0, { tokens: 6 }) },
          { rule: { ...rule, name: 'Often', measure: 'responses' }, span, use: use(0, { responses: 6 }) },
        ],
      }),
    ).toEqual([
      'Reviews: $5.01 this day, more than $5',
      'Tokens: 6 tokens this day, more than 5',
      'Often: 6 responses this day, more than 5',
      'acme-9 has no price: 1.5K tokens of 2 responses are in no cost',
      'from 2026-11-29 on, m costs $1 in and $2 out per million tokens',
      '2 transcripts with 9 responses go within a week: Claude Code keeps them 30 days',
    ]);
  });
});
