/**
 * A price table as a file: the shape of `row.ts` in JSON, with a head that names format and day.
 *
 *   { "format": "token-dash.prices/1", "unit": "USD per 1,000,000 tokens", "built": "2026-11-22",
 *     "vendors": [{ "id": "anthropic", "perSearch": 0.01, "times": { "batch": 0.5 },
 *       "models": { "claude-opus-5": [{ "since": "2026-07-24", "from": "the page", "times": { "fast": 2 },
 *         "usd": { "input": 5, "output": 25, "cacheRead": 0.5, "cacheWrite5m": 6.25, "cacheWrite1h": 10 } }] },
 *       "aliases": { "my-claude": "claude-opus-5" } }] }
 *
 * A cache rate of 0 is read as not known, because other tables use it so; a model that costs nothing says
 * `"free": true`. A file is taken whole or not at all.
 */
import { withoutByteOrderMark } from '../core/byte-order-mark.ts';
import { MistakeList } from '../core/mistakes.ts';
import {
  choice,
  field,
  list,
  type Mistakes,
  names,
  record,
  refined,
  required,
  type Schema,
} from '../core/schema.ts';
import type { Trouble } from '../core/usage.ts';
import { startMs } from './book.ts';
import {
  confidence,
  day,
  flag,
  longPrompt,
  peakHours,
  rate,
  rates,
  start,
  text,
  textByName,
  times,
} from './fields.ts';
import { sameKey } from './model-id.ts';
import type { FreePrice, ListPrice, Price, PriceTable, Rates, Vendor } from './row.ts';

export const FORMAT = 'token-dash.prices/1';
const UNIT = 'USD per 1,000,000 tokens';

export function tableText(table: PriceTable): string {
  const { built, vendors } = table;
  return `${JSON.stringify({ format: FORMAT, unit: UNIT, built, vendors }, null, 1)}\n`;
}

const facts = {
  since: field('The first day it holds, or a minute of it, UTC.', start),
  until: field('When it ended, where no later price is known.', start),
  from: required('The page it was read from.', text),
  confidence: field("Absent where it was read on the vendor's own page.", confidence),
  scheduled: field('Announced for a later day.', flag),
  reviewBy: field('The day after which it should be read again.', day),
  note: field('', text),
  caveat: field('', text),
};

const listRow = refined(
  record({
    ...facts,
    usd: required('USD per million tokens.', rates),
    above: field('Rates of a whole request with a long prompt.', longPrompt),
    longCaveat: field('A reservation about these.', text),
    peak: field('Hours of the day at which other rates hold.', peakHours),
    times: field('Multipliers by the word of a log.', times),
    searchesOnly: field('Web searches are billed and tokens are not: all rates are 0.', flag),
    free: field('', flag),
  }),
  ({ free: _, ...fields }, at, mistakes) => priceOf(fields, at, mistakes),
);

const freeRow = refined(
  record({ ...facts, free: required('It costs nothing.', flag) }),
  ({ free: _, ...fields }): FreePrice => ({ free: true, ...fields }),
);

const row: Schema<Price> = {
  json: { anyOf: [listRow.json, freeRow.json] },
  read: (value, at, mistakes) => (isFree(value) ? freeRow : listRow).read(value, at, mistakes),
};

function isFree(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'free' in value && value.free === true;
}

const rows = refined(list(row), inOrder);

const vendor: Schema<Vendor> = refined(
  record({
    id: required('', text),
    perSearch: field('USD for one web search.', rate),
    times: field('Multipliers of all models that do not say otherwise.', times),
    says: field('Other words for the same multiplier.', textByName),
    models: required('Rows by model, oldest first.', names(rows)),
    aliases: field('Other names of these models.', textByName),
  }),
  ({ id, perSearch, times: factors = {}, says, models = {}, aliases }, at, mistakes) => {
    const known = new Set(Object.keys(models).map(sameKey));
    for (const [alias, model] of Object.entries(aliases ?? {}))
      if (!known.has(sameKey(model))) mistakes.wrong(`${at}.aliases.${alias}`, model, `a model of ${id}`);
    return id === undefined ? undefined : { id, perSearch, times: factors, says, models, aliases };
  },
);

const table = record({
  format: required('', choice(FORMAT)),
  unit: field('', choice(UNIT)),
  built: required('The day its pages were last read.', day),
  vendors: required(
    '',
    refined(list(vendor), (vendors, at, mistakes) =>
      vendors.length > 0 ? vendors : mistakes.wrong(at, vendors, 'a list of vendors'),
    ),
  ),
});

/** Reads a table; undefined when anything in it is wrong, with everything that is. `file` is its name in troubles. */
export function readTable(
  given: string,
  file: string,
): { readonly table?: PriceTable; readonly troubles: readonly Trouble[] } {
  const mistakes = new MistakeList(file);
  const value = parsed(given, mistakes);
  const read = value === undefined ? undefined : table.read(value, '', mistakes);
  if (!read || mistakes.troubles.length > 0) return { troubles: mistakes.troubles };
  const { built, vendors } = read;
  return { table: { name: `${file} of ${built}`, built, vendors }, troubles: [] };
}

function parsed(given: string, mistakes: Mistakes): unknown {
  try {
    return JSON.parse(withoutByteOrderMark(given));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return mistakes.wrong('', given.slice(0, 40), `JSON (${error.message})`);
  }
}

/** The dated rows of a model must be in order, oldest first. */
function inOrder(prices: readonly Price[], at: string, mistakes: Mistakes): readonly Price[] {
  if (prices.length === 0) mistakes.wrong(at, prices, 'a list of rows');
  prices.forEach(({ since }, index) => {
    const before = prices[index - 1]?.since;
    const isLater = since !== undefined && (before === undefined || startMs(since) > startMs(before));
    if (index > 0 && !isLater)
      mistakes.wrong(`${at}[${index}].since`, since, 'a day after the row before it');
  });
  return prices;
}

function priceOf(
  { usd, above, ...fields }: ListPrice,
  at: string,
  mistakes: Mistakes,
): ListPrice | undefined {
  // What is wrong with the rates was reported.
  if (!usd) return undefined;
  if (fields.searchesOnly) return { ...fields, usd };
  return {
    ...fields,
    usd: knownRates(usd, `${at}.usd`, mistakes),
    above: above && { ...above, usd: knownRates(above.usd, `${at}.above.usd`, mistakes) },
  };
}

/** A 0 among the cache kinds is dropped; for input and output it is a mistake. */
function knownRates(of: Rates, at: string, mistakes: Mistakes): Rates {
  if (of.input === 0) mistakes.wrong(`${at}.input`, 0, 'a price above 0; a free model says "free": true');
  if (of.output === 0) mistakes.wrong(`${at}.output`, 0, 'a price above 0; a free model says "free": true');
  return Object.fromEntries(Object.entries(of).filter(([, each]) => each !== 0)) as Rates;
}
