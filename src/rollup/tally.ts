/**
 * The sum of some events: of a day, a model, a project, of everything. Token counts are kept apart per rate and
 * multiplied once, when the cost is asked for, so the parts of any split always add up to the whole, to the digit.
 */

import { type Cost, type Money, usd } from '../core/money.ts';
import type { PriceLookup, Rate, Reach } from '../core/price.ts';
import { TOKEN_KINDS, type TokenKind, totalTokens, type UsageEvent } from '../core/usage.ts';
import type { Journal } from './journal.ts';
import type { Counted, Sorting, Totals } from './totals.ts';

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
    const bucket = this.bucket(rate);
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

  /** Adds one slot of many events' totals; costs that the logs state are not in them. */
  addTotals(totals: Totals, slot: number, bucket: Bucket): void {
    this.events += totals.events[slot]!;
    this.records += totals.records[slot]!;
    this.lowerBoundEvents += totals.lowerBounds[slot]!;
    this.reasoning += totals.reasoning[slot]!;
    this.webSearches += totals.webSearches[slot]!;
    bucket.events += totals.events[slot]!;
    bucket.searches += totals.webSearches[slot]!;
    const counts = {
      input: totals.input[slot]!,
      output: totals.output[slot]!,
      cacheRead: totals.cacheRead[slot]!,
      cacheWrite5m: totals.cacheWrite5m[slot]!,
      cacheWrite1h: totals.cacheWrite1h[slot]!,
      cacheWriteOther: totals.cacheWriteOther[slot]!,
    };
    addCounts(this.tokens, counts);
    addCounts(bucket, counts);
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

  bucket(rate: Rate): Bucket {
    const known = this.buckets.get(rate);
    if (known) return known;
    const fresh = emptyBucket();
    this.buckets.set(rate, fresh);
    return fresh;
  }
}

/**
 * Adds every event of a journal to the tally that `tallyOf` names, as `tally.add` would, but for all events at once:
 * hundreds of thousands of them fall into a few hundred buckets. `tallyOf` may look at an event's terms and rate, and
 * at its attribution as far as `by` says; where it looks at the time as well, `during` says how far around an instant its
 * answer is the same.
 */
export function tallyAll(
  journal: Journal,
  prices: PriceLookup,
  by: Sorting['by'],
  tallyOf: (event: Counted, rate: Rate) => Tally,
  during: (atMs: number) => { readonly fromMs: number; readonly toMs: number } = () => ALWAYS,
): void {
  const slots: { readonly tally: Tally; readonly bucket: Bucket }[] = [];
  const slotOf = new Map<Bucket, number>();
  const totals = journal.totals({
    by,
    stretchOf(event) {
      const { rate, fromMs, toMs, promptBelow } = prices.reach?.(event) ?? alone(prices.rate(event));
      const around = during(event.atMs);
      return {
        rate,
        fromMs: Math.max(around.fromMs, fromMs),
        toMs: Math.min(around.toMs, toMs),
        promptBelow,
      };
    },
    slotOf(event, rate) {
      const tally = tallyOf(event, rate);
      const bucket = tally.bucket(rate);
      if (event.loggedUsd !== undefined) bucket.logged += usd(event.loggedUsd);
      const known = slotOf.get(bucket);
      if (known !== undefined) return known;
      const slot = slots.push({ tally, bucket }) - 1;
      slotOf.set(bucket, slot);
      return slot;
    },
  });
  for (const [slot, { tally, bucket }] of slots.entries()) tally.addTotals(totals, slot, bucket);
}

const ALWAYS = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

function alone(rate: Rate): Reach {
  return { rate, fromMs: 0, toMs: 0, promptBelow: 0 };
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
export function eventUsd(
  event: Pick<UsageEvent, 'tokens' | 'webSearches' | 'loggedUsd'>,
  rate: Rate,
): Money | undefined {
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

/** Spelled out: a start does this thousands of times before anything is compiled, and names that are looked up cost it most. */
function addCounts(to: Record<TokenKind, number>, counts: Readonly<Record<TokenKind, number>>): void {
  to.input += counts.input;
  to.output += counts.output;
  to.cacheRead += counts.cacheRead;
  to.cacheWrite5m += counts.cacheWrite5m;
  to.cacheWrite1h += counts.cacheWrite1h;
  to.cacheWriteOther += counts.cacheWriteOther;
}

/** Nothing yet. Spelled out for the same reason. */
export function emptyBucket(): Bucket {
  return {
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    cacheWriteOther: 0,
    searches: 0,
    events: 0,
    logged: 0n,
  };
}
