/**
 * The long tail: models that no table of ours has, taken from the package genai-prices. It matches ids loosely
 * (`claude-sonnet-5-6` gets the price of `claude-sonnet-5`), so a match counts only where the ids are the same.
 *
 * The package is large (0.8 MB), so it is imported on first use. Its matches become rows of ours, and
 * are priced by the same rules and labelled by its name; it knows no speed, tier or geography.
 */
import type { ModelInfo, ModelPrice, Provider } from '@pydantic/genai-prices';
import type { Listing, PriceLayer } from './book.ts';
import { readModelId, sameKey } from './model-id.ts';
import type { Day, ListPrice, LongPrompt, Rates } from './row.ts';

const VERSION = '0.1.8';
const NAME = `genai-prices ${VERSION}`;
/** The month of its newest prices. */
const NEWEST = '2026-09';

/** The package's names for providers that logs name otherwise. */
const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ['aws_bedrock', 'aws'],
  ['bedrock', 'aws'],
  ['gcp_vertex_ai', 'google'],
  ['vertex_ai', 'google'],
  ['gemini', 'google'],
  ['azure_openai', 'azure'],
  ['z_ai', 'zai'],
  ['moonshot', 'moonshotai'],
]);

type Package = typeof import('@pydantic/genai-prices');

/** Loads the package. Rejects where it is not installed. */
export async function loadFallback(): Promise<PriceLayer> {
  return fallbackFrom(await import('@pydantic/genai-prices'));
}

/** The package as a layer; apart from `loadFallback` so that it can be tried with another one. */
export function fallbackFrom(genai: Pick<Package, 'calcPrice' | 'findProvider'>): PriceLayer {
  const found = new Map<string, Listing | undefined>();
  const find = (id: string, provider?: string) => {
    const key = JSON.stringify([id, provider]);
    if (!found.has(key)) found.set(key, search(id, provider));
    return found.get(key);
  };

  function search(id: string, providerName: string | undefined): Listing | undefined {
    const match = matchOf(id, providerName);
    if (!match || !isSameModel(id, match.model)) return undefined;
    const { model, provider } = match;
    const prices = pricesOf(model, provider);
    /** Where it lists regional endpoints, it lists them with their premium. */
    const vendor = { id: provider.id, perSearch: perSearch(model), times: { regional: 1 }, models: {} };
    return prices && { model: model.id, vendor, table: NAME, prices };
  }

  /** It throws on usage that it has no price for; then there is no price. */
  function matchOf(id: string, providerName: string | undefined) {
    try {
      const provider = genai.findProvider(
        providerName ? { providerId: packageName(providerName) } : { modelId: id },
      );
      const model = provider && genai.calcPrice({ input_tokens: 0 }, id, { providerId: provider.id })?.model;
      return model && { model, provider };
    } catch {
      return undefined;
    }
  }

  return { name: NAME, find, listings: () => [] };
}

function packageName(provider: string): string {
  return PROVIDERS.get(provider.trim().toLowerCase().replaceAll('-', '_')) ?? provider;
}

/**
 * Guards a loose match: `kimi-k2.6-turbo` is matched by the prefix `kimi-k2.6`, but is another model at twice the price. A
 * match counts where a whole spelling of both ids is the same, or where the package lists the id itself. A `-latest` at
 * the end of the matched id is a name for what is current.
 */
function isSameModel(asked: string, { id, match }: ModelInfo): boolean {
  const matchedKeys = keysOf(id.replace(/-latest$/, ''));
  return keysOf(asked).some(key => matchedKeys.includes(key)) || lists(match, sameKey(asked));
}

/** Whether one of the alternatives of a match is exactly this id. */
function lists(match: unknown, key: string): boolean {
  if (typeof match !== 'object' || match === null) return false;
  if ('equals' in match && typeof match.equals === 'string') return sameKey(match.equals) === key;
  return 'or' in match && Array.isArray(match.or) && match.or.some(each => lists(each, key));
}

function keysOf(id: string): string[] {
  return readModelId(id).spellings.map(spelling => sameKey(spelling.id));
}

/** Dated rows; undefined where input or output is absent or 0, which the package writes for "not known". */
function pricesOf(model: ModelInfo, provider: Provider): ListPrice[] | undefined {
  const page = provider.pricing_urls?.[0]?.replace(/^https?:\/\//, '');
  const from = `${NAME} (${NEWEST})${page ? `, from ${page}` : ''}`;
  const all = Array.isArray(model.prices) ? model.prices : [];
  const hasPeaks = all.some(({ constraint }) => constraint?.type === 'time_of_date');
  const caveat = hasPeaks
    ? 'its price changes with the time of day; this is the rate outside the hours that the package names'
    : undefined;
  const rows = datedPrices(model).map(({ since, prices }): ListPrice | undefined => {
    const usd = ratesOf(prices, 'base');
    return usd && { since, usd, above: longPrompt(prices), from, confidence: 'medium', caveat };
  });
  const known = rows.filter(row => row !== undefined);
  return known.length > 0 && known.length === rows.length ? known : undefined;
}

function datedPrices({ prices }: ModelInfo): { since?: Day; prices: ModelPrice }[] {
  if (!Array.isArray(prices)) return [{ prices }];
  return prices.flatMap(({ constraint, prices }) => {
    if (constraint?.type === 'time_of_date') return [];
    return [{ since: constraint?.start_date, prices }];
  });
}

function longPrompt(prices: ModelPrice): LongPrompt | undefined {
  const { input_mtok: input } = prices;
  const start = typeof input === 'object' ? input.tiers[0]?.start : undefined;
  const usd = start === undefined ? undefined : ratesOf(prices, 'long');
  return start === undefined || !usd ? undefined : { prompt: start, usd };
}

function ratesOf(prices: ModelPrice, tier: 'base' | 'long'): Rates | undefined {
  /** Rounded to what tables are held to; a 0 is a rate that is not known. */
  const rate = (name: string): number | undefined => {
    const price = prices[name];
    const number =
      typeof price === 'object' ? (tier === 'long' && price.tiers[0]?.price) || price.base : price;
    return number ? Number(number.toFixed(6)) : undefined;
  };
  const [input, output] = [rate('input_mtok'), rate('output_mtok')];
  if (input === undefined || output === undefined) return undefined;
  return {
    input,
    output,
    cacheRead: rate('cache_read_mtok'),
    cacheWriteOther: rate('cache_write_mtok'),
    cacheWrite1h: rate('cache_write_1h_mtok'),
  };
}

function perSearch(model: ModelInfo): number | undefined {
  const thousand = datedPrices(model).at(-1)?.prices.web_searches_kcount;
  return typeof thousand === 'number' ? Number((thousand / 1000).toFixed(6)) : undefined;
}
