/**
 * Which of several records gives the counts of a response: a finished one before an unfinished, then the most complete. The rest
 * of the order only makes it total, so that the winner does not depend on the order of records or files. The winner is
 * taken whole: counts of different records never add up to something that no log states.
 */
import { QUALITIES, type Reading, type Terms, totalTokens } from '../core/usage.ts';
import { termsText } from './interned.ts';

/** What a record claims of its response. */
export type Claim = Pick<Reading, 'quality' | 'tokens' | 'reasoning' | 'webSearches' | 'loggedUsd' | 'terms'>;

/** Below 0 where `a` is before `b`, above where it is behind, 0 where both say the same. */
export function byPrecedence(a: Claim, b: Claim): number {
  return (
    QUALITIES.indexOf(a.quality) - QUALITIES.indexOf(b.quality) ||
    b.tokens.output - a.tokens.output ||
    totalTokens(b.tokens) - totalTokens(a.tokens) ||
    b.tokens.cacheRead - a.tokens.cacheRead ||
    b.tokens.cacheWrite1h - a.tokens.cacheWrite1h ||
    b.tokens.cacheWriteOther - a.tokens.cacheWriteOther ||
    b.tokens.cacheWrite5m - a.tokens.cacheWrite5m ||
    (b.reasoning ?? 0) - (a.reasoning ?? 0) ||
    (b.webSearches ?? 0) - (a.webSearches ?? 0) ||
    (b.loggedUsd ?? -1) - (a.loggedUsd ?? -1) ||
    byTerms(a.terms, b.terms)
  );
}

/** The end of the order, where the counts are the same. */
export function byTerms(a: Terms, b: Terms): number {
  if (a === b) return 0;
  const [first, second] = [termsText(a), termsText(b)];
  return first! < second! ? -1 : first! > second! ? 1 : 0;
}
