import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayText, parseDay } from '../../src/core/calendar.ts';
import { lastPeriods, periodOf, type Span, spanBetween, spanOf, type Weekday } from '../../src/core/span.ts';

/** A Wednesday. */
const TODAY = parseDay('2026-07-15')!;

function shown(span: Span | undefined): string | undefined {
  return span && `${dayText(span.from)} ${dayText(span.to)}`;
}

test.each([
  ['2026-07-01', '2026-07-01 2026-07-01'],
  ['20260701', '2026-07-01 2026-07-01'],
  ['2024-02', '2024-02-01 2024-02-29'],
  ['1d', '2026-07-15 2026-07-15'],
  ['7d', '2026-07-09 2026-07-15'],
  ['2W', '2026-07-02 2026-07-15'],
  ['today', '2026-07-15 2026-07-15'],
  ['Yesterday', '2026-07-14 2026-07-14'],
  ['this-week', '2026-07-12 2026-07-18'],
  ['last-week', '2026-07-05 2026-07-11'],
  ['this-month', '2026-07-01 2026-07-31'],
  ['last-month', '2026-06-01 2026-06-30'],
  ['0d', undefined],
  ['2026-02-30', undefined],
  ['2026-13', undefined],
  ['20261', undefined],
  ['-7d', undefined],
  ['tomorrow', undefined],
  ['', undefined],
])('%s', (word, expected) => {
  expect(shown(spanOf(word, TODAY, 0))).toBe(expected);
});

test('a week begins on the day that one names', () => {
  expect(shown(spanOf('this-week', TODAY, 1))).toBe('2026-07-13 2026-07-19');
  expect(shown(spanOf('this-week', TODAY, 3))).toBe('2026-07-15 2026-07-21');
  expect(shown(spanOf('this-week', TODAY, 4))).toBe('2026-07-09 2026-07-15');
});

test('the last so many', () => {
  expect(shown(lastPeriods(1, 'month', TODAY, 0))).toBe('2026-07-01 2026-07-31');
  expect(shown(lastPeriods(8, 'month', TODAY, 0))).toBe('2025-12-01 2026-07-31');
  expect(shown(lastPeriods(2, 'week', TODAY, 1))).toBe('2026-07-06 2026-07-19');
});

describe('laws', () => {
  const day = fc.integer({ min: -20_000, max: 40_000 });
  const weekStart = fc.integer({ min: 0, max: 6 }).map(first => first as Weekday);

  test('periods hold their days, and the next begins where one ends', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('day', 'week', 'month'), weekStart, (of, period, first) => {
        const { from, to } = periodOf(of, period, first);
        expect(from <= of && of <= to).toBe(true);
        for (const inside of [from, to]) expect(periodOf(inside, period, first)).toEqual({ from, to });
        expect(periodOf(to + 1, period, first).from).toBe(to + 1);
      }),
    );
  });
});

test.each([
  ['2026-03-01..2026-03-14', '2026-03-01 2026-03-14'],
  ['2026-03-01..14', '2026-03-01 2026-03-14'],
  ['2026-03-12..4', undefined],
  ['2026-03-12..13', '2026-03-12 2026-03-13'],
  ['2026-03-28..04-03', '2026-03-28 2026-04-03'],
  ['2026-02..2026-03', '2026-02-01 2026-03-31'],
  ['14d..yesterday', '2026-07-02 2026-07-14'],
  ['last-week', '2026-07-05 2026-07-11'],
  ['2026-03-14..2026-03-01', undefined],
  ['2026-03-01..31', '2026-03-01 2026-03-31'],
  ['2026-02-01..31', undefined],
  ['2026-02..14', undefined],
  ['..14', undefined],
  ['2026-03-01..', undefined],
  ['2026-03-01..2..3', undefined],
])('the days of %s are %s', (words, expected) => expect(shown(spanBetween(words, TODAY, 0))).toBe(expected));
