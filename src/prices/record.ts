/**
 * A usage record given by hand or by a script, priced on its own:
 *
 *   { "provider": "anthropic", "model": "claude-opus-5", "timestamp": "2026-09-05T12:00:00Z",
 *     "usage": { "input_tokens": 1000, "output_tokens": 500 } }
 *
 * `usage` is what a vendor's API returned (see `usage-shapes.ts`), or several requests at once, each judged on its
 * own length: { "requests": [usage, ...] } or { "repeat": 10000, "each": usage }. A bare { "tokens": n } takes the
 * flat rate and { "family": "opus", ... } the family rates (see `estimates.ts`). `regional_endpoint: true` tells
 * that a cloud's regional endpoint answered, where the model id does not.
 */
import { instant } from '../core/counts.ts';
import { decimal } from '../core/money.ts';
import type { PriceLookup, PriceOrigin, Rate } from '../core/price.ts';
import { requestsOf } from '../core/requests.ts';
import { NOTES, type Terms, TOKEN_KINDS } from '../core/usage.ts';
import { type Bucket, bucketUsd, emptyBucket } from '../rollup/tally.ts';
import { familyPrices, flatPrices } from './estimates.ts';
import { arithmetic } from './receipt.ts';
import { anthropicUsage, type Fields, type ReadUsage, readUsage } from './usage-shapes.ts';

/** One JSON line of an answer. `option` is an amount by an estimate that the record itself names. */
export type RecordPrice =
  | { readonly status: 'error'; readonly error: string }
  | {
      readonly status: 'priced' | 'free' | 'excluded' | 'unpriced' | 'option';
      /** USD as decimal text, at least six digits; null where it is not known. */
      readonly usd: string | null;
      /** The id that the logged one resolved to. */
      readonly model: string | null;
      readonly arithmetic: string | null;
      readonly row: PriceOrigin | null;
      /** What a careful reader should know: notes on the counts, then on the price. */
      readonly caveats: readonly string[];
    };

/** What a record describes: requests, how often each was made, and by which prices. */
interface Order {
  readonly requests: readonly { readonly usage: ReadUsage; readonly times: number }[];
  readonly prices: PriceLookup;
  /** In place of the record's model. */
  readonly model?: string;
  readonly isEstimate?: boolean;
}

/** The rough ways to price, made on first use. */
let flat: PriceLookup | undefined;
let family: PriceLookup | undefined;
/** As often as one record may repeat a request. */
const MOST_REPEATS = 1_000_000;

export function priceRecord(record: unknown, prices: PriceLookup): RecordPrice {
  if (!isFields(record)) return error(`a record is a JSON object, not ${shown(record)}`);
  const { provider, model = null, timestamp, usage } = record;
  const atMs = instant(timestamp);
  if (atMs === undefined) return error(`timestamp is ${shown(timestamp)}, not a moment since 2020`);
  if (model !== null && typeof model !== 'string') return error(`model is ${shown(model)}, not text`);
  if (!isFields(usage)) return error(`usage is ${shown(usage)}, not an object`);
  const order = orderOf(usage, prices);
  if (typeof order === 'string') return error(order);

  const buckets = new Map<Rate, Bucket>();
  const caveats = new Set<string>();
  for (const { usage, times } of order.requests) {
    const terms: Terms = {
      model: order.model ?? model ?? '',
      provider: typeof provider === 'string' ? provider : undefined,
      ...usage.terms,
      ...(record.regional_endpoint === true && { geo: 'regional' }),
    };
    const rate = order.prices.rate({ terms, atMs, tokens: usage.tokens, quality: 'exact' });
    addTo(buckets, rate, usage, times);
    for (const caveat of caveatsOf(usage, rate)) caveats.add(caveat);
  }
  return answer(buckets, [...caveats], order.isEstimate ?? false);
}

/** The order that a usage object stands for, or what is wrong with it. */
function orderOf(usage: Fields, prices: PriceLookup): Order | string {
  if ('requests' in usage) {
    const { requests } = usage;
    if (!Array.isArray(requests) || requests.length === 0)
      return `usage.requests is ${shown(requests)}, not a list`;
    const read = requests.map(each => (isFields(each) ? readUsage(each) : undefined));
    const bad = read.indexOf(undefined);
    if (bad >= 0) return `usage.requests[${bad}] is ${shown(requests[bad])}, no usage that is known here`;
    return { prices, requests: read.flatMap(usage => (usage ? [{ usage, times: 1 }] : [])) };
  }
  if ('repeat' in usage) {
    const { repeat, each } = usage;
    const isCount = Number.isInteger(repeat) && Number(repeat) >= 1 && Number(repeat) <= MOST_REPEATS;
    if (!isCount) return `usage.repeat is ${shown(repeat)}, not a whole number from 1 to ${MOST_REPEATS}`;
    const read = isFields(each) ? readUsage(each) : undefined;
    if (!read) return `usage.each is ${shown(each)}, no usage that is known here`;
    const times = Number(repeat);
    if (TOKEN_KINDS.some(kind => !Number.isSafeInteger(read.tokens[kind] * times)))
      return `usage.repeat is ${times}: more tokens than can be counted exactly`;
    return { prices, requests: [{ usage: read, times }] };
  }
  const isFlat = 'tokens' in usage;
  const read = readUsage(isFlat ? { input_tokens: usage.tokens } : usage);
  if (!read) return `usage is ${shown(usage)}: no field of a known vendor in it`;
  const requests = [{ usage: read, times: 1 }];
  if (isFlat) {
    flat ??= flatPrices();
    return { prices: flat, isEstimate: true, requests };
  }
  if ('family' in usage) {
    family ??= familyPrices();
    return { prices: family, model: String(usage.family), isEstimate: true, requests };
  }
  return { prices, requests: iterationsOf(usage, read) };
}

/** A response that was made of several requests, each of its own length; searches are billed once. */
function iterationsOf(usage: Fields, whole: ReadUsage): Order['requests'] {
  const iterations = Array.isArray(usage.iterations) ? usage.iterations.filter(isFields) : [];
  const parts = iterations.filter(each => each.type === 'message').map(each => anthropicUsage(each).tokens);
  const found = requestsOf(parts, whole.tokens) ?? [whole.tokens];
  return found.map((tokens, i) => ({
    usage: { ...whole, tokens, webSearches: i === 0 ? whole.webSearches : 0 },
    times: 1,
  }));
}

function addTo(buckets: Map<Rate, Bucket>, rate: Rate, usage: ReadUsage, times: number): void {
  const bucket = buckets.get(rate) ?? emptyBucket();
  buckets.set(rate, bucket);
  bucket.events += times;
  bucket.searches += usage.webSearches * times;
  for (const kind of TOKEN_KINDS) bucket[kind] += usage.tokens[kind] * times;
}

function caveatsOf(usage: ReadUsage, rate: Rate): string[] {
  const caveats = [...usage.notes.map(note => NOTES[note]), ...usage.problems];
  if (rate.status !== 'listed') return caveats;
  if (!usage.countsWrites && rate.published.cacheWriteOther !== rate.published.input)
    caveats.push('cache writes are not told apart from input: the true cost is a little higher');
  if (usage.webSearches > 0 && rate.perSearch === 0n)
    caveats.push('no price of a web search is known here: searches are not in the amount');
  return [...caveats, ...rate.caveats];
}

/** All requests of a record have one model, so its status is that of any of their rates. */
function answer(
  buckets: ReadonlyMap<Rate, Bucket>,
  caveats: readonly string[],
  isEstimate: boolean,
): RecordPrice {
  let sum = 0n;
  for (const [rate, bucket] of buckets) if (rate.status === 'listed') sum += bucketUsd(rate, bucket);
  const [rate] = buckets.keys();
  if (!rate) return error('nothing to price');
  const { origin } = rate;
  if (rate.status === 'listed')
    return {
      status: isEstimate ? 'option' : 'priced',
      usd: decimal(sum),
      model: isEstimate ? null : rate.origin.model,
      arithmetic: arithmetic(buckets),
      row: rate.origin,
      caveats,
    };
  if (rate.status === 'logged') return error("a log's own cost is no price");
  return {
    status: rate.status,
    usd: rate.status === 'unpriced' ? null : decimal(0n),
    model: origin?.model ?? null,
    arithmetic: null,
    row: origin ?? null,
    caveats: [rate.why, ...caveats],
  };
}

function error(why: string): RecordPrice {
  return { status: 'error', error: why };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
