/** What a scan found: sources, models with the prices they resolved to, sums. `--test` and the doctor show it. */

import { getOrInsert } from '../core/group.ts';
import { type Money, usd } from '../core/money.ts';
import type { PriceLookup, Rate } from '../core/price.ts';
import type { Snapshot } from '../rollup/feed.ts';
import { ANY_TIME } from '../rollup/group-by.ts';
import { eventUsd, Tally } from '../rollup/tally.ts';
import { type SessionCount, sessionCounts } from './witness/session-counts.ts';

export interface Findings {
  readonly snapshot: Snapshot;
  readonly all: Tally;
  readonly models: readonly ModelFinding[];
  readonly bySource: ReadonlyMap<string, { readonly events: number; readonly records: number }>;
  /** What the logs themselves state as cost, beside what the same responses cost here. */
  readonly logged: { events: number; usd: Money; ours: Money };
  /** Sessions whose tool stated what it counted itself. */
  readonly counts: readonly SessionCount[];
}

export interface ModelFinding {
  readonly id: string;
  readonly rate: Rate;
  readonly tally: Tally;
}

export function findings(snapshot: Snapshot, prices: PriceLookup): Findings {
  const logged = { events: 0, usd: 0n, ours: 0n };
  const rates = new Map<string, Rate>();
  const groups = snapshot.journal.group(prices, {
    timeOf: ANY_TIME,
    placeOf: ({ attribution }) => attribution.source,
    modelOf({ terms: { model } }, rate) {
      getOrInsert(rates, model, () => rate);
      return model;
    },
    eachLogged(event, rate) {
      logged.events += 1;
      logged.usd += usd(event.loggedUsd!);
      logged.ours += eventUsd(event, rate) ?? 0n;
    },
  });
  const all = new Tally();
  const models = new Map<string, ModelFinding>();
  const bySource = new Map<string, Tally>();
  for (const { place: source, model: id, sum } of groups) {
    all.absorb(sum.tally);
    const found = { id, rate: rates.get(id)!, tally: new Tally() };
    getOrInsert(models, id, () => found).tally.absorb(sum.tally);
    getOrInsert(bySource, source, () => new Tally()).absorb(sum.tally);
  }
  return {
    snapshot,
    all,
    bySource,
    logged,
    counts: sessionCounts(snapshot.journal, prices),
    models: [...models.values()].sort((a, b) => b.tally.total - a.tally.total || (a.id < b.id ? -1 : 1)),
  };
}
