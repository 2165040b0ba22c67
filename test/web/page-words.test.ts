/** What the page says without a browser: addresses, numbers, and how often it asks where there is no stream. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addressText, queryOf, readAddress, scopeQuery } from '../../src/web/page/address.ts';
import type { Budget } from '../../src/web/page/budget-answers.ts';
import { dayLimit } from '../../src/web/page/day-limit.ts';
import {
  axisSteps,
  costWords,
  familyOf,
  lastedText,
  moneyText,
  percentText,
  shareOf,
  shortModel,
  spanText,
} from '../../src/web/page/numbers.ts';

describe('addresses', () => {
  test.each([
    '#/overview',
    '#/messages?range=7d&project=%2Fhome%2Fada&model=opus&model=haiku',
    '#/tasks?project=a%26b',
    '#/overview?since=2026-10-21&until=2026-11-19&by=project&receipt=day%3A2026-10-27',
    '#/messages?receipt=0123456789abcdef',
  ])('%s is read and written alike', hash => {
    const { address, dropped } = readAddress(hash, 'overview');
    expect(addressText(address)).toBe(hash);
    expect(dropped).toEqual([]);
  });

  test.each([
    ['#/nowhere', ['nowhere']],
    ['#/overview?range=3d', ['range=3d']],
    ['#/overview?since=soon&colour=red', ['since=soon', 'colour=red']],
    ['#/overview?receipt=<script>', ['receipt=<script>']],
  ])('%s: what is not known is dropped and named', (hash, dropped) => {
    const read = readAddress(hash, 'messages');
    expect(read.dropped).toEqual(dropped);
    expect(addressText(read.address)).toMatch(/^#\/(overview|messages)$/);
  });

  test.each([
    ['#/overview', '?since=30d'],
    ['#/messages', ''],
    ['#/overview?range=1y&model=opus', '?since=365d&model=opus'],
    ['#/tasks?range=7d&model=opus&project=loom', '?since=7d&project=loom'],
    ['#/overview?since=2026-01-01&until=2026-01-31', '?since=2026-01-01&until=2026-01-31'],
  ])('%s asks the server %j', (hash, query) => {
    expect(queryOf(readAddress(hash, 'overview').address)).toBe(query);
  });

  test('a scope narrows the filters down', () => {
    const { address } = readAddress('#/overview?project=loom', 'overview');
    expect(scopeQuery(address, 'day:2026-10-27')).toBe('?project=loom&since=2026-10-27&until=2026-10-27');
    expect(scopeQuery(address, 'model:opus')).toBe('?since=30d&project=loom&model=opus');
    expect(scopeQuery(address, 'session:abc:d')).toBe('?since=30d&project=loom&session=abc%3Ad');
  });
});

describe('numbers', () => {
  const quality = { exact: 1, lowerBound: 0, sessionTotal: 0, estimate: 0 };
  test.each([
    [{ usd: '12.345', unpricedTokens: 0, quality }, '$12.35', false, false],
    [{ usd: '0.001', unpricedTokens: 0, quality }, '<$0.01', false, false],
    [{ usd: '12', unpricedTokens: 5, quality }, '$12.00', true, false],
    [{ usd: '0.001', unpricedTokens: 5, quality }, '$0.00', true, false],
    [{ usd: '0.000000', isFree: true as const, unpricedTokens: 0, quality }, 'free', false, false],
    [{ usd: null, unpricedTokens: 5, quality }, 'unpriced', false, true],
    [{ usd: null, unpricedTokens: 0, quality }, '–', false, false],
    [{ usd: '1', unpricedTokens: 0, quality: { ...quality, lowerBound: 1 } }, '$1.00', true, false],
  ])('%j reads %s', (of, text, isAtLeast, isUnpriced) => {
    expect(costWords(of)).toMatchObject({ text, isAtLeast, isUnpriced });
  });

  test.each([
    ['1234.56789', 4, '$1,234.5679'],
    ['0.000001', 6, '$0.000001'],
    ['-2.5', 4, '-$2.5000'],
    ['123456.78', 2, '$123,456.78'],
  ] as const)('%s with %i decimals is %s', (amount, places, text) => {
    expect(moneyText(amount, places)).toBe(text);
  });

  test.each([
    [0, [0, 1]],
    [1, [0, 0.25, 0.5, 0.75, 1]],
    [14.34, [0, 5, 10, 15]],
    [177, [0, 50, 100, 150, 200]],
    [30.8e6, [0, 10e6, 20e6, 30e6, 40e6]],
  ])('an axis up to %d has the steps %j', (highest, steps) => {
    expect(axisSteps(highest)).toEqual(steps);
  });

  test.each([
    ['claude-opus-4-6', 'opus'],
    ['us.anthropic.claude-sonnet-4', 'sonnet'],
    ['gpt-6.1-sol', 'openai'],
    ['o3-2025-04-16', 'openai'],
    ['gemini-3-pro', 'google'],
    ['devstral-local:24b', 'other'],
  ])('%s is of the family %s', (model, family) => {
    expect(familyOf(model)).toBe(family);
  });

  test('shares, spans and durations', () => {
    expect(percentText(shareOf('1', '3'))).toBe('33.3 %');
    expect(percentText(shareOf('1', '0'))).toBe('–');
    expect(percentText(shareOf(null, '3'))).toBe('–');
    expect(spanText('2026-10-21', '2026-11-19')).toBe('21 Oct – 19 Nov 2026');
    expect(spanText('2025-11-20', '2026-11-19')).toBe('20 Nov 2025 – 19 Nov 2026');
    expect(lastedText('2026-01-01T00:00:00Z', '2026-01-01T01:29:00Z')).toBe('1 h 29 min');
    expect(shortModel('claude-opus-4-5-20251101')).toBe('opus-4-5');
  });
});

describe('the limit in the daily chart', () => {
  const budget = (name: string, days: number, more: Partial<Budget> = {}): Budget => ({
    ...{
      name,
      unit: 'usd',
      state: 'within',
      isRunning: true,
      source: 'measured',
      filter: {},
      from: null,
      days,
    },
    ...{ own: '70.00', perDay: String(70 / days), perWeek: days < 7 ? null : String((70 / days) * 7) },
    ...{
      used: '1',
      limit: '90.00',
      percent: 1,
      unpricedTokens: 0,
      lowerBoundResponses: 0,
      forecast: null,
      forecastAtEnd: null,
    },
    ...more,
  });
  const [month, week, day] = [budget('Month', 28), budget('Week', 7), budget('Day', 1)];
  const loom = budget('Loom', 1, { filter: { project: ['loom'] } });
  const at = (hash: string) => readAddress(hash, 'overview').address;

  test.each([
    ['#/overview', [month, week, day], false, 'limit $70.00 a day (Day)'],
    ['#/overview', [month, week], false, 'limit $10.00 a day (share of Week, $70.00 in 7 days)'],
    ['#/overview', [day, month], true, 'limit $17.50 a week (share of Month, $70.00 in 28 days)'],
    ['#/overview', [week], true, 'limit $70.00 a week (Week)'],
    ['#/overview?project=%2Fhome%2Fada%2Floom', [day, loom], false, 'limit $70.00 a day (Loom)'],
    ['#/overview', [loom], false, undefined],
    ['#/overview?model=opus', [day], false, undefined],
    ['#/overview?project=loom&project=shuttle', [loom], false, undefined],
    ['#/overview', [budget('T', 1, { unit: 'tokens' })], false, undefined],
    ['#/overview', [budget('Past', 1, { isRunning: false })], false, undefined],
    ['#/overview', [budget('Phase', 1, { source: 'declared' })], false, undefined],
    ['#/overview', [budget('Explore', 1, { filter: { agent: ['Explore'] } })], false, undefined],
  ])('%s of %#', (hash, budgets, isWeekly, says) => {
    expect(dayLimit(budgets, at(hash), isWeekly)?.says).toBe(says);
  });
});

test('without a stream it asks every 5 s, and every 30 s for tasks', () => {
  const text = readFileSync('src/web/page/live.ts', 'utf8');
  expect(text).toContain("view.value === 'tasks' ? 30_000 : 5000");
});
