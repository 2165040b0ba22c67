/** What a cost is made of: input, output, cache, and the rest. The parts add up to the whole, to the last digit. */
import type { Money } from '../core/money.ts';
import type { Tally } from '../rollup/tally.ts';

export interface CostByKind {
  readonly input: Money;
  readonly output: Money;
  /** Read from the cache and written to it. */
  readonly cache: Money;
  /** Web searches, and costs that a log states as one sum. */
  readonly other: Money;
}

export function costByKind(tally: Tally): CostByKind {
  let [input, output, cache, other] = [0n, 0n, 0n, 0n];
  for (const [rate, bucket] of tally.buckets) {
    if (rate.status === 'logged') other += bucket.logged;
    if (rate.status !== 'listed') continue;
    const { perToken } = rate;
    input += BigInt(bucket.input) * perToken.input;
    output += BigInt(bucket.output) * perToken.output;
    cache += BigInt(bucket.cacheRead) * perToken.cacheRead;
    cache += BigInt(bucket.cacheWrite5m) * perToken.cacheWrite5m;
    cache += BigInt(bucket.cacheWrite1h) * perToken.cacheWrite1h;
    cache += BigInt(bucket.cacheWriteOther) * perToken.cacheWriteOther;
    other += BigInt(bucket.searches) * rate.perSearch;
  }
  return { input, output, cache, other };
}

/** How much of the prompt was read from the cache, 0 to 1; undefined where there was no prompt. */
export function cacheReadShare({ tokens, cacheWrite }: Tally): number | undefined {
  const prompt = tokens.input + tokens.cacheRead + cacheWrite;
  return prompt === 0 ? undefined : tokens.cacheRead / prompt;
}
