/**
 * A price table as a file: the shape of `row.ts` in JSON, with a head that names format and day.
 *
 *   { "format": "token-dash.prices/1", "unit": "USD per 1,000,000 tokens", "built": "2026-11-22",
 *     "vendors": [{ "id": "anthropic", "perSearch": 0.01, "times": { "batch": 0.5 },
 *       "models": { "claude-opus-5": [{ "since": "2026-07-24", "from": "the page", "times": { "fast": 2 },
 *         "usd": { "input": 5, "output": 25, "cacheRead": 0.5, "cacheWrite5m": 6.25, "cacheWrite1h": 10 } }] },
 *       "aliases": { "my-claude": "claude-opus-5" } }] }
 *
 * A cache rate of 0 is read as not known, because tables elsewhere use it so; a model that costs nothing says
 * `"free": true`. A file is taken whole or not at all.
 */
import type { Trouble } from '../core/usage.ts';
import { dayMs } from './book.ts';
import { sameKey } from './model-id.ts';
import type { Price, PriceTable, Rates, Vendor } from './row.ts';
import { Sheet } from './sheet.ts';

export const FORMAT = 'token-dash.prices/1';
const UNIT = 'USD per 1,000,000 tokens';

const VENDOR_FIELDS = ['id', 'perSearch', 'times', 'says', 'models', 'aliases'];
const PRICE_FIELDS = [
  ...['since', 'from', 'usd', 'above', 'times', 'free'],
  ...['confidence', 'scheduled', 'reviewBy', 'note', 'caveat'],
];

export function tableText(table: PriceTable): string {
  const { built, vendors } = table;
  return `${JSON.stringify({ format: FORMAT, unit: UNIT, built, vendors }, null, 1)}\n`;
}

/** Reads a table; undefined when anything in it is wrong, with everything that is. `file` is its name in troubles. */
export function readTable(
  text: string,
  file: string,
): { readonly table?: PriceTable; readonly troubles: readonly Trouble[] } {
  const sheet = new Sheet(file);
  const table = tableOf(parsed(text, sheet), file, sheet);
  return sheet.troubles.length > 0 ? { troubles: sheet.troubles } : { table, troubles: [] };
}

function parsed(text: string, sheet: Sheet): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return sheet.wrong('the file', text.slice(0, 40), `JSON (${error.message})`);
  }
}

function tableOf(value: unknown, file: string, sheet: Sheet): PriceTable | undefined {
  if (value === undefined) return undefined;
  const fields = sheet.object(value, 'the file', ['format', 'unit', 'built', 'vendors']);
  if (!fields) return undefined;
  if (fields.format !== FORMAT) sheet.wrong('format', fields.format, JSON.stringify(FORMAT));
  if (fields.unit !== undefined && fields.unit !== UNIT)
    sheet.wrong('unit', fields.unit, JSON.stringify(UNIT));
  const built = sheet.day(fields.built, 'built');
  const vendors = (sheet.list(fields.vendors, 'vendors') ?? []).flatMap(
    (vendor, index) => vendorOf(vendor, `vendors[${index}]`, sheet) ?? [],
  );
  if (vendors.length === 0 && sheet.troubles.length === 0) sheet.wrong('vendors', [], 'a list of vendors');
  return built === undefined ? undefined : { name: `${file} of ${built}`, built, vendors };
}

function vendorOf(value: unknown, at: string, sheet: Sheet): Vendor | undefined {
  const fields = sheet.object(value, at, VENDOR_FIELDS);
  const id = fields && sheet.text(fields.id, `${at}.id`);
  if (!fields || id === undefined) return undefined;
  const models: Record<string, readonly Price[]> = {};
  for (const [model, rows] of Object.entries(sheet.object(fields.models, `${at}.models`) ?? {}))
    models[model] = pricesOf(rows, `${at}.models.${model}`, sheet);
  const optional = sheet.optional(fields, at);
  const aliases = optional('aliases', sheet.names);
  const known = new Set(Object.keys(models).map(sameKey));
  for (const [alias, model] of Object.entries(aliases ?? {}))
    if (!known.has(sameKey(model))) sheet.wrong(`${at}.aliases.${alias}`, model, `a model of ${id}`);
  return {
    id,
    perSearch: optional('perSearch', sheet.rate),
    times: optional('times', sheet.times) ?? {},
    says: optional('says', sheet.names),
    models,
    aliases,
  };
}

/** The dated rows of a model, oldest first. */
function pricesOf(value: unknown, at: string, sheet: Sheet): Price[] {
  const rows = sheet.list(value, at) ?? [];
  if (rows.length === 0) sheet.wrong(at, value, 'a list of rows');
  const prices = rows.flatMap((row, index) => priceOf(row, `${at}[${index}]`, sheet) ?? []);
  prices.forEach(({ since }, index) => {
    const before = prices[index - 1]?.since;
    const isLater = since !== undefined && (before === undefined || dayMs(since) > dayMs(before));
    if (index > 0 && !isLater) sheet.wrong(`${at}[${index}].since`, since, 'a day after the row before it');
  });
  return prices;
}

function priceOf(value: unknown, at: string, sheet: Sheet): Price | undefined {
  const fields = sheet.object(value, at, PRICE_FIELDS);
  const from = fields && sheet.text(fields.from, `${at}.from`);
  if (!fields || from === undefined) return undefined;
  const optional = sheet.optional(fields, at);
  const facts = {
    since: optional('since', sheet.day),
    from,
    confidence: optional('confidence', sheet.confidence),
    scheduled: optional('scheduled', sheet.flag),
    reviewBy: optional('reviewBy', sheet.day),
    note: optional('note', sheet.text),
    caveat: optional('caveat', sheet.text),
  };
  if (optional('free', sheet.flag)) return { free: true, ...facts };
  const usd = sheet.rates(fields.usd, `${at}.usd`);
  const above = optional('above', sheet.above);
  if (!usd) return undefined;
  return {
    ...facts,
    usd: knownRates(usd, `${at}.usd`, sheet),
    above: above && { ...above, usd: knownRates(above.usd, `${at}.above.usd`, sheet) },
    times: optional('times', sheet.times),
  };
}

/** A 0 among the cache kinds is dropped; for input and output it is a mistake. */
function knownRates(rates: Rates, at: string, sheet: Sheet): Rates {
  if (rates.input === 0) sheet.wrong(`${at}.input`, 0, 'a price above 0; a free model says "free": true');
  if (rates.output === 0) sheet.wrong(`${at}.output`, 0, 'a price above 0; a free model says "free": true');
  return Object.fromEntries(Object.entries(rates).filter(([, rate]) => rate !== 0)) as Rates;
}
