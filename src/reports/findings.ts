/** What a scan found: sources, models with the prices they resolved to, sums. What `--test` tells, and the doctor asks. */

import { group } from '../core/group.ts';
import { type Money, usd } from '../core/money.ts';
import type { PriceLookup, Rate } from '../core/price.ts';
import type { Snapshot } from '../rollup/feed.ts';
import { eventUsd, Tally, tallyAll } from '../rollup/tally.ts';

export interface Findings {
  readonly snapshot: Snapshot;
  readonly all: Tally;
  readonly models: readonly ModelFinding[];
  readonly bySource: ReadonlyMap<string, { readonly events: number; readonly records: number }>;
  /** What the logs themselves state as cost, beside what the same responses cost here. */
  readonly logged: { events: number; usd: Money; ours: Money };
}

export interface ModelFinding {
  readonly id: string;
  readonly rate: Rate;
  readonly tally: Tally;
}

export function findings(snapshot: Snapshot, prices: PriceLookup): Findings {
  const parts = new Map<string, Map<string, ModelFinding>>();
  const logged = { events: 0, usd: 0n, ours: 0n };
  tallyAll(snapshot.journal, prices, 'source', (event, rate) => {
    if (event.loggedUsd !== undefined) {
      logged.events += 1;
      logged.usd += usd(event.loggedUsd);
      logged.ours += eventUsd(event, rate) ?? 0n;
    }
    const models = group(parts, event.attribution.source, () => new Map<string, ModelFinding>());
    const id = event.terms.model;
    return group(models, id, () => ({ id, rate, tally: new Tally() })).tally;
  });
  const all = new Tally();
  const models = new Map<string, ModelFinding>();
  const bySource = new Map<string, Tally>();
  for (const [source, found] of parts) {
    for (const { id, rate, tally } of found.values()) {
      all.absorb(tally);
      group(models, id, () => ({ id, rate, tally: new Tally() })).tally.absorb(tally);
      group(bySource, source, () => new Tally()).absorb(tally);
    }
  }
  return {
    snapshot,
    all,
    bySource,
    logged,
    models: [...models.values()].sort((a, b) => b.tally.total - a.tally.total || (a.id < b.id ? -1 : 1)),
  };
}
