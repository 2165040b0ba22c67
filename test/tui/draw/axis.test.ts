import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayLabels, placeLabels, scaleOf, tokenMeasure, usdMeasure } from '../../../src/tui/draw/axis.ts';

describe('scaleOf', () => {
  test.each([
    [0, 12, tokenMeasure, ['0']],
    [1, 12, tokenMeasure, ['0', '1']],
    [1e-9, 12, tokenMeasure, ['0', '1']],
    [3, 12, tokenMeasure, ['0', '1', '2', '3']],
    [401e6, 13, tokenMeasure, ['0', '150M', '300M', '450M']],
    [999, 4, tokenMeasure, ['0', '1K']],
    [1_234_567, 20, tokenMeasure, ['0', '250K', '500K', '750K', '1M', '1.25M']],
    [5e9, 60, tokenMeasure, ['0', '1B', '2B', '3B', '4B', '5B']],
    [0, 12, usdMeasure, ['$0']],
    [0.004, 12, usdMeasure, ['$0.00', '$0.01']],
    [0.33, 12, usdMeasure, ['$0.00', '$0.15', '$0.30', '$0.45']],
    [4.2, 12, usdMeasure, ['$0.00', '$1.50', '$3.00', '$4.50']],
    [580, 12, usdMeasure, ['$0', '$200', '$400', '$600']],
    [2900, 12, usdMeasure, ['$0', '$1K', '$2K', '$3K']],
  ])('up to %d on %d rows', (max, rows, measure, labels) => {
    const { ticks, step } = scaleOf(max, rows, measure);
    expect(ticks.map(tick => measure.say(tick, step))).toEqual(labels);
  });

  test('has its top above the highest value and not far above, in even steps', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-12, max: 1e12, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        (max, rows) => {
          const { top, step, ticks } = scaleOf(max, rows, usdMeasure);
          expect(top).toBeGreaterThanOrEqual(max * (1 - 1e-6));
          expect(top - max).toBeLessThanOrEqual(step);
          expect(ticks.at(-1)).toBe(top);
          expect(ticks.length).toBeLessThanOrEqual(Math.max(2, rows / 4 + 1));
          expect(new Set(ticks.map(tick => usdMeasure.say(tick, step))).size).toBe(ticks.length);
        },
      ),
    );
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
