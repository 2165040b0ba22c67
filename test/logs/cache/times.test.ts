import { describe, expect, test } from 'vitest';
import { dice } from '../../../src/demo/dice.ts';
import { beforesOf, listedRows, timesOf } from '../../../src/logs/cache/times.ts';
import { NOW_MS } from '../../support/clock.ts';

describe('times of responses', () => {
  test('are so long before the last change of their file', () => {
    const files = [
      { to: 2, changedMs: 1000 },
      { to: 2, changedMs: 5 },
      { to: 3, changedMs: 2000 },
    ];
    expect([...timesOf(Uint32Array.of(1, 999, 0), files)]).toEqual([999, 1, 2000]);
    expect([...timesOf(new Uint8Array(), [])]).toEqual([]);
  });

  test('come back from what was written, but for those too far from the change, which are listed', () => {
    const files = [
      { to: 4, changedMs: 5_000_000_000 },
      { to: 5, changedMs: 7 },
    ];
    const times = Float64Array.of(5_000_000_000, 4_999_999_000, 5_000_000_001, 5, 7);
    const before = beforesOf(times, files);
    expect(listedRows(before)).toEqual([2, 3]);
    expect([...timesOf(before, files)].filter((_, row) => row !== 2 && row !== 3)).toEqual([
      5_000_000_000, 4_999_999_000, 7,
    ]);
    expect(listedRows(beforesOf(new Float64Array(16), []))).toEqual([]);
  });

  test.each([1, 3, 8191, 100_000])('come back, %i of them in files of any length', rows => {
    const { whole } = dice(rows);
    const files: { to: number; changedMs: number }[] = [];
    for (let to = 0; to < rows; ) {
      to = Math.min(rows, to + whole(0, 400));
      files.push({ to, changedMs: NOW_MS - whole(0, 10 ** 11) });
    }
    // A table has more room than rows.
    const times = Float64Array.from({ length: rows + 7 }, () => NOW_MS - whole(-1000, 2 * 10 ** 10));
    const before = beforesOf(times, files);
    const back = timesOf(before, files);
    for (const row of listedRows(before)) back[row] = times[row]!;
    expect(before.length).toBe(rows);
    expect(back).toEqual(times.subarray(0, rows));
    if (rows > 100) expect(listedRows(before).length).toBeGreaterThan(100);
  });
});
