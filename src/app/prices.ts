/**
 * The price store: which tables are asked, in which order, and when the large package behind them is fetched. Part of
 * the roof, because it knows prices, files and the network; faces get a lookup.
 *
 * Prices may become better while a dashboard is open (a model of the long tail turns up), so the lookup is a state
 * that can be subscribed to. The same lookup object means the same prices.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judgement, PriceList } from '../cli/context.ts';
import type { PriceLookup } from '../core/price.ts';
import { type Store, Told } from '../core/store.ts';
import { noTokens, type Terms, type Trouble } from '../core/usage.ts';
import { describeFsError } from '../os/fs-error.ts';
import { type CostMode, inCostMode } from '../prices/cost-mode.ts';
import {
  createPriceLookup,
  type FieldPlace,
  judgeRefresh,
  loadFallback,
  type Overrides,
  ourTable,
  type Prices,
  priceRecord,
  priceTables,
  readTable,
  tableText,
} from '../prices/index.ts';
import type { PriceTable } from '../prices/row.ts';

export interface PriceStore extends Store<PriceLookup> {
  /** The shortest prompts, tokens, that are billed at other rates than shorter ones. */
  lengths(terms: Terms): readonly number[];
  /** Asks the package behind our tables for the models that they do not know. Loads it only where there are some. */
  loadFallbackPrices(terms: readonly Terms[]): Promise<void>;
  /** The tables, for the commands that are about them. */
  readonly list: PriceList;
  /** What is wrong with the user's own price files. */
  readonly troubles: readonly Trouble[];
}

/** What decides on prices, beside the tables. */
export interface PriceOptions {
  readonly mode: CostMode;
  /** Price everything as of this moment, UTC ms. */
  readonly asOf?: number;
  /** The user's own prices, and where they stand. */
  readonly overrides: Overrides;
  readonly overridesIn: FieldPlace;
}

/** A newer table that the user took, in the directory of the configuration. */
const FILE = 'prices.json';

export async function openPrices(chosen: PriceOptions, configDir: string): Promise<PriceStore> {
  const { mode, asOf, overrides, overridesIn } = chosen;
  const file = join(configDir, FILE);
  const refreshed = readRefreshed(file);
  const { tables, troubles } = priceTables({ refreshed: refreshed.table, overrides, overridesIn });
  const { aliases, workspaceGeo } = overrides;
  const options = { tables, asOf, aliases, workspaceGeo, now: Date.now() };
  let prices: Prices = createPriceLookup(options);
  const told = new Told(inCostMode(prices, mode));
  let hasFallback = false;
  const isUnknown = (terms: Terms) =>
    prices.rate({ terms, atMs: options.now, tokens: noTokens, quality: 'exact' }).status === 'unpriced';

  const loadFallbackPrices = async (terms?: readonly Terms[]) => {
    const isNeeded = !terms || terms.some(each => each.model !== '' && isUnknown(each));
    if (hasFallback || !isNeeded) return;
    hasFallback = true;
    try {
      prices = createPriceLookup({ ...options, fallback: await loadFallback() });
    } catch {
      // Not installed, or of another shape than expected: what is unknown stays unpriced, as it is without.
      return;
    }
    told.tell(inCostMode(prices, mode));
  };

  return {
    getState: () => told.getState(),
    subscribe: listener => told.subscribe(listener),
    lengths: terms => prices.lengths(terms),
    loadFallbackPrices,
    list: {
      rate: request => prices.rate(request),
      entries: () => prices.entries(),
      loadFallbackPrices,
      resolve: (model, provider, atMs) => prices.resolve(model, provider, atMs),
      priceRecord: record => priceRecord(record, prices),
      judge: (text, from, isForced) => judgeRefresh(text, from, refreshed.table ?? ourTable, isForced),
      save: async judged => save(judged, configDir, file),
    },
    troubles: [...refreshed.troubles, ...troubles],
  };
}

function readRefreshed(file: string): { table?: PriceTable; troubles: readonly Trouble[] } {
  try {
    return readTable(readFileSync(file, 'utf8'), file);
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { troubles: isAbsent ? [] : [{ path: file, why: describeFsError(error) }] };
  }
}

/** Writes the table beside its place and moves it there; the one before it stays as `prices.json.old`. */
function save(judged: Judgement, dir: string, file: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, tableText(judged.table as PriceTable), { mode: 0o600 });
  try {
    renameSync(file, `${file}.old`);
  } catch {
    // It is the first one.
  }
  renameSync(`${file}.new`, file);
  return file;
}

/** Longer texts than this are no price table. */
const MOST_BYTES = 16_000_000;

/** The text of a file, or of an address that the user named. Rejects with words for the user. */
export async function readText(from: string): Promise<string> {
  if (!/^https?:\/\//i.test(from)) {
    try {
      return readFileSync(from, 'utf8');
    } catch (error) {
      const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw new Error(isAbsent ? 'there is no such file' : describeFsError(error));
    }
  }
  // Not `fetch`, for which Node loads half a megabyte of HTTP client.
  const { get } = /^https:/i.test(from) ? await import('node:https') : await import('node:http');
  return new Promise((resolve, reject) => {
    const request = get(from, { timeout: 20_000 }, response => {
      if (response.statusCode !== 200) {
        response.resume();
        reject(new Error(`the server answered ${response.statusCode}`));
        return;
      }
      let text = '';
      response.setEncoding('utf8');
      response.on('data', piece => {
        text += piece;
        if (text.length > MOST_BYTES) request.destroy(new Error('too long for a price table'));
      });
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 20 seconds')));
    request.on('error', reject);
  });
}
