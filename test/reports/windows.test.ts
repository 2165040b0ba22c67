import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRunning, positionAt, windowsOf } from '../../src/reports/windows.ts';
import { HOUR, MINUTE } from '../support/clock.ts';

const NINE = Date.UTC(2026, 6, 1, 9);

/** Windows as their hours after nine o'clock: `0-5` for a window, `(6.5-12)` for a gap. */
function windows(hours: readonly number[], officialEnd?: number): string {
  const all = windowsOf(
    Float64Array.from(hours, hour => NINE + hour * HOUR),
    5,
    officialEnd === undefined ? undefined : NINE + officialEnd * HOUR,
  );
  const at = (ms: number) => (ms - NINE) / HOUR;
  return all
    .map(({ isGap, startMs, endMs }) =>
      isGap ? `(${at(startMs)}-${at(endMs)})` : `${at(startMs)}-${at(endMs)}`,
    )
    .join(' ');
}

test.each([
  ['nothing', [], ''],
  ['one response opens a window at the full hour before it', [0.5], '0-5'],
  ['five hours after the opening is still in it', [0.5, 5], '0-5'],
  ['later than that opens the next, though there was no pause', [0.5, 3, 5.25], '0-5 5-10'],
  ['a pause of five hours is no gap', [4.5, 9.5], '4-9 9-14'],
  ['a longer one is', [0.5, 8.25], '0-5 (5.5-8.25) 8-13'],
  ['a gap begins five hours after the last response', [0.5, 2, 12.5], '0-5 (7-12.5) 12-17'],
])('%s', (_, hours, expected) => {
  expect(windows(hours as number[])).toBe(expected);
});

test.each([
  ['begins five hours before its end', [0.5, 4.2], 8.5, '0-3.5 3.5-8.5'],
  ['has what comes at its beginning, and nothing of its end', [3.5, 8.4, 8.5], 8.5, '3.5-8.5 8.5-13.5'],
  ['is none where nothing is in it', [0.5], 20, '0-5'],
  ['comes after a gap', [0.5, 12], 16, '0-5 (5.5-11) 11-16'],
])('a window whose end the vendor says %s', (_, hours, end, expected) => {
  expect(windows(hours, end)).toBe(expected);
});

test('a window runs until it closes, unless nothing happens for its length', () => {
  const [window] = windowsOf(Float64Array.of(NINE + 10 * MINUTE), 5);
  expect(isRunning(window!, 5, NINE + 4 * HOUR)).toBe(true);
  expect(isRunning(window!, 5, NINE + 5 * HOUR)).toBe(false);
});

test('every response is in one window, and windows do not meet', () => {
  const moments = fc
    .array(fc.integer({ min: 0, max: 200 * 60 }), { minLength: 1, maxLength: 30 })
    .map(minutes => Float64Array.from(minutes, minute => NINE + minute * MINUTE).sort());
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 12 }), (all, hours) => {
      const found = windowsOf(all, hours);
      for (const at of all) {
        const window = found[positionAt(found, at)]!;
        expect(window.isGap).toBe(false);
        expect(window.firstMs <= at && at <= window.lastMs && at <= window.endMs).toBe(true);
      }
      for (const [i, { isGap, startMs, lastMs }] of found.entries()) {
        const before = found[i - 1];
        if (before) expect(before.lastMs).toBeLessThan(isGap ? startMs : lastMs + 1);
        if (isGap) expect(startMs - before!.lastMs).toBe(hours * HOUR);
      }
    }),
  );
});
