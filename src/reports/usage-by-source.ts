/** What each model used in each source: what metrics are made of. */
import { group } from '../core/group.ts';
import type { Cost } from '../core/money.ts';
import type { PriceLookup } from '../core/price.ts';
import { modelName } from '../core/scope.ts';
import type { Journal } from '../rollup/journal.ts';
import { Tally, tallyAll } from '../rollup/tally.ts';

export interface SourceUsage {
  readonly source: string;
  readonly model: string;
  readonly tally: Tally;
  readonly cost: Cost;
}

/** By source, then by model, in the order of their names. */
export function usageBySource(journal: Journal, prices: PriceLookup): readonly SourceUsage[] {
  const tallies = new Map<string, Map<string, Tally>>();
  tallyAll(journal, prices, 'source', (event, rate) => {
    const models = group(tallies, event.attribution.source, () => new Map<string, Tally>());
    return group(models, modelName(event, rate), () => new Tally());
  });
  const rows = [...tallies].flatMap(([source, models]) =>
    [...models].map(([model, tally]) => ({ source, model, tally, cost: tally.cost() })),
  );
  return rows.sort((a, b) => compare(a.source, b.source) || compare(a.model, b.model));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
