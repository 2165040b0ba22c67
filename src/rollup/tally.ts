/**
 * The sum of some events: of a day, a model, a project, of everything. Token counts are kept apart per rate and
 * multiplied once, when the cost is computed, so the parts of any split always add up to the whole, to the digit.
 */

import { type Cost, type Money, usd } from '../core/money.ts';
import type { ListedRate, PriceLookup, Rate } from '../core/price.ts';
import {
  cacheWriteTokens,
  noTokens,
  type Quality,
  TOKEN_KINDS,
  type TokenKind,
  totalTokens,
  type UsageEvent,
} from '../core/usage.ts';
import type { CellSum } from './cells.ts';

/** Integer counts billed at one rate. */
export interface Bucket extends Record<TokenKind, number> {
  searches: number;
  events: number;
  /** What the logs themselves say these cost, where they say so. */
  logged: Money;
}

export class Tally {
  events = 0;
  /** Log records that the events were folded from. */
  records = 0;
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
    this.records += event.records;
    if (event.quality === 'lower bound') this.lowerBoundEvents += 1;
    this.reasoning += event.reasoning;
    this.webSearches += event.webSearches;
    const bucket = this.bucket(firstRate(rate));
    bucket.events += 1;
    bucket.searches += event.webSearches;
    if (event.loggedUsd !== undefined) bucket.logged += usd(event.loggedUsd);
    const { tokens } = event;
    for (const kind of TOKEN_KINDS) {
      const count = tokens[kind];
      if (count === 0) continue;
      this.tokens[kind] += count;
      bucket[kind] += count;
    }
    this.addParts(rate, 1);
  }

  /** Moves the counts of so many responses from the first rate to those of their other parts. */
  private addParts(rate: Rate, events: number): void {
    if (rate.status !== 'listed' || !rate.parts) return;
    const [first, ...others] = rate.parts;
    const bucket = this.bucket(first!.rate);
    for (const { rate, tokens } of others) {
      const other = this.bucket(rate);
      for (const kind of TOKEN_KINDS) {
        bucket[kind] -= events * tokens[kind];
        other[kind] += events * tokens[kind];
      }
    }
  }

  /** Adds another sum to this one. */
  absorb(other: Tally): void {
    this.events += other.events;
    this.records += other.records;
    this.lowerBoundEvents += other.lowerBoundEvents;
    this.reasoning += other.reasoning;
    this.webSearches += other.webSearches;
    addCounts(this.tokens, other.tokens);
    for (const [rate, counts] of other.buckets) {
      const bucket = this.bucket(rate);
      bucket.events += counts.events;
      bucket.searches += counts.searches;
      bucket.logged += counts.logged;
      addCounts(bucket, counts);
    }
  }

  /** Adds cells: so many of each count, all of one quality and at one rate. */
  addCells(
    counts: Readonly<Record<CellSum, number>>,
    rate: Rate,
    { quality, logged }: { readonly quality: Quality; readonly logged: Money },
  ): void {
    this.events += counts.events;
    this.records += counts.records;
    if (quality === 'lower bound') this.lowerBoundEvents += counts.events;
    this.reasoning += counts.reasoning;
    this.webSearches += counts.webSearches;
    const bucket = this.bucket(firstRate(rate));
    bucket.events += counts.events;
    bucket.searches += counts.webSearches;
    bucket.logged += logged;
    addCounts(this.tokens, counts);
    addCounts(bucket, counts);
    this.addParts(rate, counts.events);
  }

  get total(): number {
    return totalTokens(this.tokens);
  }

  get cacheWrite(): number {
    return cacheWriteTokens(this.tokens);
  }

  /** All of it is stated to cost nothing, as a model on one's own machine does. */
  get isFree(): boolean {
    for (const [{ status }, { events }] of this.buckets) if (events > 0 && status !== 'free') return false;
    return this.events > 0;
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

  bucket(rate: Rate): Bucket {
    const known = this.buckets.get(rate);
    if (known) return known;
    const fresh = emptyBucket();
    this.buckets.set(rate, fresh);
    return fresh;
  }
}

/** What a bucket costs at a listed rate. */
export function bucketUsd(rate: ListedRate, bucket: Readonly<Record<TokenKind | 'searches', number>>): Money {
  let sum = BigInt(bucket.searches) * rate.perSearch;
  for (const kind of TOKEN_KINDS) sum += BigInt(bucket[kind]) * rate.perToken[kind];
  return sum;
}

/** The counts of one event by their rates. */
export function partsOf(
  event: Pick<UsageEvent, 'tokens' | 'webSearches'>,
  rate: ListedRate,
): readonly {
  readonly rate: ListedRate;
  readonly counts: Readonly<Record<TokenKind | 'searches', number>>;
}[] {
  if (!rate.parts) return [{ rate, counts: { ...event.tokens, searches: event.webSearches } }];
  return rate.parts.map((part, i) => {
    return { rate: part.rate, counts: { ...part.tokens, searches: i === 0 ? event.webSearches : 0 } };
  });
}

/** The rate that the searches of a response, and its first part, are billed at. */
function firstRate(rate: Rate): Rate {
  return (rate.status === 'listed' && rate.parts?.[0]?.rate) || rate;
}

/** What one event costs; undefined where it is not known. */
export function eventUsd(
  event: Pick<UsageEvent, 'tokens' | 'webSearches' | 'loggedUsd'>,
  rate: Rate,
): Money | undefined {
  switch (rate.status) {
    case 'listed':
      return partsOf(event, rate).reduce((sum, part) => sum + bucketUsd(part.rate, part.counts), 0n);
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
  return { ...noTokens };
}

function addCounts(to: Record<TokenKind, number>, counts: Readonly<Record<TokenKind, number>>): void {
  // By index, as in `sumOf` of core/usage.
  for (let i = 0; i < TOKEN_KINDS.length; i++) {
    const kind = TOKEN_KINDS[i]!;
    to[kind] += counts[kind];
  }
}

export function emptyBucket(): Bucket {
  return { ...noTokens, searches: 0, events: 0, logged: 0n };
}
