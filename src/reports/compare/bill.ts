/**
 * Charges as sums that can be priced by any rule: whole counts per quarter of an hour and per way of being billed.
 * Rules of price only look at what `Line` keeps.
 */
import type { Day } from '../../core/calendar.ts';
import { getOrInsert } from '../../core/group.ts';
import { type Money, usd } from '../../core/money.ts';
import type { PriceLookup, Rate, Request } from '../../core/price.ts';
import { modelName } from '../../core/scope.ts';
import { noTokens, promptTokens, TOKEN_KINDS, type TokenKind } from '../../core/usage.ts';
import { peerTokens } from './peer.ts';
import { type Clock, Quarters, quarterOf, quarterStart } from './quarters.ts';
import type { Charge } from './records.ts';

/** Requests that are billed alike, today and on their day. */
export interface Line {
  readonly model: string;
  /** One of them: all of them get its rate. */
  readonly sample: Request;
  readonly rate: Rate;
  /** Tokens above which the prompt counts as long, where it was long. */
  readonly limit: number | undefined;
}

export type Counts = Record<TokenKind | 'searches', number>;

/** The sum of some charges of one line. */
export interface Lot {
  readonly line: Line;
  readonly counts: Counts;
  /** Of long prompts: the part above the limit, request by request and kind by kind. */
  readonly excess: Counts | undefined;
  /** What the logs say these cost. */
  logged: Money;
}

export class Bill {
  private readonly lines = new Map<string, Line>();
  private readonly quarters = new Map<number, Map<Line, Lot>>();
  private readonly limits = new Map<Rate, number>();
  private readonly rateIds = new Map<Rate, number>();
  private readonly prices: PriceLookup;
  private readonly nowMs: number;

  constructor(charges: Iterable<Charge>, prices: PriceLookup, nowMs: number) {
    this.prices = prices;
    this.nowMs = nowMs;
    for (const charge of charges) this.add(charge);
  }

  /** The lots of each day, of those quarters of an hour that `isIn` says yes to. */
  days(clock: Clock, isIn: (atMs: number) => boolean): ReadonlyMap<Day, readonly Lot[]> {
    const days = new Map<Day, Map<Line, Lot>>();
    for (const [quarter, lots] of this.quarters) {
      const atMs = quarterStart(quarter);
      if (!isIn(atMs)) continue;
      const day = getOrInsert(days, clock.day(atMs), () => new Map<Line, Lot>());
      for (const [line, lot] of lots)
        pour(
          lot,
          getOrInsert(day, line, () => emptyLot(line)),
        );
    }
    return new Map([...days].map(([day, lots]) => [day, [...lots.values()]]));
  }

  /** All of it, priced. */
  priced(price: (lot: Lot) => Money): Quarters {
    const priced = new Quarters();
    for (const [quarter, lots] of this.quarters) {
      for (const [line, lot] of lots) priced.add(quarter, line.model, peerTokens(lot.counts), price(lot));
    }
    return priced;
  }

  private add(charge: Charge): void {
    const line = this.lineOf(charge);
    const lots = getOrInsert(this.quarters, quarterOf(charge.atMs), () => new Map<Line, Lot>());
    const lot = getOrInsert(lots, line, () => emptyLot(line));
    for (const kind of TOKEN_KINDS) {
      lot.counts[kind] += charge.tokens[kind];
      if (lot.excess) lot.excess[kind] += Math.max(0, charge.tokens[kind] - (line.limit ?? 0));
    }
    lot.counts.searches += charge.webSearches;
    if (charge.loggedUsd !== undefined) lot.logged += usd(charge.loggedUsd);
  }

  private lineOf(charge: Charge): Line {
    const rate = this.prices.rate(charge);
    const today = this.prices.rate({ ...charge, atMs: this.nowMs });
    const { provider, model, speed, tier, geo } = charge.terms;
    const hasLogged = charge.loggedUsd !== undefined;
    const name = [this.rateId(rate), this.rateId(today), hasLogged, provider, model, speed, tier, geo];
    return getOrInsert(this.lines, name.join('\0'), () => ({
      model: modelName(charge, rate),
      sample: charge,
      rate,
      limit: this.limitOf(rate, charge),
    }));
  }

  private rateId(rate: Rate): number {
    return getOrInsert(this.rateIds, rate, () => this.rateIds.size);
  }

  private limitOf(rate: Rate, request: Request): number | undefined {
    // A length band is the one step that does not multiply.
    if (rate.status !== 'listed' || rate.steps.every(step => step.factor !== undefined)) return undefined;
    return getOrInsert(this.limits, rate, () => longestShort(this.prices, request));
  }
}

/** The most tokens a prompt may have and still be billed as short: found by asking. */
function longestShort(prices: PriceLookup, request: Request): number {
  const at = (input: number) => prices.rate({ ...request, tokens: { ...noTokens, input } });
  const short = at(0);
  let low = 0;
  let high = promptTokens(request.tokens);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle) === short) low = middle;
    else high = middle;
  }
  return low;
}

function emptyLot(line: Line): Lot {
  const excess = line.limit === undefined ? undefined : emptyCounts();
  return { line, counts: emptyCounts(), excess, logged: 0n };
}

function emptyCounts(): Counts {
  return { ...noTokens, searches: 0 };
}

function pour(from: Lot, into: Lot): void {
  for (const kind of TOKEN_KINDS) {
    into.counts[kind] += from.counts[kind];
    if (into.excess) into.excess[kind] += from.excess?.[kind] ?? 0;
  }
  into.counts.searches += from.counts.searches;
  into.logged += from.logged;
}
