/**
 * The sum of some events: of a day, a model, a project, of everything. Token counts are kept apart per rate and
 * multiplied once, when the cost is asked for, so the parts of any split always add up to the whole, to the digit.
 */
import { type Money, usd } from './money.ts';
import type { PriceLookup, Rate } from './price.ts';
import { TOKEN_KINDS, type TokenKind, totalTokens, type UsageEvent } from './usage.ts';

/** Integer counts billed at one rate. */
export interface Bucket extends Record<TokenKind, number> {
  searches: number;
  events: number;
  /** What the logs themselves say these cost, where they say so. */
  logged: Money;
}

/** An amount with what is not in it. A reader shows `usd` bare only when nothing is missing. */
export interface Cost {
  readonly usd: Money;
  /** Tokens of models without a price: the true cost is higher. */
  readonly unpricedTokens: number;
  readonly unpricedEvents: number;
  /** Events whose log lacks the final counts: the true cost is higher. */
  readonly lowerBoundEvents: number;
}

export class Tally {
  events = 0;
  lowerBoundEvents = 0;
  reasoning = 0;
  webSearches = 0;
  readonly tokens: Record<TokenKind, number> = emptyCounts();
  readonly buckets = new Map<Rate, Bucket>();

  static of(events: Iterable<UsageEvent>, prices: PriceLookup): Tally {
    const tally = new Tally();
    for (const event of events) tally.add(event, prices.rate(event));
    return tally;
  }

  add(event: UsageEvent, rate: Rate): void {
    this.events += 1;
    if (event.quality === 'lower bound') this.lowerBoundEvents += 1;
    this.reasoning += event.reasoning;
    this.webSearches += event.webSearches;
    const bucket = this.bucket(rate);
    bucket.events += 1;
    bucket.searches += event.webSearches;
    if (event.loggedUsd !== undefined) bucket.logged += usd(event.loggedUsd);
    for (const kind of TOKEN_KINDS) {
      const count = event.tokens[kind];
      if (count === 0) continue;
      this.tokens[kind] += count;
      bucket[kind] += count;
    }
  }

  /** Adds another sum to this one. */
  absorb(other: Tally): void {
    this.events += other.events;
    this.lowerBoundEvents += other.lowerBoundEvents;
    this.reasoning += other.reasoning;
    this.webSearches += other.webSearches;
    for (const kind of TOKEN_KINDS) this.tokens[kind] += other.tokens[kind];
    for (const [rate, counts] of other.buckets) {
      const bucket = this.bucket(rate);
      bucket.events += counts.events;
      bucket.searches += counts.searches;
      bucket.logged += counts.logged;
      for (const kind of TOKEN_KINDS) bucket[kind] += counts[kind];
    }
  }

  get total(): number {
    return totalTokens(this.tokens);
  }

  get cacheWrite(): number {
    return this.tokens.cacheWrite5m + this.tokens.cacheWrite1h + this.tokens.cacheWriteOther;
  }

  cost(): Cost {
    let sum = 0n;
    let unpricedTokens = 0;
    let unpricedEvents = 0;
    for (const [rate, bucket] of this.buckets) {
      if (rate.status === 'listed') sum += bucketUsd(rate, bucket);
      else if (rate.status === 'logged') sum += bucket.logged;
      else if (rate.status === 'unpriced') {
        unpricedTokens += totalTokens(bucket);
        unpricedEvents += bucket.events;
      }
    }
    return { usd: sum, unpricedTokens, unpricedEvents, lowerBoundEvents: this.lowerBoundEvents };
  }

  private bucket(rate: Rate): Bucket {
    const known = this.buckets.get(rate);
    if (known) return known;
    const fresh = { ...emptyCounts(), searches: 0, events: 0, logged: 0n };
    this.buckets.set(rate, fresh);
    return fresh;
  }
}

/** What a bucket costs at a listed rate. */
export function bucketUsd(
  rate: Extract<Rate, { status: 'listed' }>,
  bucket: Readonly<Record<TokenKind | 'searches', number>>,
): Money {
  let sum = BigInt(bucket.searches) * rate.perSearch;
  for (const kind of TOKEN_KINDS) sum += BigInt(bucket[kind]) * rate.perToken[kind];
  return sum;
}

/** What one event costs; undefined where nobody knows. */
export function eventUsd(event: UsageEvent, rate: Rate): Money | undefined {
  switch (rate.status) {
    case 'listed':
      return bucketUsd(rate, { ...event.tokens, searches: event.webSearches });
    case 'logged':
      return event.loggedUsd === undefined ? undefined : usd(event.loggedUsd);
    case 'unpriced':
      return undefined;
    case 'free':
    case 'excluded':
      return 0n;
    default:
      return rate satisfies never;
  }
}

function emptyCounts(): Record<TokenKind, number> {
  return { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, cacheWriteOther: 0 };
}
