import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dayLabels,
  logScaleOf,
  placeLabels,
  scaleOf,
  shareOn,
  tokenMeasure,
  usdMeasure,
} from '../../../src/tui/draw/axis.ts';

describe('scaleOf', () => {
  test.each([
    [0, 12, tokenMeasure, ['0']],
    [1, 12, tokenMeasure, ['0', '1']],
    [1e-9, 12, tokenMeasure, ['0']],
    [3, 12, tokenMeasure, ['0', '1', '2', '3']],
    [401e6, 13, tokenMeasure, ['0', '100M', '200M', '300M', '400M']],
    [999, 4, tokenMeasure, ['0', '800']],
    [999, 5, tokenMeasure, ['0', '400', '800']],
    [1_234_567, 20, tokenMeasure, ['0', '200K', '400K', '600K', '800K', '1M', '1.2M']],
    [0, 12, usdMeasure, ['$0']],
    [0.33, 12, usdMeasure, ['$0.00', '$0.10', '$0.20', '$0.30']],
    [4.2, 12, usdMeasure, ['$0', '$1', '$2', '$3', '$4']],
    [580, 12, usdMeasure, ['$0', '$150', '$300', '$450']],
    [43.87, 15, usdMeasure, ['$0', '$10', '$20', '$30', '$40']],
  ])('up to %d on %d rows', (max, rows, measure, labels) => {
    const { ticks, step } = scaleOf(max, rows, measure);
    expect(ticks.map(tick => measure.label(tick, step))).toEqual(labels);
  });

  test('has the highest value on top, ticks in even steps below it, and three of them from five rows on', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 1e12, noNaN: true }),
        fc.integer({ min: 5, max: 60 }),
        (max, rows) => {
          const { top, step, ticks } = scaleOf(max, rows, usdMeasure);
          expect(top).toBe(max);
          expect(ticks.length).toBeGreaterThanOrEqual(3);
          expect(ticks.length).toBeLessThanOrEqual(Math.max(rows, 14));
          expect(ticks.at(-1)! + step).toBeGreaterThan(max * (1 - 1e-6));
          expect(ticks.at(-1)).toBeLessThanOrEqual(max * (1 + 1e-6));
          expect(new Set(ticks.map(tick => usdMeasure.label(tick, step))).size).toBe(ticks.length);
        },
      ),
    );
  });
});

describe('logScaleOf', () => {
  test('has a tick at each power of ten', () => {
    expect(logScaleOf([3, 40, 5000, 0, Number.NaN], tokenMeasure).ticks).toEqual([1, 10, 100, 1000]);
  });

  test('rises with the value', () => {
    const scale = logScaleOf([1, 1000], tokenMeasure);
    const shares = [1, 10, 100, 1000].map(value => shareOn(scale, value));
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares.at(-1)).toBeCloseTo(1);
    expect(shareOn(scale, 0)).toBe(0);
  });
});

test.each([
  [[], []],
  [['2026-04-09'], ['04-09']],
  [
    ['2025-12-31', '2026-01-01'],
    ['12-31', '01-01'],
  ],
  [
    ['2024-01-01', '2026-01-01'],
    ['2024-01', '2026-01'],
  ],
])('days %j are called %j', (days, labels) => {
  expect(dayLabels(days)).toEqual(labels);
});

describe('placeLabels', () => {
  const shown = (count: number, columns: number) => {
    const labels = Array.from({ length: count }, (_, day) => `d${String(day).padStart(4, '0')}`);
    const placed = placeLabels(labels, columns, at =>
      Math.floor((at * (columns - 1)) / Math.max(1, count - 1)),
    );
    return placed.reduce((line, { text, start }) => line.padEnd(start) + text, '').padEnd(columns);
  };

  test.each([
    [7, 40, 'd0000      d0002        d0004      d0006'],
    [7, 80, 'd0000      d0001        d0002        d0003        d0004        d0005       d0006'],
    [30, 30, 'd0000        d0015       d0029'],
    [2, 12, 'd0000  d0001'],
    [2, 11, '      d0001'],
    [1, 5, 'd0000'],
    [1, 4, '    '],
    [0, 4, '    '],
  ])('%i days in %i columns', (count, columns, line) => {
    expect(shown(count, columns)).toBe(line);
  });

  test('never lets two touch, and stays inside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 200 }), (count, columns) => {
        const line = shown(count, columns);
        expect(line).toHaveLength(columns);
        expect(line).toMatch(/^ *(d\d{4}( {2,}d\d{4})*)? *$/);
      }),
    );
  });
});
