/**
 * Tables to look prices up in. Each layer answers for some models; the first that has a model is used for it:
 * the user's own prices, a refreshed table, ours, and only then (if it was loaded) a package's.
 *
 * Knows ids and days. What a request costs at a row that was found here is the business of `rate.ts`.
 */
import { type ModelId, type Spelling, sameKey } from './model-id.ts';
import type { Day, Price, PriceTable, Start, Vendor } from './row.ts';

/** A model in a table. */
export interface Listing {
  readonly model: string;
  readonly vendor: Vendor;
  /** Name of the table, for receipts. */
  readonly table: string;
  /** The day the table's pages were last read, where it says. */
  readonly built?: Day;
  readonly prices: readonly Price[];
}

export interface PriceLayer {
  readonly name: string;
  readonly built?: Day;
  /** Finds a whole id or alias. `provider` is who billed, where the log says so. */
  find(id: string, provider?: string): Listing | undefined;
  /** All models, for lists; a package too large to list has none. */
  listings(): readonly Listing[];
}

/** Makes a table searchable: on first use, because a run without logs needs none. */
export function tableLayer(table: PriceTable): PriceLayer {
  const { name, built } = table;
  let index: Index | undefined;
  const made = () => {
    index ??= indexOf(table);
    return index;
  };
  return { name, built, find: id => made().byKey.get(sameKey(id)), listings: () => made().all };
}

interface Index {
  readonly byKey: ReadonlyMap<string, Listing>;
  readonly all: readonly Listing[];
}

function indexOf(table: PriceTable): Index {
  const byKey = new Map<string, Listing>();
  const all: Listing[] = [];
  for (const vendor of table.vendors) {
    for (const [model, prices] of Object.entries(vendor.models)) {
      const listing = { model, vendor, table: table.name, built: table.built, prices };
      all.push(listing);
      byKey.set(sameKey(model), listing);
    }
    for (const [alias, model] of Object.entries(vendor.aliases ?? {})) {
      const listing = byKey.get(sameKey(model));
      if (listing) byKey.set(sameKey(alias), listing);
    }
  }
  return { byKey, all };
}

export interface Found {
  readonly listing: Listing;
  /** The spelling under which it was found. */
  readonly spelling: Spelling;
}

/** Every spelling in every layer; a package comes last, and is also searched for the id exactly as logged. */
export function lookUp(
  layers: readonly PriceLayer[],
  fallback: PriceLayer | undefined,
  id: ModelId,
  provider?: string,
): Found | undefined {
  const seller = id.maker ?? provider;
  for (const spelling of id.spellings)
    for (const layer of layers) {
      const listing = layer.find(spelling.id, provider);
      if (listing && !isOtherSeller(listing.vendor, seller)) return { listing, spelling };
    }
  // Of its makers, the package only knows the Chinese platform of Z.ai, whose list is another one.
  if (!fallback || id.maker === 'zai') return undefined;
  for (const spelling of [...id.spellings, { id: id.asked, how: 'as logged' }]) {
    const listing = fallback.find(spelling.id, provider);
    if (listing) return { listing, spelling };
  }
  return undefined;
}

/** Z.ai sells its models on two platforms, each with a price list of its own. */
const OTHER_SELLERS: Readonly<Record<string, readonly string[]>> = { zai: ['zhipuai', 'zhipu', 'bigmodel'] };

function isOtherSeller(vendor: Vendor, seller: string | undefined): boolean {
  const name = seller?.trim().toLowerCase();
  return name !== undefined && (OTHER_SELLERS[vendor.id] ?? []).some(other => name.startsWith(other));
}

/**
 * The rows of a model in the lower tables that held before the first row of the table that was found: a first row is not
 * stretched back over a price that is known to have held.
 */
export function earlierRows(
  layers: readonly PriceLayer[],
  fallback: PriceLayer | undefined,
  { listing, spelling }: Found,
  provider?: string,
): readonly { readonly listing: Listing; readonly price: Price; readonly fromMs: number }[] {
  const since = listing.prices[0]?.since;
  if (since === undefined) return [];
  const below = layers.slice(layers.findIndex(({ name }) => name === listing.table) + 1);
  for (const layer of fallback ? [...below, fallback] : below) {
    const other = layer.find(spelling.id, provider);
    const rows = (other?.prices ?? [])
      .map((price, index) => ({ price, fromMs: startOf(other!.prices, index) }))
      .filter(({ fromMs }, index) => fromMs < startMs(since) && (index > 0 || isOlder(other!, since)));
    if (other && rows.length > 0) return rows.map(row => ({ ...row, listing: other }));
  }
  return [];
}

/** Whether the first row of a model is known to have held before a moment. */
function isOlder({ prices }: Listing, since: Start): boolean {
  const first = prices[0]!.since;
  return first !== undefined && startMs(first) < startMs(since);
}

/** When the row at `index` begins to hold: the first row covers all time before it, too. */
export function startOf(prices: readonly Price[], index: number): number {
  return index === 0 ? Number.NEGATIVE_INFINITY : startMs(prices[index]?.since ?? '');
}

/** The row that holds at a moment. */
export function priceInForce(prices: readonly Price[], atMs: number): Price | undefined {
  return prices.findLast((_, index) => startOf(prices, index) <= atMs);
}

/** UTC ms at which a row begins or ends. */
export function startMs(start: Start): number {
  return start.length === 10 ? dayMs(start) : Date.parse(start);
}

/** 00:00 UTC of a day. */
export function dayMs(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}
