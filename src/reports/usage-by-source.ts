/** What each model used in each source: what metrics are made of. */
import type { Cost } from '../core/money.ts';
import type { PriceLookup } from '../core/price.ts';
import { modelName } from '../core/scope.ts';
import { ANY_TIME } from '../rollup/group-by.ts';
import type { Journal } from '../rollup/journal.ts';
import type { Tally } from '../rollup/tally.ts';

export interface SourceUsage {
  readonly source: string;
  readonly model: string;
  readonly tally: Tally;
  readonly cost: Cost;
}

/** By source, then by model, in the order of their names. */
export function usageBySource(journal: Journal, prices: PriceLookup): readonly SourceUsage[] {
  const groups = journal.group(prices, {
    timeOf: ANY_TIME,
    placeOf: ({ attribution }) => attribution.source,
    modelOf: modelName,
  });
  const rows = groups.map(({ place: source, model, sum: { tally } }) => {
    return { source, model, tally, cost: tally.cost() };
  });
  return rows.sort((a, b) => compare(a.source, b.source) || compare(a.model, b.model));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
