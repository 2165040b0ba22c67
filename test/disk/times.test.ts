import { describe, expect, test } from 'vitest';
import { dice } from '../../src/demo/dice.ts';
import { plainTimes, quickTimes, timesOf } from '../../src/disk/times.ts';
import { NOW_MS } from '../support/clock.ts';

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
});
