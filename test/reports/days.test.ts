/** Summary, trend and breakdown: all of them sums over days, asked of one small year of usage. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Day, dayText, parseDay, Zone } from '../../src/core/calendar.ts';
import { decimal, usd } from '../../src/core/money.ts';
import type { Reading } from '../../src/core/usage.ts';
import { breakdown, neighbourDay } from '../../src/reports/breakdown.ts';
import { bucketsOf } from '../../src/reports/buckets.ts';
import { type DayTallies, type Dimension, dayTallies, sumOfDays } from '../../src/reports/day-tallies.ts';
import { summary } from '../../src/reports/summary.ts';
import { trend } from '../../src/reports/trend.ts';
import type { Tally } from '../../src/rollup/tally.ts';
import { HOUR, UTC } from '../support/clock.ts';
import { somePrices } from '../support/prices.ts';
import { anyFiles, journalOfReadings, reading } from '../support/readings.ts';

const day = (text: string): Day => parseDay(text)!;
/** A bucket a day, of so many days up to one. */
const daily = (days: number, to: number) => bucketsOf({ from: to - days + 1, to }, 'day', 1);

/** `model@day` (at noon UTC, or at an hour) to tokens. */
type Usage = Readonly<Record<string, number>>;

function tallies(usage: Usage, dimension: Dimension = 'model', zone = UTC): DayTallies {
  const readings = Object.entries(usage).map(([when, input], i): Reading => {
    const [model, date, hour = '12'] = when.split(/[@ ]/) as [string, string, string?];
    return reading({
      key: when,
      atMs: day(date) * 24 * HOUR + Number(hour) * HOUR,
      tokens: { input },
      terms: { model },
      attribution: { source: 'claude-code', session: when, cwd: `/home/ada/${model}` },
      offset: i,
    });
  });
  return dayTallies(journalOfReadings([{ path: '/a', readings }]), somePrices, zone, dimension);
}

const shown = (tally: Tally) => `${tally.total} tokens, ${decimal(tally.cost().usd, 2)}`;

describe('summary', () => {
  const usage = {
    'fair@2025-12-31': 1,
    'fair@2026-06-30 23': 10,
    'fair@2026-07-01 0': 100,
    'dear@2026-07-15': 1000,
    'fair@2026-07-15': 10_000,
    'fair@2026-07-16': 100_000,
  };

  test.each<[today: string, lifetime: string, month: string, today: string]>([
    ['2026-07-15', '111111 tokens, 113111.00', '11100 tokens, 13100.00', '11000 tokens, 13000.00'],
    ['2026-07-16', '111111 tokens, 113111.00', '111100 tokens, 113100.00', '100000 tokens, 100000.00'],
    ['2026-07-01', '111111 tokens, 113111.00', '100 tokens, 100.00', '100 tokens, 100.00'],
    ['2026-07-31', '111111 tokens, 113111.00', '111100 tokens, 113100.00', '0 tokens, 0.00'],
    ['2026-08-01', '111111 tokens, 113111.00', '0 tokens, 0.00', '0 tokens, 0.00'],
  ])('on %s', (today, lifetime, month, ofToday) => {
    const found = summary(tallies(usage), day(today));
    expect([found.lifetime, found.monthToDate, found.today].map(shown)).toEqual([lifetime, month, ofToday]);
    expect(found.firstDay).toBe(day('2025-12-31'));
  });

  test('of nothing', () => {
    const found = summary(tallies({}), day('2026-07-15'));
    expect([found.lifetime, found.monthToDate, found.today].map(shown)).toEqual(
      Array(3).fill('0 tokens, 0.00'),
    );
    expect(found.firstDay).toBeUndefined();
  });
});

describe('breakdown', () => {
  const rows = (usage: Usage, date = '2026-07-15', dimension: Dimension = 'model') =>
    breakdown(tallies(usage, dimension), day(date)).map(({ name, tally }) => `${name}: ${shown(tally)}`);

  test.each<[string, Usage, string[]]>([
    ['a day without usage has no rows', { 'fair@2026-07-14': 1 }, []],
    [
      'the dearest comes first, not the one with most tokens',
      { 'cheap@2026-07-15': 90, 'dear@2026-07-15': 4, 'fair@2026-07-15': 10 },
      ['dear: 4 tokens, 12.00', 'fair: 10 tokens, 10.00', 'cheap: 90 tokens, 9.00'],
    ],
    [
      'where nothing has a price, most tokens come first, then the name',
      { 'y@2026-07-15': 5, 'z@2026-07-15': 9, 'x@2026-07-15': 5, 'tiny@2026-07-15': 1 },
      ['tiny: 1 tokens, 0.000000125', 'z: 9 tokens, 0.00', 'x: 5 tokens, 0.00', 'y: 5 tokens, 0.00'],
    ],
    [
      'many calls of one model are one row',
      { 'fair@2026-07-15 1': 1, 'fair@2026-07-15 2': 2, 'fair@2026-07-15 23': 4, 'fair@2026-07-16 0': 8 },
      ['fair: 7 tokens, 7.00'],
    ],
  ])('%s', (_, usage, expected) => {
    expect(rows(usage)).toEqual(expected);
  });

  test('by project', () => {
    expect(rows({ 'fair@2026-07-15': 1, 'dear@2026-07-15': 1 }, '2026-07-15', 'project')).toEqual([
      '/home/ada/dear: 1 tokens, 3.00',
      '/home/ada/fair: 1 tokens, 1.00',
    ]);
  });
});

describe('neighbourDay', () => {
  const usage = { 'fair@2026-07-01': 1, 'fair@2026-07-05': 1, 'fair@2026-07-09': 1, 'fair@2026-07-20': 1 };

  test.each<[from: string, step: -1 | 1, today: string, expected: string | undefined]>([
    ['2026-07-09', -1, '2026-07-10', '2026-07-05'],
    ['2026-07-05', -1, '2026-07-10', '2026-07-01'],
    ['2026-07-01', -1, '2026-07-10', undefined],
    ['2026-07-03', -1, '2026-07-10', '2026-07-01'],
    ['2026-07-10', -1, '2026-07-10', '2026-07-09'],
    ['2026-07-01', 1, '2026-07-10', '2026-07-05'],
    ['2026-07-02', 1, '2026-07-10', '2026-07-05'],
    ['2026-07-09', 1, '2026-07-10', '2026-07-10'],
    ['2026-07-10', 1, '2026-07-10', undefined],
    ['2026-07-09', 1, '2026-07-09', undefined],
    ['2026-07-09', 1, '2026-07-20', '2026-07-20'],
  ])('from %s by %i, when today is %s', (from, step, today, expected) => {
    const found = neighbourDay(tallies(usage), day(from), step, day(today));
    expect(found === undefined ? undefined : dayText(found)).toBe(expected);
  });

  test('without any usage there is only today', () => {
    const none = tallies({});
    expect(neighbourDay(none, 100, 1, 100)).toBeUndefined();
    expect(neighbourDay(none, 100, -1, 100)).toBeUndefined();
    expect(neighbourDay(none, 90, 1, 100)).toBe(100);
  });

  test('stepping there leads back, and never beyond today', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 10 });
    fc.assert(
      fc.property(days, fc.nat(40), (used, today) => {
        const order = [...used].sort((a, b) => a - b);
        const some = { days: new Map(), order };
        let at: Day | undefined = today;
        const seen: Day[] = [];
        for (; at !== undefined; at = neighbourDay(some, at, -1, today)) seen.push(at);
        expect(seen).toEqual([today, ...order.filter(each => each < today).reverse()]);
        const back: Day[] = [];
        for (at = seen.at(-1); at !== undefined; at = neighbourDay(some, at, 1, today)) back.push(at);
        expect(back).toEqual(seen.reverse());
      }),
    );
  });
});

describe('trend', () => {
  const today = day('2026-07-15');
  const usage = {
    'old@2026-01-01': 5,
    'fair@2026-07-09': 2,
    'dear@2026-07-09': 1,
    'fair@2026-07-15': 7,
    'cheap@2026-07-12': 1,
    'fair@2026-07-16': 99,
  };

  test('has one sum per day, nothing where nothing was used, and nothing of the days to come', () => {
    const found = trend(tallies(usage), daily(7, today));
    expect(found.series.map(({ name, parts }) => [name, parts.map(part => part.total)])).toEqual([
      ['fair', [2, 0, 0, 0, 0, 0, 7]],
      ['dear', [1, 0, 0, 0, 0, 0, 0]],
      ['cheap', [0, 0, 0, 1, 0, 0, 0]],
    ]);
    expect(found.totals.map(sum => sum.total)).toEqual([3, 0, 0, 1, 0, 0, 7]);
    expect(found.total.total).toBe(11);
    expect(found.others).toBeUndefined();
  });

  test('shows the most expensive of the range, and what the others come to together', () => {
    const many = Object.fromEntries(
      ['fair', 'dear', 'cheap', 'tiny', 'x', 'y', 'z'].map((model, i) => [
        `${model}@2026-07-1${i % 5}`,
        100 - i,
      ]),
    );
    const found = trend(tallies(many), daily(30, today), 5);
    expect(found.series.map(series => series.name)).toEqual(['dear', 'fair', 'cheap', 'tiny', 'x']);
    expect([found.others?.count, found.others?.series.tally.total]).toEqual([2, 95 + 94]);
    // One name alone is not "others".
    expect(trend(tallies(many), daily(30, today), 6).series).toHaveLength(7);
  });

  test('ranks by the cost in the range, not of a lifetime', () => {
    const found = trend(
      tallies({ 'dear@2026-01-01': 999, 'dear@2026-07-15': 1, 'fair@2026-07-15': 4 }),
      daily(7, today),
    );
    expect(found.series.map(series => series.name)).toEqual(['fair', 'dear']);
  });

  test('of nothing, and of usage in the days to come only, is empty', () => {
    expect(trend(tallies({}), daily(1, today))).toMatchObject({ series: [], others: undefined });
    expect(trend(tallies({ 'fair@2026-08-01': 1 }), daily(30, today)).series).toEqual([]);
  });
});

describe('laws', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Asia/Kathmandu',
    'America/New_York',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
  );

  test('totals never change with the zone or the dimension, and days are those of the zone', () => {
    fc.assert(
      fc.property(anyFiles, zone, zone, (files, a, b) => {
        const journal = journalOfReadings(files);
        const [one, other] = [
          dayTallies(journal, somePrices, new Zone(a), 'model'),
          dayTallies(journal, somePrices, new Zone(b), 'project'),
        ];
        const all = (each: DayTallies) => sumOfDays(each, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
        expect(shown(all(one))).toBe(shown(all(other)));
        expect(all(one).events).toBe(journal.length);
        const days = new Set(journal.select(() => true).map(event => new Zone(a).day(event.atMs)));
        expect(one.order).toEqual([...days].sort((x, y) => x - y));
        expect([...one.days.keys()].sort((x, y) => x - y)).toEqual(one.order);
      }),
      { numRuns: 60 },
    );
  });

  test('the series of a trend and its others are all there is in the range, in buckets of any length', () => {
    fc.assert(
      fc.property(
        anyFiles,
        fc.constantFrom('day', 'week', 'month'),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(2),
        (files, period, length, most) => {
          const each = dayTallies(journalOfReadings(files), somePrices, UTC, 'model');
          const to = each.order.at(-1) ?? 0;
          const span = { from: to - length + 1, to };
          const found = trend(each, bucketsOf(span, period, 1), most);
          const all = sumOfDays(each, span.from, span.to);
          const series = [...found.series, ...(found.others ? [found.others.series] : [])];
          expect(series.reduce((sum, { tally }) => sum + tally.total, 0)).toBe(all.total);
          expect(found.total.cost().usd).toBe(all.cost().usd);
          for (const { parts, tally, cost } of series) {
            expect(parts.reduce((sum, part) => sum + part.total, 0)).toBe(tally.total);
            expect(cost.usd).toBe(tally.cost().usd);
          }
        },
      ),
    );
  });

  test('a zone moves a call to the day before, and its cost with it', () => {
    const at = { 'fair@2026-07-15 2': 3 };
    const newYork = tallies(at, 'model', new Zone('America/New_York'));
    expect(newYork.order.map(dayText)).toEqual(['2026-07-14']);
    expect(breakdown(newYork, day('2026-07-14'))[0]!.cost.usd).toBe(usd('3'));
  });
});
