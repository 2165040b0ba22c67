/**
 * What one token costs at a row of a table, for a request made in certain words.
 *
 * The row's length tier comes first (the whole request moves to other published rates), then the multipliers for
 * speed, service tier and geography, one after the other, on every kind of token. Fees per call are not multiplied.
 * A word that has no published price leaves the standard rate, and says so.
 */
import { grouped } from '../core/format.ts';
import { decimal, type Money, usd } from '../core/money.ts';
import type { ListedRate, PriceOrigin, Rate, RateStep, UnlistedRate } from '../core/price.ts';
import { TOKEN_KINDS, type TokenKind } from '../core/usage.ts';
import { dayMs, type Listing } from './book.ts';
import { peakText } from './peak.ts';
import type { FreePrice, ListPrice, PeakHours, Price, Rates } from './row.ts';

/** What a request says that may move its price, each as logged. */
export interface Words {
  readonly speed?: string;
  readonly tier?: string;
  readonly geo?: string;
  /** True where `geo` is the user's setting and not the log's. */
  readonly isOwnGeo?: boolean;
  /** The regional endpoint named by the model id. */
  readonly region?: string;
  /** The reseller that it was used through. */
  readonly via?: string;
}

/** The rates of one row: which one holds depends on the length of the prompt. */
export interface RowRates {
  readonly standard: Rate;
  readonly long?: {
    readonly prompt: number;
    readonly isInclusive: boolean;
    readonly rate: Rate;
    /** For a sum of several requests: standard, with a caveat, as none of them may have been so long. */
    readonly unjudged: Rate;
  };
  /** At the peak hours of the row. */
  readonly peak?: { readonly hours: PeakHours; readonly rate: Rate };
}

/** Words for an ordinary request. */
const PLAIN = new Set(['', 'standard', 'default', 'auto', 'global', 'not_available']);

/** The rates of a row for these words, as of `nowMs` (which only decides whether the row needs a review). */
export function ratesAt(listing: Listing, price: Price, words: Words, nowMs?: number): RowRates {
  if ('free' in price) return { standard: freeRate(listing, price) };
  const { vendor } = listing;
  const multipliers = stepsFor(listing, price, words);
  const caveats = [...rowCaveats(price, nowMs), ...multipliers.caveats];
  if (words.via) caveats.push(`used through ${words.via}, which may bill otherwise than ${vendor.id}'s list`);

  const rateOf = (rates: Rates, steps: readonly RateStep[], more: readonly string[]): ListedRate => ({
    status: 'listed',
    origin: originOf(listing, price),
    perToken: mapKinds(rates, number => perToken(number, multipliers.steps)),
    perSearch: usd(vendor.perSearch ?? 0),
    published: mapKinds(rates, number => decimal(usd(number), 0)),
    steps,
    caveats: more,
  });

  const standard = rateOf(price.usd, multipliers.steps, caveats);
  const peak = price.peak && {
    hours: price.peak,
    rate: rateOf(
      price.peak.usd,
      [
        { name: 'peak hours', why: `the vendor bills ${peakText(price.peak)} at its peak rates` },
        ...multipliers.steps,
      ],
      caveats,
    ),
  };
  const { above } = price;
  if (!above) return { standard, peak };
  const longer: RateStep = {
    name: `prompt ${above.inclusive ? 'of at least' : 'above'} ${grouped(above.prompt)} tokens`,
    why: 'the vendor bills the whole request at its long-prompt rates',
  };
  const unjudged = `a sum of several requests: whether one had a ${longer.name}, and cost more, is not known`;
  return {
    standard,
    peak,
    long: {
      prompt: above.prompt,
      isInclusive: above.inclusive ?? false,
      rate: rateOf(
        above.usd,
        [longer, ...multipliers.steps],
        price.longCaveat ? [...caveats, price.longCaveat] : caveats,
      ),
      unjudged: rateOf(price.usd, multipliers.steps, [...caveats, unjudged]),
    },
  };
}

function freeRate(listing: Listing, price: FreePrice): UnlistedRate {
  return {
    status: 'free',
    origin: originOf(listing, price),
    lookedUp: listing.model,
    why: `stated to be free: ${price.from}`,
  };
}

/**
 * The rate at which each kind is billed. A kind without a published rate takes the vendor's other write rate where
 * there is one, else the input rate: a missing rate is never 0.
 */
export function billedRates(rates: Rates): Record<TokenKind, number> {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h, cacheWriteOther } = rates;
  return {
    input,
    output,
    cacheRead: cacheRead ?? input,
    cacheWrite5m: cacheWrite5m ?? cacheWriteOther ?? input,
    cacheWrite1h: cacheWrite1h ?? cacheWriteOther ?? cacheWrite5m ?? input,
    cacheWriteOther: cacheWriteOther ?? cacheWrite5m ?? input,
  };
}

export function originOf(listing: Listing, price: Price): PriceOrigin {
  const next = listing.prices[listing.prices.indexOf(price) + 1];
  return {
    model: listing.model,
    vendor: listing.vendor.id,
    since: price.since,
    until: next?.since ?? price.until,
    source: price.from,
    table: listing.table,
    reviewBy: price.reviewBy,
  };
}

/** The multipliers for these words: a row's own, else its vendor's. Two words for one multiplier count once. */
function stepsFor(
  listing: Listing,
  price: ListPrice,
  words: Words,
): { steps: RateStep[]; caveats: string[] } {
  const { vendor, model } = listing;
  const steps = new Map<string, RateStep>();
  const caveats: string[] = [];
  const said: readonly (readonly [word: string | undefined, why: string])[] = [
    [words.speed, 'the speed it was answered at'],
    [words.tier, 'the service tier it was billed at'],
    [words.geo, words.isOwnGeo ? 'the geography of your workspace' : 'where the inference was kept'],
    [words.region && 'regional', `the id names the regional endpoint '${words.region}'`],
  ];
  for (const [logged, why] of said) {
    const word = logged?.trim().toLowerCase() ?? '';
    if (PLAIN.has(word)) continue;
    const name = own(vendor.says, word) ?? word;
    const times = own(price.times, name) ?? own(vendor.times, name);
    if (times === undefined)
      caveats.push(`no price of '${word}' is published for ${model}: billed here as standard`);
    else if (times !== 1) steps.set(name, { name: word, factor: String(times), why });
  }
  return { steps: [...steps.values()], caveats };
}

/** A log may use any word, even one that every object has a property of ('constructor'). */
function own<T>(record: Readonly<Record<string, T>> | undefined, word: string): T | undefined {
  return record && Object.hasOwn(record, word) ? record[word] : undefined;
}

function rowCaveats(price: ListPrice, nowMs: number | undefined): string[] {
  const caveats: string[] = [];
  if (price.caveat) caveats.push(price.caveat);
  else if (price.confidence === 'low') caveats.push('this price was seen in one place only');
  if (price.scheduled) caveats.push('this price was announced in advance and may have been withdrawn');
  if (isPastReview(price, nowMs)) caveats.push(`this price was to be read again by ${price.reviewBy}`);
  return caveats;
}

/** The review day itself still counts as in time. */
export function isPastReview(price: Price, nowMs: number | undefined): boolean {
  if (price.reviewBy === undefined || nowMs === undefined) return false;
  return nowMs >= dayMs(price.reviewBy) + 86_400_000;
}

function mapKinds<T>(rates: Rates, to: (usdPerMtok: number) => T): Record<TokenKind, T> {
  const billed = billedRates(rates);
  return Object.fromEntries(TOKEN_KINDS.map(kind => [kind, to(billed[kind])])) as Record<TokenKind, T>;
}

/**
 * Exact for every price of up to six decimals under multipliers of up to six decimals together, which is what tables
 * are held to. Anything finer is rounded at 10^-18 USD.
 */
function perToken(usdPerMtok: number, steps: readonly RateStep[]): Money {
  let price = usd(usdPerMtok);
  let divisor = 10n ** 6n;
  for (const { factor } of steps) {
    price *= usd(factor ?? 1);
    divisor *= usd(1);
  }
  return (price + divisor / 2n) / divisor;
}
