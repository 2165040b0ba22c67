import { describe, expect, test } from 'vitest';
import { dice } from '../../../src/demo/dice.ts';
import {
  beforesOf,
  elsewhereIn,
  plainBefores,
  plainTimes,
  quickBefores,
  quickTimes,
  timesOf,
} from '../../../src/logs/cache/times.ts';
import { NOW_MS } from '../../support/clock.ts';

/** What a segment says of so many rows in files of any length, some without any. */
function segmentOf(rows: number, seed: number) {
  const { whole } = dice(seed);
  const before = Uint32Array.from({ length: rows }, () => whole(0, 0xffffffff));
  const files: { to: number; changedMs: number }[] = [];
  for (let to = 0; to < rows; ) {
    to = Math.min(rows, to + whole(0, 400));
    files.push({ to, changedMs: NOW_MS - whole(0, 10 ** 11) });
  }
  return { before, files };
}

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

  test.each([1, 2, 3, 8191, 100_000])('are the same by machine code, of %i rows', rows => {
    const { before, files } = segmentOf(rows, rows);
    expect(quickTimes(before, files)).toEqual(plainTimes(before, files));
  });

  test('are the same for a narrow column', () => {
    const before = new Uint8Array(20_000).fill(7);
    const files = [{ to: before.length, changedMs: NOW_MS }];
    expect(timesOf(before, files)).toEqual(plainTimes(before, files));
  });

  test('come back from what was written of them, but for those that are too far from the change', () => {
    const files = [
      { to: 4, changedMs: 5_000_000_000 },
      { to: 5, changedMs: 7 },
    ];
    const times = Float64Array.of(5_000_000_000, 4_999_999_000, 5_000_000_001, 5, 7);
    const before = beforesOf(times, files);
    expect(elsewhereIn(before)).toEqual([2, 3]);
    expect([...timesOf(before, files)].filter((_, row) => row !== 2 && row !== 3)).toEqual([
      5_000_000_000, 4_999_999_000, 7,
    ]);
    expect(elsewhereIn(beforesOf(new Float64Array(16), []))).toEqual([]);
  });

  test.each([1, 3, 8191, 100_000])('are written the same by machine code, of %i rows', rows => {
    const { whole } = dice(rows);
    const { files } = segmentOf(rows, rows);
    // A table has more room than rows.
    const times = Float64Array.from({ length: rows + 7 }, () => NOW_MS - whole(-1000, 2 * 10 ** 10));
    const plain = plainBefores(times, files);
    expect(quickBefores(times, files)).toEqual(plain);
    expect(plain.length).toBe(rows);
    if (rows > 100) expect(elsewhereIn(plain).length).toBeGreaterThan(100);
  });
});
