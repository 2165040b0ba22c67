/** Everything that is said of a journal in sums, as plain data that can be compared. */
import type { Day, Zone } from '../../src/core/calendar.ts';
import { getOrInsert } from '../../src/core/group.ts';
import { usd } from '../../src/core/money.ts';
import type { PriceLookup, Rate } from '../../src/core/price.ts';
import { modelName } from '../../src/core/scope.ts';
import { dayTallies } from '../../src/reports/day-tallies.ts';
import { findings } from '../../src/reports/findings.ts';
import type { Journal } from '../../src/rollup/journal.ts';
import { eventUsd, Tally } from '../../src/rollup/tally.ts';

function words(tally: Tally) {
  const { events, records, lowerBoundEvents, reasoning, webSearches, tokens } = tally;
  return { events, records, lowerBoundEvents, reasoning, webSearches, tokens, cost: tally.cost() };
}

/** The same out of the events, added up one by one: what the rollup is held to. */
export function sumsOfEvents(journal: Journal, prices: PriceLookup, zone: Zone): ReturnType<typeof sumsOf> {
  const all = new Tally();
  const logged = { events: 0, usd: 0n, ours: 0n };
  const models = new Map<string, { id: string; rate: Rate; tally: Tally }>();
  const bySource = new Map<string, Tally>();
  const dimensions = [new Map<Day, Map<string, Tally>>(), new Map<Day, Map<string, Tally>>()];
  const times: number[] = [];
  journal.visit(event => {
    const rate = prices.rate(event);
    const { atMs, terms, attribution, project, loggedUsd } = event;
    times.push(atMs);
    if (loggedUsd !== undefined) {
      logged.events += 1;
      logged.usd += usd(loggedUsd);
      logged.ours += eventUsd(event, rate) ?? 0n;
    }
    const id = terms.model;
    const tallies = [
      all,
      getOrInsert(models, id, () => ({ id, rate, tally: new Tally() })).tally,
      getOrInsert(bySource, attribution.source, () => new Tally()),
      ...[modelName(event, rate), project].map((name, i) => {
        const names = getOrInsert(dimensions[i]!, zone.day(atMs), () => new Map<string, Tally>());
        return getOrInsert(names, name, () => new Tally());
      }),
    ];
    for (const tally of tallies) tally.add(event, rate);
  });
  const range = times.length > 0 ? { fromMs: Math.min(...times), toMs: Math.max(...times) } : undefined;
  return {
    ...{ length: all.events, duplicates: all.records - all.events, range, logged },
    days: dimensions.map(days =>
      [...days]
        .sort(([a], [b]) => a - b)
        .map(([day, names]) => [day, [...names].map(([name, tally]) => [name, words(tally)]).sort()]),
    ),
    all: words(all),
    models: [...models.values()]
      .sort((a, b) => b.tally.total - a.tally.total || (a.id < b.id ? -1 : 1))
      .map(({ id, rate, tally }) => [id, rate.status, words(tally)]),
    sources: [...bySource].map(([source, { events, records }]) => [source, events, records]).sort(),
  };
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
