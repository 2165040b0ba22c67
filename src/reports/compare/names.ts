/**
 * Which of our models another tool means. Tools cut dates off, put routes in front, set 'fast' behind, or show
 * 'Opus 4.6'; ours are the names of the price list, or of the log where no list has the model.
 */
import type { PriceLookup } from '../../core/price.ts';
import { noTokens } from '../../core/usage.ts';

/** Gives our name for theirs; where none of ours is meant, the listed name or theirs as it is. */
export function lineUp(
  ours: readonly string[],
  prices: PriceLookup,
  nowMs: number,
): (theirs: string) => string {
  const exact = new Set(ours);
  const plain = new Map(ours.map(name => [plainName(name), name]));
  const listed = (model: string) =>
    prices.rate({ terms: { model }, atMs: nowMs, tokens: noTokens, quality: 'exact' }).origin?.model;
  const find = (name: string): string | undefined => {
    if (exact.has(name)) return name;
    const model = listed(name);
    return model !== undefined && exact.has(model) ? model : plain.get(plainName(name));
  };
  return theirs => find(theirs) ?? find(theirs.replace(/-fast$/, '')) ?? listed(theirs) ?? theirs;
}

/** 'Opus 4.6', 'claude-opus-4-6' and 'anthropic/claude-opus-4.6-20260205' are one. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-20\d{6}$/, '')
    .replace(/^claude-/, '');
}
