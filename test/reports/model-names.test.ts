/** Sums for a screen, over a log that names a model for nearly every response: few parts, and the same sums. */
import { expect, test } from 'vitest';
import { daily } from '../../src/reports/daily.ts';
import { dayTallies } from '../../src/reports/day-tallies.ts';
import { groupTotals, groupUsage } from '../../src/reports/groups.ts';
import { parts } from '../../src/reports/parts.ts';
import { session } from '../../src/reports/session.ts';
import { UTC } from '../support/clock.ts';
import { somePrices } from '../support/prices.ts';
import { journalOfReadings, reading } from '../support/readings.ts';
import { inputOf } from '../support/report-input.ts';

const OTHERS = '(other models without a price)';

/** The later a model, the less it used; one with a price used less than all of them. */
function journalOf(unpriced: number) {
  const made = Array.from({ length: unpriced }, (_, i) =>
    reading({ key: `k${i}`, offset: i, tokens: { input: 10_000 - i }, terms: { model: `made-up-${i}` } }),
  );
  const priced = reading({ key: 'p', offset: unpriced, tokens: { input: 1 }, terms: { model: 'dear' } });
  return journalOfReadings([{ path: '/a', readings: [...made, priced] }]);
}

test('a row has a part for each model, and on a screen for those used most', () => {
  const journal = journalOf(2500);
  const [all] = groupUsage(inputOf({ journal }), [session]).rows;
  const [few] = groupUsage(inputOf({ journal, hasFewModels: true }), [session]).rows;
  expect([all!.models.length, few!.models.length]).toEqual([2501, 2002]);
  expect(few!.models.find(part => part.name === OTHERS)?.tally.events).toBe(500);
  expect(few!.models.find(part => part.name === 'dear')?.tally.events).toBe(1);
  expect([few!.cost, few!.tally.events, few!.tally.total]).toEqual([
    all!.cost,
    all!.tally.events,
    all!.tally.total,
  ]);
});

test('the models that go by one name open by that name', () => {
  const journal = journalOf(2500);
  const query = { models: [OTHERS] };
  const [row] = groupUsage(inputOf({ journal, hasFewModels: true }, query), [session]).rows;
  expect([row!.tally.events, row!.models.map(part => part.name)]).toEqual([500, [OTHERS]]);
  expect(parts(journal, somePrices, UTC, { model: OTHERS }, 'cost').tally.events).toBe(500);
  expect(parts(journal, somePrices, UTC, {}, 'cost', inputOf({ journal }, query).query).tally.events).toBe(
    500,
  );
  const days = dayTallies(journal, somePrices, UTC, 'model', inputOf({ journal }, query).query);
  expect([...days.days.values()].flatMap(names => [...names.keys()])).toEqual([OTHERS]);
});

test('a log of fewer models has a part for each everywhere', () => {
  const journal = journalOf(1999);
  const [few] = groupUsage(inputOf({ journal, hasFewModels: true }), [session]).rows;
  expect(few!.models.length).toBe(2000);
});

test('totals without parts are those of the rows', () => {
  const journal = journalOf(30);
  const rows = groupUsage(inputOf({ journal }), [daily.grouping]).rows;
  const totals = groupTotals(inputOf({ journal }), [daily.grouping]);
  expect(totals.map(({ keys, cost, tally }) => [keys, cost, tally.total, tally.events])).toEqual(
    rows.map(({ keys, cost, tally }) => [keys, cost, tally.total, tally.events]),
  );
});
