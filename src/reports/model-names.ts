/**
 * The names of models where each one takes room: a gateway may make up a name for every response. Models without a price
 * that are not among those used most go by one name together.
 */
import { type ModelName, modelName } from '../core/scope.ts';
import type { Journal } from '../rollup/journal.ts';
import { tokensByModel } from '../rollup/tokens-by-model.ts';

/** So many models have a name of their own, priced or not. */
const MOST_NAMES = 2000;
const OTHER_MODELS = '(other models without a price)';

/** A function that names the model of usage as `nameOf` does, but for those beyond the ones used most. */
export function fewModelNames(journal: Journal, nameOf: ModelName = modelName): ModelName {
  const known = mostUsed.get(journal) ?? { ids: mostUsedIn(journal) };
  mostUsed.set(journal, known);
  const { ids } = known;
  if (!ids) return nameOf;
  return (usage, rate) => {
    const isNamed = rate.status !== 'unpriced' || ids.has(usage.terms.model);
    return isNamed ? nameOf(usage, rate) : OTHER_MODELS;
  };
}

/** By journal, which stays the same while the logs do. */
const mostUsed = new WeakMap<Journal, { readonly ids: ReadonlySet<string> | undefined }>();

/** The models used most, by their ids in the logs; undefined where there are no more. */
function mostUsedIn(journal: Journal): ReadonlySet<string> | undefined {
  if (journal.terms.length <= MOST_NAMES) return undefined;
  const tokens = tokensByModel(journal.parts);
  if (tokens.size <= MOST_NAMES) return undefined;
  const ranked = [...tokens].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return new Set(ranked.slice(0, MOST_NAMES).map(([id]) => id));
}
