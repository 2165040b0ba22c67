/** Days of a log that names thousands of models: the rows stay few, and the sums what they are. */
import { expect, test } from 'vitest';
import { dayTallies, sumOfDays, sumsByName } from '../../src/reports/day-tallies.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { somePrices } from '../support/prices.ts';
import { journalOfReadings, reading } from '../support/readings.ts';

const OTHERS = '(other models without a price)';

test.each([
  [2000, 2001, undefined],
  [2001, 2002, 1],
  [2500, 2002, 500],
])('%i models without a price', (unpriced, names, others) => {
  // The last ones are the smallest; a model with a price is smaller than all of them.
  const readings = Array.from({ length: unpriced }, (_, i) =>
    reading({ key: `k${i}`, offset: i, tokens: { input: 10_000 - i }, terms: { model: `made-up-${i}` } }),
  );
  const priced = reading({ key: 'p', offset: unpriced, tokens: { input: 1 }, terms: { model: 'dear' } });
  const journal = journalOfReadings([{ path: '/a', readings: [...readings, priced] }]);
  const tallies = dayTallies(journal, somePrices, UTC, 'model');
  const day = UTC.day(NOW_MS);
  const sums = sumsByName(tallies, day, day);
  expect(sums.size).toBe(names);
  expect([sums.get('dear')?.events, sums.get(OTHERS)?.events]).toEqual([1, others]);
  expect(sums.has(`made-up-${unpriced - 1}`)).toBe(others === undefined);
  const all = sumOfDays(tallies, day, day);
  expect([all.events, all.total]).toEqual([
    unpriced + 1,
    readings.reduce((sum, { tokens }) => sum + tokens.input, 1),
  ]);
});
