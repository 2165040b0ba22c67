/** The forecast: that its interval holds what it promises, and what it does with little or odd history. */
import { describe, expect, test } from 'vitest';
import { forecast, LEAST_DAYS } from '../../src/core/forecast.ts';
import { decimal, type Money, usd } from '../../src/core/money.ts';
import { monthForecast } from '../../src/core/month-forecast.ts';
import { seeded } from '../../src/core/seeded.ts';

/** 2026-11-02, a Monday. */
const MONDAY = Date.UTC(2026, 10, 2) / 86_400_000;

type Random = () => number;
/** The costs of so many days, of which the first is that of a week: 0 is Monday. */
type User = (random: Random, days: number, first: number) => readonly number[];

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
/** Mean 1, always above 0. */
const noise = (random: Random, spread: number) => Math.exp(spread * normal(random) - spread ** 2 / 2);
const each = (days: number, of: (day: number) => number) => Array.from({ length: days }, (_, day) => of(day));
const isFree = (day: number) => day % 7 > 4;

const USERS: Readonly<Record<string, User>> = {
  'works in office hours': (random, days, first) =>
    each(days, day => {
      if (!isFree(first + day)) return 12 * noise(random, 0.5);
      return random() < 0.1 ? 3 * noise(random, 0.5) : 0;
    }),
  'works every day': (random, days) => each(days, () => 8 * noise(random, 0.6)),
  drifts: (random, days) => {
    let level = 0;
    return each(days, () => {
      level += 0.05 * normal(random);
      return 10 * Math.exp(level) * noise(random, 0.5);
    });
  },
  'works in waves': (random, days) => {
    let wave = 0;
    return each(days, () => {
      wave = 0.7 * wave + 0.5 * normal(random);
      return 10 * Math.exp(wave);
    });
  },
  'works in bursts': (random, days) =>
    each(days, () => {
      if (random() < 0.25) return 30 * noise(random, 0.8);
      return random() < 0.3 ? noise(random, 0.5) : 0;
    }),
  grows: (random, days, first) =>
    each(days, day => (isFree(first + day) ? 2 : 10) * Math.exp(0.006 * day) * noise(random, 0.5)),
};

/** How many of so many histories of each user end within their interval, in percent of all. */
function coverage(length: number, histories: number): number {
  let inside = 0;
  let all = 0;
  for (const [i, user] of Object.values(USERS).entries()) {
    for (let history = 0; history < histories; history++) {
      const random = seeded(history * 7919 + length * 31 + i * 1009);
      const first = Math.floor(random() * 7);
      const ahead = 3 + Math.floor(random() * 27);
      const amounts = user(random, length + ahead, first);
      const { low, high } = forecast({ from: MONDAY + first, amounts: amounts.slice(0, length) }, ahead);
      const truth = amounts.slice(length).reduce((a, b) => a + b, 0);
      all += 1;
      if (low !== undefined && high !== undefined && truth >= low && truth <= high) inside += 1;
    }
  }
  return (100 * inside) / all;
}

test.each([30, 45, 90, 180])('of %d days: the interval holds 75 to 85 of 100 outcomes', length => {
  const percent = coverage(length, 120);
  expect(percent).toBeGreaterThanOrEqual(75);
  expect(percent).toBeLessThanOrEqual(85);
});

describe('the point', () => {
  test('of even days is their sum, and the interval is narrow', () => {
    const { point, low, high } = forecast({ from: MONDAY, amounts: Array(90).fill(2) }, 10);
    expect(point).toBeCloseTo(20);
    expect(low).toBeCloseTo(20);
    expect(high).toBeCloseTo(20);
  });

  test('knows weekends', () => {
    const amounts = each(56, day => (isFree(day) ? 0 : 10));
    // Five days of the next week, and then its weekend.
    expect(forecast({ from: MONDAY, amounts }, 5).point).toBeCloseTo(50);
    expect(forecast({ from: MONDAY, amounts }, 7).point).toBeCloseTo(50);
  });

  test('follows a change within weeks', () => {
    const amounts = [...Array(60).fill(10), ...Array(28).fill(20)];
    const { point } = forecast({ from: MONDAY, amounts }, 10);
    expect(point).toBeGreaterThan(165);
    expect(point).toBeLessThan(200);
  });

  test('is the same each time', () => {
    const amounts = each(20, day => (day * 7) % 11);
    expect(forecast({ from: MONDAY, amounts }, 20)).toEqual(forecast({ from: MONDAY, amounts }, 20));
  });
});

test.each<[string, readonly number[], number, ReturnType<typeof forecast>]>([
  ['no history', [], 5, { point: 0 }],
  ['no days to come', [1, 2, 3], 0, { point: 0, low: 0, high: 0 }],
  ['one day', [3], 2, { point: 6 }],
  ['less than two weeks', Array(LEAST_DAYS - 1).fill(1), 2, { point: 2 }],
  ['nothing was ever used', Array(40).fill(0), 5, { point: 0 }],
])('%s', (_, amounts, days, expected) => {
  const { point, low, high } = forecast({ from: MONDAY, amounts }, days);
  expect(point).toBeCloseTo(expected.point);
  expect([low, high]).toEqual([expected.low, expected.high]);
});

describe('a month', () => {
  const day = (text: string) => Date.parse(text) / 86_400_000;
  const days = (from: string, to: string, amount: string) => {
    const all = new Map<number, Money>();
    for (let at = day(from); at <= day(to); at++) all.set(at, usd(amount));
    return all;
  };

  test('is what is known, and what the rest of it will come to', () => {
    const month = monthForecast(days('2026-08-01', '2026-11-10', '2'), day('2026-11-10'));
    expect(month).toMatchObject({ month: '2026-11', days: 30, daysLeft: 20, historyDays: 101 });
    expect([decimal(month.toDate, 2), decimal(month.runRate, 2)]).toEqual(['20.00', '60.00']);
    expect(month.forecast.point).toBeCloseTo(60);
    expect(month.forecast.low).toBeCloseTo(60);
  });

  test('is never less than what it has cost already', () => {
    const usdOf = days('2026-08-01', '2026-11-29', '2').set(day('2026-11-30'), usd('500'));
    const { forecast, daysLeft } = monthForecast(usdOf, day('2026-11-30'));
    expect(daysLeft).toBe(0);
    expect(forecast.point).toBeCloseTo(29 * 2 + 500);
    expect(forecast.low).toBeCloseTo(29 * 2 + 500);
  });

  test('days without usage are part of the history', () => {
    const usdOf = new Map([
      [day('2026-11-01'), usd('10')],
      [day('2026-11-20'), usd('10')],
    ]);
    expect(monthForecast(usdOf, day('2026-11-21')).historyDays).toBe(20);
  });

  test('of nothing is nothing', () => {
    expect(monthForecast(new Map(), day('2026-11-21'))).toMatchObject({ toDate: 0n, forecast: { point: 0 } });
  });
});
