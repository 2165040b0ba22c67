/**
 * The door to prices, and our own table: every vendor's file, and the day their pages were last read. A new vendor
 * is one line in `vendors`.
 */
import type { Trouble } from '../core/usage.ts';
import { anthropic } from './anthropic.ts';
import { dayMs, type PriceLayer, tableLayer } from './book.ts';
import { deepseek } from './deepseek.ts';
import { google } from './google.ts';
import { type PriceOptions, type Prices, pricesFrom } from './lookup.ts';
import { openai } from './openai.ts';
import { alibaba, meta, microsoft, minimax, mistral, moonshot, xiaomi, zai } from './others.ts';
import { type FieldPlace, type Overrides, overrideLayer } from './overrides.ts';
import type { PriceTable } from './row.ts';
import { xai } from './xai.ts';

export { familyPrices, flatPrices } from './estimates.ts';
export { loadFallback } from './genai.ts';
export type { PriceOptions, Prices } from './lookup.ts';
export { type FieldPlace, NO_OVERRIDES, type Overrides, overridesSchema } from './overrides.ts';
export { arithmetic } from './receipt.ts';
export { priceRecord } from './record.ts';
export { judgeRefresh } from './refresh.ts';
export { readTable, tableText } from './table-file.ts';

const READ_ON = '2026-11-30';

export const ourTable: PriceTable = {
  name: `token-dash ${READ_ON}`,
  built: READ_ON,
  vendors: [
    ...[anthropic, openai, google, xai, deepseek, moonshot, zai],
    ...[mistral, minimax, alibaba, meta, xiaomi, microsoft],
  ],
};

/** Prices from our own table, unless other tables are named. */
export function createPriceLookup(options: Partial<PriceOptions> = {}): Prices {
  return pricesFrom({ tables: [tableLayer(ourTable)], ...options });
}

/**
 * Tables in the order in which they have a say: the user's own prices, a refreshed table, ours. A refreshed table
 * that is older than ours (token-dash was updated since) is used only for models that ours does not have.
 */
export function priceTables(
  given: {
    readonly overrides?: Overrides;
    readonly overridesIn?: FieldPlace;
    readonly refreshed?: PriceTable;
  } = {},
): { readonly tables: readonly PriceLayer[]; readonly troubles: readonly Trouble[] } {
  const { overrides, overridesIn = { file: 'configuration' }, refreshed } = given;
  const listed = [tableLayer(ourTable)];
  if (refreshed) {
    const isNewer = dayMs(refreshed.built) >= dayMs(ourTable.built);
    listed.splice(isNewer ? 0 : 1, 0, tableLayer(refreshed));
  }
  if (!overrides) return { tables: listed, troubles: [] };
  const { layer, troubles } = overrideLayer(overrides, listed, overridesIn);
  return { tables: [layer, ...listed], troubles };
}
