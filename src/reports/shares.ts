/**
 * An even share of a tally: what one of several tools has in the responses that called them all. Every count is divided
 * within its rate; what does not divide goes to the first shares, one each, so the shares add up to the whole, to the
 * token and to the digit. Only responses are not divided: each share is of all of them.
 */

import { TOKEN_KINDS } from '../core/usage.ts';
import { type Bucket, Tally } from '../rollup/tally.ts';

/** Share `index`, counted from 0, of `ways`. */
export function shareOf(tally: Tally, ways: number, index: number): Tally {
  if (ways === 1) return tally;
  const share = (count: number) => Math.floor(count / ways) + (index < count % ways ? 1 : 0);
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
      logged: each + (BigInt(index) < rest ? 1n : 0n),
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
