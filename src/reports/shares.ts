/**
 * An even share of a tally: what one of several tools has in the responses that called them all. Every count is divided
 * within its rate; what does not divide goes to the first shares, one each, so the shares add up to the whole, to the
 * token and to the digit. Only responses are not divided: each share is of all of them.
 */

import { TOKEN_KINDS } from '../core/usage.ts';
import { type Bucket, Tally } from '../rollup/tally.ts';

/** The shares of these indices, counted from 0, of `ways`. */
export function shareOf(tally: Tally, ways: number, indices: readonly number[]): Tally {
  if (indices.length === ways) return tally;
  const below = (count: number) => indices.filter(index => index < count).length;
  const share = (count: number) => Math.floor(count / ways) * indices.length + below(count % ways);
  const part = new Tally();
  part.events = tally.events;
  part.records = tally.records;
  part.lowerBoundEvents = tally.lowerBoundEvents;
  part.reasoning = share(tally.reasoning);
  for (const [rate, whole] of tally.buckets) {
    const { logged } = whole;
    const [each, rest] = [logged / BigInt(ways), logged % BigInt(ways)];
    const bucket: Bucket = {
      ...whole,
      searches: share(whole.searches),
      logged: each * BigInt(indices.length) + BigInt(below(Number(rest))),
    };
    for (const kind of TOKEN_KINDS) {
      bucket[kind] = share(whole[kind]);
      part.tokens[kind] += bucket[kind];
    }
    part.webSearches += bucket.searches;
    part.buckets.set(rate, bucket);
  }
  return part;
}
