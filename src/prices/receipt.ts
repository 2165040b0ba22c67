/** How an amount came about, written as the sum one could do by hand. */
import { grouped } from '../core/format.ts';
import { decimal } from '../core/money.ts';
import type { ListedRate, Rate } from '../core/price.ts';
import { TOKEN_KINDS, type TokenKind } from '../core/usage.ts';
import { type Bucket, bucketUsd } from '../rollup/tally.ts';

const KIND_WORDS: Record<TokenKind, string> = {
  input: 'input',
  output: 'output',
  cacheRead: 'cache read',
  cacheWrite5m: '5m write',
  cacheWrite1h: '1h write',
  cacheWriteOther: 'cache write',
};

/**
 * One line for all buckets:
 * `(1,000 input x 5 + 1,000 output x 25) / 1,000,000 x 2 x 1.1 + 2 searches x 0.01 = 0.086000`
 */
export function arithmetic(buckets: ReadonlyMap<Rate, Bucket>): string {
  const terms: string[] = [];
  let total = 0n;
  for (const [rate, bucket] of buckets) {
    if (rate.status !== 'listed') continue;
    for (const each of termsOf(rate, bucket)) terms.push(each);
    total += bucketUsd(rate, bucket);
  }
  return `${terms.join(' + ') || '0'} = ${decimal(total)}`;
}

function termsOf(rate: ListedRate, bucket: Bucket): string[] {
  const products = TOKEN_KINDS.filter(kind => bucket[kind] > 0).map(
    kind => `${grouped(bucket[kind])} ${KIND_WORDS[kind]} x ${rate.published[kind]}`,
  );
  const factors = rate.steps.flatMap(({ factor }) => (factor === undefined ? [] : [` x ${factor}`])).join('');
  const terms = products.length > 0 ? [`(${products.join(' + ')}) / 1,000,000${factors}`] : [];
  if (bucket.searches > 0) terms.push(`${grouped(bucket.searches)} searches x ${decimal(rate.perSearch, 0)}`);
  return terms;
}
