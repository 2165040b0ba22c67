/**
 * The names of models where each one takes room: a gateway may make up a name for every response. Models without a price
 * that are not among those used most go by one name together.
 */
import type { Rate } from '../core/price.ts';
import { modelName } from '../core/scope.ts';
import type { UsageEvent } from '../core/usage.ts';
import type { Journal } from '../rollup/journal.ts';
import { tokensByModel } from '../rollup/tokens-by-model.ts';

/** So many models have a name of their own, priced or not. */
const MOST_NAMES = 2000;
const OTHER_MODELS = '(other models without a price)';

/** A function that names the model of usage, as `modelName` does, but for those beyond the ones used most. */
export function fewModelNames(journal: Journal): (usage: Pick<UsageEvent, 'terms'>, rate: Rate) => string {
  const known = mostUsed.get(journal) ?? { names: mostUsedIn(journal) };
  mostUsed.set(journal, known);
  const { names } = known;
  if (!names) return modelName;
  return (usage, rate) => {
    const name = modelName(usage, rate);
    return rate.status !== 'unpriced' || names.has(name) ? name : OTHER_MODELS;
  };
}

/** By journal, which stays the same while the logs do. */
const mostUsed = new WeakMap<Journal, { readonly names: ReadonlySet<string> | undefined }>();

/** Undefined where there are no more. */
function mostUsedIn(journal: Journal): ReadonlySet<string> | undefined {
  if (journal.terms.length <= MOST_NAMES) return undefined;
  const tokens = new Map<string, number>();
  for (const [model, used] of tokensByModel(journal.parts)) {
    // An unpriced model goes by the name in its log.
    const name = modelName({ terms: { model } }, UNPRICED);
    tokens.set(name, (tokens.get(name) ?? 0) + used);
  }
  if (tokens.size <= MOST_NAMES) return undefined;
  const ranked = [...tokens].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return new Set(ranked.slice(0, MOST_NAMES).map(([name]) => name));
}

const UNPRICED: Rate = { status: 'unpriced', lookedUp: '', why: 'not asked for' };
