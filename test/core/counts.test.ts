import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { count, instant, MOST_TOKENS } from '../../src/core/counts.ts';

/** A value, the count it is read as, and what is said of it. */
test.each<[value: unknown, read: number, said?: string]>([
  [undefined, 0],
  [null, 0],
  [0, 0],
  [7, 7],
  [5.0, 5],
  [MOST_TOKENS, MOST_TOKENS],
  ['4120', 4120],
  ['0012', 12],
  ['Some(4120)', 4120],
  ['None', 0],
  [-1, 0, 'f is -1, not a count of tokens: read as 0'],
  [2.5, 0, 'f is 2.5, not a count of tokens: read as 0'],
  [1e13, 0, 'f is 10000000000000, not a count of tokens: read as 0'],
  [Number.NaN, 0, 'f is null, not a count of tokens: read as 0'],
  ['', 0, 'f is "", not a count of tokens: read as 0'],
  ['-5', 0, 'f is "-5", not a count of tokens: read as 0'],
  ['1e3', 0, 'f is "1e3", not a count of tokens: read as 0'],
  [' 5', 0, 'f is " 5", not a count of tokens: read as 0'],
  ['Some(None)', 0, 'f is "Some(None)", not a count of tokens: read as 0'],
  ['999999999999999', 0, 'f is "999999999999999", not a count of tokens: read as 0'],
  [true, 0, 'f is true, not a count of tokens: read as 0'],
  [[1], 0, 'f is a list, not a count of tokens: read as 0'],
  [{ a: 1 }, 0, 'f is an object, not a count of tokens: read as 0'],
  ['x'.repeat(99), 0, `f is "${'x'.repeat(39)}..., not a count of tokens: read as 0`],
])('count(%j)', (value, read, said) => {
  const told: string[] = [];
  expect(count(value, 'f', why => told.push(why))).toBe(read);
  expect(told).toEqual(said ? [said] : []);
});

const MOMENTS: readonly [value: unknown, iso: string | undefined][] = [
  ['2026-07-01T10:00:00.123Z', '2026-07-01T10:00:00.123Z'],
  ['2026-07-01T10:00:00+02:00', '2026-07-01T08:00:00.000Z'],
  ['2026-07-01T10:00:00-0330', '2026-07-01T13:30:00.000Z'],
  ['2026-07-01 23:59:59.987654321Z', '2026-07-01T23:59:59.987Z'],
  ['2026-07-01t10:00z', '2026-07-01T10:00:00.000Z'],
  ['2026-07-01 10:00:00 UTC', '2026-07-01T10:00:00.000Z'],
  ['2026-07-01', '2026-07-01T00:00:00.000Z'],
  ['2026-07-01T10:00:00', '2026-07-01T10:00:00.000Z'],
  ['2026-07-01 10:00', '2026-07-01T10:00:00.000Z'],
  ['2026-07-01T10:00:00.5', '2026-07-01T10:00:00.500Z'],
  // Forms that Date.parse reads in the zone of the process.
  ['July 1, 2026', undefined],
  ['2026-7-1', undefined],
  ['2026/07/01 10:00', undefined],
  ['1 Jul 2026 10:00:00', undefined],
  // Moments that no calendar and no clock has.
  ['2026-02-30T10:00:00Z', undefined],
  ['2026-13-01T10:00:00Z', undefined],
  ['2026-00-10T10:00:00Z', undefined],
  ['2026-07-00T10:00:00Z', undefined],
  ['2026-07-01T24:00:00Z', undefined],
  ['2026-07-01T10:60:00Z', undefined],
  [Date.UTC(2026, 6, 1), '2026-07-01T00:00:00.000Z'],
  ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00.000Z'],
  ['2019-12-31T23:59:59Z', undefined],
  ['2100-01-01T00:00:00Z', undefined],
  [1_782_900_000, undefined],
  ['1782900000000', undefined],
  ['yesterday', undefined],
  ['', undefined],
  [Number.NaN, undefined],
  [null, undefined],
  [undefined, undefined],
  [{}, undefined],
];
describe.each(['UTC', 'Asia/Kolkata', 'America/St_Johns'])('in %s', zone => {
  const before = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = zone;
  });
  afterAll(() => {
    process.env.TZ = before;
  });
  test.each(MOMENTS)('instant(%j)', (value, iso) => {
    const ms = instant(value);
    expect(ms === undefined ? undefined : new Date(ms).toISOString()).toBe(iso);
  });
});
