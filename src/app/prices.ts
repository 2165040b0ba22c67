/**
 * The prices of a run: our tables, the user's newer table and own prices, and the package genai-prices as a fallback.
 *
 * The fallback is loaded when a model turns up that no table has, which may be while a dashboard is open. So the lookup is
 * a store that can be subscribed to. The same lookup object means the same prices.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judgement, PriceList } from '../cli/context.ts';
import type { PriceLookup } from '../core/price.ts';
import { type Store, WritableStore } from '../core/store.ts';
import { noTokens, type Terms, type Trouble } from '../core/usage.ts';
import { runInSlices } from '../logs/scheduler.ts';
import { describeFsError } from '../os/fs-error.ts';
import { readNamed } from '../os/regular-file.ts';
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
  /** The prompt lengths, in tokens, from which other rates hold. */
  lengths(terms: Terms): readonly number[];
  /** Looks up prices before they are needed, in pieces. */
  learning(terms: readonly Terms[]): Generator<void, void>;
  /** Loads the fallback if a model of `terms` is in no table. */
  loadFallbackPrices(terms: readonly Terms[]): Promise<void>;
  /** For the commands that show and change prices. */
  readonly list: PriceList;
  /** What is wrong with the user's own price files. */
  readonly troubles: readonly Trouble[];
}

export interface PriceOptions {
  readonly mode: CostMode;
  /** Price everything as of this moment, UTC ms. */
  readonly asOf?: number;
  /** The user's own prices, and the file and lines they come from. */
  readonly overrides: Overrides;
  readonly overridesIn: FieldPlace;
}

/** The newer table that `prices refresh` wrote, in the directory of the configuration. */
const FILE = 'prices.json';

export async function openPrices(chosen: PriceOptions, configDir: string): Promise<PriceStore> {
  const { mode, asOf, overrides, overridesIn } = chosen;
  const file = join(configDir, FILE);
  const refreshed = readRefreshed(file);
  const { tables, troubles } = priceTables({ refreshed: refreshed.table, overrides, overridesIn });
  const { aliases, workspaceGeo } = overrides;
  const options = { tables, asOf, aliases, workspaceGeo, now: Date.now() };
  let prices: Prices = createPriceLookup(options);
  const lookup = new WritableStore(inCostMode(prices, mode));
  let loading: Promise<void> | undefined;
  const isUnknown = (terms: Terms) =>
    prices.rate({ terms, atMs: options.now, tokens: noTokens, quality: 'exact' }).status === 'unpriced';

  const isNeeded = (terms: readonly Terms[]) => terms.some(each => each.model !== '' && isUnknown(each));
  const loadFallbackPrices = async (terms?: readonly Terms[]) => {
    if (!loading && terms && !isNeeded(terms)) return;
    // Once; a call meanwhile waits for the same.
    loading ??= load(terms);
    await loading;
  };

  async function load(terms: readonly Terms[] = []): Promise<void> {
    try {
      const next = createPriceLookup({ ...options, fallback: await loadFallback() });
      await runInSlices(next.learning(terms));
      prices = next;
    } catch {
      // Damaged: the models stay unpriced.
      return;
    }
    lookup.set(inCostMode(prices, mode));
  }

  return {
    getState: () => lookup.getState(),
    subscribe: listener => lookup.subscribe(listener),
    lengths: terms => prices.lengths(terms),
    learning: terms => prices.learning(terms),
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
    return readTable(readNamed(file, MOST_BYTES), file);
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { troubles: isAbsent ? [] : [{ path: file, why: describeFsError(error) }] };
  }
}

/** Replaces the table atomically; the one before it stays as `prices.json.old`. */
function save(judged: Judgement, dir: string, file: string): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, tableText(judged.table as PriceTable), { mode: 0o600 });
  try {
    renameSync(file, `${file}.old`);
  } catch {
    // There is none to keep.
  }
  renameSync(`${file}.new`, file);
  return file;
}

/** Larger answers of a server are refused. */
const MOST_BYTES = 16_000_000;
/** Of files too; the exports of a ledger are large. No text can be longer than half a gigabyte. */
const MOST_LOCAL_BYTES = 500_000_000;

/** The text of a file, or of an address that the user named. Rejects with words for the user. */
export async function readText(from: string): Promise<string> {
  if (!/^https?:\/\//i.test(from)) {
    try {
      return readNamed(from, MOST_LOCAL_BYTES);
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
