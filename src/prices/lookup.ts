/**
 * Prices for whole journals: hundreds of thousands of requests, made in a few dozen different terms.
 *
 * For each terms object the id is resolved and every row priced once; a request then only picks the row of its day
 * and the tier of its prompt. Equal rates are one object however they were reached, because sums are kept per rate.
 * Nothing here goes stale: a lookup answers from the tables it was made with, and new tables make a new lookup.
 */
import type { PriceEntry, PriceLookup, Rate, RateSpan, Request, Resolution } from '../core/price.ts';
import { noTokens, promptTokens, type Terms } from '../core/usage.ts';
import { earlierRows, type Found, lookUp, type PriceLayer, startMs, startOf } from './book.ts';
import { entriesOf } from './entries.ts';
import { isLong, rateOfRequests } from './length-tier.ts';
import { localServer, unknownServer } from './local.ts';
import { type ModelId, readModelId, resellerNamed, SYNTHETIC } from './model-id.ts';
import { peakAt } from './peak.ts';
import { type RowRates, ratesAt, type Words } from './rate.ts';

export interface PriceOptions {
  /** Tables, the one with the last word first. */
  readonly tables: readonly PriceLayer[];
  /** A package's table, for models that none of the others have (see `genai.ts`). */
  readonly fallback?: PriceLayer;
  /** The user's own names for models: 'my-deployment' -> 'claude-opus-5'. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Where the user's Anthropic workspace keeps inference, for logs that do not say: 'us' or 'global'. */
  readonly workspaceGeo?: string;
  /** Price everything as of this moment instead of its own (UTC ms). */
  readonly asOf?: number;
  /** Today (UTC ms): decides only what is marked as old or due for a review. */
  readonly now?: number;
}

export interface Prices extends PriceLookup {
  /** How a logged id is resolved and what it costs at `atMs`, at plain terms. */
  resolve(model: string, provider: string | undefined, atMs: number): Resolution;
  /** The shortest prompts, tokens, that are billed at other rates than shorter ones, for requests in these terms. */
  lengths(terms: Terms): readonly number[];
  /** Looks up what the price of each of these terms will be taken from, in pieces: for a log that names very many models. */
  learning(terms: Iterable<Terms>): Generator<void, void>;
  /** Every dated row of every table; those of a model that a higher table has are left out. */
  entries(): readonly PriceEntry[];
}

/** One rate for all ids without a price: a log may have any number of them, and sums are kept per rate. */
const NOT_FOUND: Rate = { status: 'unpriced', lookedUp: '', why: 'No price found for this id' };

/** A row from the moment it holds. */
interface Span {
  readonly fromMs: number;
  readonly rates: RowRates;
}

const NOWHERE: readonly Span[] = [{ fromMs: Number.NEGATIVE_INFINITY, rates: { standard: NOT_FOUND } }];

/** Some milliseconds' worth. */
const LEARNT_AT_ONCE = 256;

export function pricesFrom(options: PriceOptions): Prices {
  const interned = new Map<string, Rate>();
  const byTerms = new WeakMap<Terms, readonly Span[]>();
  const byWords = new Map<string, readonly Span[]>();

  function intern(rate: Rate): Rate {
    const key = JSON.stringify(rate, (_, value) => (typeof value === 'bigint' ? String(value) : value));
    const known = interned.get(key) ?? rate;
    interned.set(key, known);
    return known;
  }

  function rate(request: Request): Rate {
    const atMs = options.asOf ?? request.atMs;
    return reported(rateAmong(spanAt(spansOf(request.terms), atMs).rates, request, atMs), request);
  }

  function rateAmong(rates: RowRates, request: Request, atMs: number): Rate {
    const found = rateIn(rates, request, atMs);
    const { requests } = request.terms;
    if (!requests || !rates.long || found !== rates.long.rate) return found;
    const each = rateOfRequests(rates.standard, rates.long, requests);
    return each.status === 'listed' && each.parts ? intern(each) : each;
  }

  /** What the provider itself reported is used where no price is listed. */
  function reported(rate: Rate, { terms, loggedUsd }: Request): Rate {
    if (rate.status !== 'unpriced' || terms.costBy !== 'provider' || loggedUsd === undefined) return rate;
    const why = 'no price is listed; the cost is the one that the provider reported';
    return intern({ status: 'logged', lookedUp: rate.lookedUp, why, isReported: true });
  }

  function rateSpan(request: Request): RateSpan {
    const spans = spansOf(request.terms);
    const span = spanAt(spans, options.asOf ?? request.atMs);
    const found = rateAmong(span.rates, request, options.asOf ?? request.atMs);
    const { standard, long, peak } = span.rates;
    const isAlways = options.asOf !== undefined;
    const endMs = spans[spans.indexOf(span) + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    const hours = peak && peakAt(peak.hours, request.atMs);
    return {
      rate: reported(found, request),
      fromMs: isAlways ? Number.NEGATIVE_INFINITY : Math.max(span.fromMs, hours?.fromMs ?? span.fromMs),
      toMs: isAlways ? Number.POSITIVE_INFINITY : Math.min(endMs, hours?.toMs ?? endMs),
      // Long prompts are judged one by one.
      promptBelow: !long ? Number.POSITIVE_INFINITY : found === standard ? long.prompt : 0,
    };
  }

  let last: { readonly terms: Terms; readonly spans: readonly Span[] } | undefined;

  function spansOf(terms: Terms): readonly Span[] {
    // Neighbouring requests mostly share one object.
    if (last?.terms !== terms) last = { terms, spans: byTerms.get(terms) ?? spansBy(terms) };
    return last.spans;
  }

  function spansBy(terms: Terms): readonly Span[] {
    const key = JSON.stringify([
      terms.model,
      terms.provider,
      terms.speed,
      terms.tier,
      terms.geo,
      terms.costBy,
    ]);
    const spans = byWords.get(key) ?? learn(terms);
    byWords.set(key, spans);
    byTerms.set(terms, spans);
    return spans;
  }

  function learn(terms: Terms): readonly Span[] {
    const id = idOf(terms.model, options.aliases);
    const lookedUp = id.spellings[0]?.id ?? '';
    const always = (rate: Rate): readonly Span[] => [
      { fromMs: Number.NEGATIVE_INFINITY, rates: { standard: intern(rate) } },
    ];
    if (lookedUp === SYNTHETIC)
      return always({ status: 'excluded', lookedUp, why: 'made up by the tool itself: no model was called' });
    if (lookedUp === '') return always({ status: 'unpriced', lookedUp, why: 'the log names no model' });
    if (id.isFree) return always({ status: 'free', lookedUp, why: "the id ends in ':free'" });
    const server = localServer(terms.provider);
    if (server)
      return always({ status: 'free', lookedUp, why: `answered by ${server} on a machine of yours` });
    const found = lookUp(options.tables, options.fallback, id, terms.provider);
    const other = unknownServer(terms.provider, options.tables);
    if (other)
      return always({ status: 'unpriced', lookedUp, why: `${other} is a server whose prices are not known` });
    if (!found) return NOWHERE;

    const { listing } = found;
    const words = wordsOf(terms, id, found, options.workspaceGeo);
    const earlier = earlierRows(options.tables, options.fallback, found, terms.provider);
    const spans = earlier.map(({ listing: below, price, fromMs }) => ({
      fromMs,
      rates: internAll(ratesAt(below, price, words, options.now)),
    }));
    listing.prices.forEach((price, index) => {
      const isStretched = index > 0 || earlier.length === 0;
      const fromMs = isStretched ? startOf(listing.prices, index) : startMs(price.since!);
      spans.push({ fromMs, rates: internAll(ratesAt(listing, price, words, options.now)) });
      const nextMs = listing.prices[index + 1]
        ? startOf(listing.prices, index + 1)
        : Number.POSITIVE_INFINITY;
      if (price.until !== undefined && startMs(price.until) < nextMs)
        spans.push({
          fromMs: startMs(price.until),
          rates: { standard: intern(ended(lookedUp, price.until)) },
        });
    });
    return spans;
  }

  function internAll({ standard, long, peak }: RowRates): RowRates {
    return {
      standard: intern(standard),
      peak: peak && { ...peak, rate: intern(peak.rate) },
      long: long && { ...long, rate: intern(long.rate), unjudged: intern(long.unjudged) },
    };
  }

  function resolve(model: string, provider: string | undefined, atMs: number): Resolution {
    const id = idOf(model, options.aliases);
    const resolved = rate({
      terms: { model, provider },
      atMs,
      tokens: noTokens,
      quality: 'exact',
    });
    const found = lookUp(options.tables, options.fallback, id, provider);
    const lookedUp = id.spellings[0]?.id ?? '';
    const rated = resolved === NOT_FOUND ? { ...NOT_FOUND, lookedUp } : resolved;
    return { asked: model, steps: stepsOf(model, id, found, rated), rate: rated };
  }

  function lengths(terms: Terms): readonly number[] {
    return spansOf(terms).flatMap(({ rates: { long } }) =>
      long ? long.prompt + (long.isInclusive ? 0 : 1) : [],
    );
  }

  function* learning(all: Iterable<Terms>): Generator<void, void> {
    let count = 0;
    for (const terms of all) {
      spansOf(terms);
      count += 1;
      if (count % LEARNT_AT_ONCE === 0) yield;
    }
  }

  return {
    rate,
    rateSpan,
    resolve,
    lengths,
    learning,
    entries: () => entriesOf(options.tables, options.now),
  };
}

function ended(lookedUp: string, until: string): Rate {
  return { status: 'unpriced', lookedUp, why: `its last known price ended on ${until}` };
}

function rateIn({ standard, long, peak }: RowRates, request: Request, atMs: number): Rate {
  if (peak && peakAt(peak.hours, atMs).isPeak) return peak.rate;
  if (!long || !isLong(promptTokens(request.tokens), long)) return standard;
  return request.quality === 'session total' ? long.unjudged : long.rate;
}

function spanAt(spans: readonly Span[], atMs: number): Span {
  let index = spans.length - 1;
  while (index > 0 && atMs < spans[index]!.fromMs) index -= 1;
  return spans[index]!;
}

/** The user's own name for a model goes before every rule. */
function idOf(model: string, aliases: PriceOptions['aliases'] = {}): ModelId {
  const name = model.trim().toLowerCase();
  const alias = Object.keys(aliases).find(key => key.toLowerCase() === name);
  return readModelId(alias === undefined ? model : aliases[alias]!);
}

/** A log of a Claude workspace often leaves its geography open ('not_available'): then the user's setting counts. */
function wordsOf(terms: Terms, id: ModelId, found: Found, workspaceGeo: string | undefined): Words {
  const saysGeo = terms.geo !== undefined && terms.geo !== '' && terms.geo !== 'not_available';
  const isOwnGeo = !saysGeo && id.region === undefined && found.listing.vendor.id === 'anthropic';
  return {
    speed: terms.speed ?? id.speed,
    tier: terms.tier,
    geo: isOwnGeo ? workspaceGeo : terms.geo,
    isOwnGeo,
    region: id.region,
    via: id.via ?? resellerNamed(terms.provider),
  };
}

function stepsOf(model: string, id: ModelId, found: Found | undefined, rate: Rate): string[] {
  const steps: string[] = [];
  if (id.asked !== model) steps.push(`'${model}' is your name for '${id.asked}'`);
  if (id.via) steps.push(`used through ${id.via}`);
  if (id.region) steps.push(`names the regional endpoint '${id.region}'`);
  for (const spelling of id.spellings) {
    const isFound = spelling.id === found?.spelling.id;
    const outcome = isFound ? `found in ${found?.listing.table}` : 'not in a table';
    steps.push(`'${spelling.id}', ${spelling.how}: ${outcome}`);
    if (isFound) break;
  }
  if (found && found.listing.model !== found.spelling.id) steps.push(`listed as '${found.listing.model}'`);
  if (rate.status !== 'listed') steps.push(`${rate.status}: ${rate.why}`);
  return steps;
}
