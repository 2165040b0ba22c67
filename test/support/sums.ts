/** Everything that is said of a journal in sums, as plain data that can be compared. */
import type { Zone } from '../../src/core/calendar.ts';
import type { PriceLookup } from '../../src/core/price.ts';
import { dayTallies } from '../../src/reports/day-tallies.ts';
import { findings } from '../../src/reports/findings.ts';
import type { Journal } from '../../src/rollup/journal.ts';
import type { Tally } from '../../src/rollup/tally.ts';

function words(tally: Tally) {
  const { events, records, lowerBoundEvents, reasoning, webSearches, tokens } = tally;
  return { events, records, lowerBoundEvents, reasoning, webSearches, tokens, cost: tally.cost() };
}

export function sumsOf(journal: Journal, prices: PriceLookup, zone: Zone) {
  const { length, duplicates, range } = journal;
  const snapshot = {
    journal,
    sources: [],
    cache: { dir: undefined, hits: 0, misses: 0 },
    checkedMs: 0,
    progress: undefined,
  };
  const { all, models, bySource, logged } = findings(snapshot, prices);
  const days = (['model', 'project'] as const).map(dimension => {
    const tallies = dayTallies(journal, prices, zone, dimension);
    return tallies.order.map(day => [
      day,
      [...tallies.days.get(day)!].map(([name, tally]) => [name, words(tally)]).sort(),
    ]);
  });
  return {
    ...{ length, duplicates, range, logged, days },
    all: words(all),
    models: models.map(({ id, rate, tally }) => [id, rate.status, words(tally)]),
    sources: [...bySource].map(([source, { events, records }]) => [source, events, records]).sort(),
  };
}
