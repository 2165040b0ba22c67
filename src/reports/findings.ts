/** What a scan found: sources, models with the prices they resolved to, sums. What `--test` tells, and the doctor asks. */
import type { Snapshot } from '../core/feed.ts';
import { group } from '../core/group.ts';
import { type Money, usd } from '../core/money.ts';
import type { PriceLookup, Rate } from '../core/price.ts';
import { eventUsd, Tally } from '../core/tally.ts';

export interface Findings {
  readonly snapshot: Snapshot;
  readonly all: Tally;
  readonly models: readonly ModelFinding[];
  readonly bySource: ReadonlyMap<string, { events: number; records: number }>;
  /** What the logs themselves state as cost, beside what the same responses cost here. */
  readonly logged: { events: number; usd: Money; ours: Money };
}

export interface ModelFinding {
  readonly id: string;
  readonly rate: Rate;
  readonly tally: Tally;
}

export function findings(snapshot: Snapshot, prices: PriceLookup): Findings {
  const all = new Tally();
  const models = new Map<string, { id: string; rate: Rate; tally: Tally }>();
  const bySource = new Map<string, { events: number; records: number }>();
  const logged = { events: 0, usd: 0n, ours: 0n };
  snapshot.journal.visit(event => {
    const rate = prices.rate(event);
    all.add(event, rate);
    const id = event.terms.model;
    group(models, id, () => ({ id, rate, tally: new Tally() })).tally.add(event, rate);
    const source = group(bySource, event.attribution.source, () => ({ events: 0, records: 0 }));
    source.events += 1;
    source.records += event.records;
    if (event.loggedUsd === undefined) return;
    logged.events += 1;
    logged.usd += usd(event.loggedUsd);
    logged.ours += eventUsd(event, rate) ?? 0n;
  });
  return {
    snapshot,
    all,
    bySource,
    logged,
    models: [...models.values()].sort((a, b) => b.tally.total - a.tally.total || (a.id < b.id ? -1 : 1)),
  };
}
