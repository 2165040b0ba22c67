/**
 * Whether a newer price table may take the place of the one in use. A table that forgets models or moves a price
 * tenfold is more often a broken file than news, so it is refused unless the user insists; a file that is not a
 * table at all is always refused. Pure: text in, decision out. Who fetched the text and where it goes is not known.
 */
import type { TokenKind } from '../core/usage.ts';
import { dayMs, type Listing, priceInForce, tableLayer } from './book.ts';
import { billedRates } from './rate.ts';
import type { Price, PriceTable, Vendor } from './row.ts';
import { readTable } from './table-file.ts';

export interface Refresh {
  /** Undefined where the table is refused: the one in use stays. */
  readonly table?: PriceTable;
  /** Every figure that is new or other than before: 'claude-opus-5 input: 5 -> 4 since 2026-12-01'. */
  readonly changes: readonly string[];
  /** Why it is refused, or, where it was forced, what was overruled. */
  readonly objections: readonly string[];
}

/** OpenAI once cut a price to a fifth; no price has moved tenfold. */
const WIDEST_CHANGE = 10;

export function judgeRefresh(text: string, file: string, current: PriceTable, isForced = false): Refresh {
  const { table, troubles } = readTable(text, file);
  if (!table) return { changes: [], objections: troubles.map(({ path, why }) => `${path}: ${why}`) };
  const objections = [];
  if (dayMs(table.built) < dayMs(current.built))
    objections.push(`${file}: built is ${table.built}, before the table in use (${current.built})`);
  for (const each of removals(current, table).map(id => `${file}: models has no '${id}', which is in use`))
    objections.push(each);

  const changes = changesBetween(current, table);
  for (const { words, ratio } of changes)
    if (ratio > WIDEST_CHANGE) objections.push(`${file}: ${words}, a change beyond ${WIDEST_CHANGE}x`);
  const isAccepted = isForced || objections.length === 0;
  return { table: isAccepted ? table : undefined, changes: changes.map(({ words }) => words), objections };
}

/** Ids and aliases that can no longer be found. */
function removals(current: PriceTable, next: PriceTable): string[] {
  const layer = tableLayer(next);
  return current.vendors
    .flatMap(({ models, aliases }) => [...Object.keys(models), ...Object.keys(aliases ?? {})])
    .filter(id => !layer.find(id));
}

interface Change {
  readonly words: string;
  /** How far the figure moved, in either direction; from or to nothing is without bound. */
  readonly ratio: number;
}

function changesBetween(current: PriceTable, next: PriceTable): Change[] {
  const before = tableLayer(current);
  const changes: Change[] = [];
  for (const listing of tableLayer(next).listings()) {
    const old = before.find(listing.model);
    if (old) for (const each of rowChanges(old, listing)) changes.push(each);
    else changes.push({ words: `${listing.model} is new`, ratio: 1 });
  }
  for (const { id, perSearch } of next.vendors) {
    const old = current.vendors.find(vendor => vendor.id === id);
    if (old)
      for (const each of figureChanges(id, { search: old.perSearch ?? 0 }, { search: perSearch ?? 0 }))
        changes.push(each);
  }
  return changes;
}

/** Compares what held and what holds on every day on which either begins a row. */
function rowChanges(old: Listing, next: Listing): Change[] {
  const days = [...old.prices, ...next.prices].flatMap(({ since }) => since ?? []).sort();
  const changes = new Map<string, Change>();
  for (const day of new Set(days.length > 0 ? days : ['1970-01-01'])) {
    const was = priceInForce(old.prices, dayMs(day));
    const is = priceInForce(next.prices, dayMs(day));
    if (!was || !is) continue;
    const found = [
      ...figureChanges(next.model, ratesOf(was), ratesOf(is)),
      ...figureChanges(next.model, longRatesOf(was, is), longRatesOf(is, was)),
      ...figureChanges(next.model, timesOf(old.vendor, was), timesOf(next.vendor, is)),
    ];
    for (const { words, ratio } of found) {
      const dated = `${words} since ${day}`;
      changes.set(dated, { words: dated, ratio });
    }
  }
  return [...changes.values()];
}

type Figures = Readonly<Record<string, number>>;

/** A multiplier that one side does not name is 1. */
function figureChanges(name: string, was: Figures, is: Figures): Change[] {
  return Object.keys({ ...was, ...is }).flatMap(figure => {
    const [before = 1, after = 1] = [was[figure], is[figure]];
    if (before === after) return [];
    return [
      { words: `${name} ${figure}: ${before} -> ${after}`, ratio: Math.max(before / after, after / before) },
    ];
  });
}

/** USD per million tokens. */
function ratesOf(price: Price): Record<TokenKind, number> {
  return billedRates('free' in price ? { input: 0, output: 0 } : price.usd);
}

/**
 * What long prompts cost in a row; nothing where neither it nor the row that it is compared with has rates for them. The
 * length from which these hold is compared where both rows state one.
 */
function longRatesOf(price: Price, other: Price): Figures {
  const [above, otherAbove] = [price, other].map(row => ('free' in row ? undefined : row.above));
  if (!above && !otherAbove) return {};
  const rates = Object.entries(above ? billedRates(above.usd) : ratesOf(price));
  const figures = Object.fromEntries(rates.map(([kind, rate]) => [`${kind} of long prompts`, rate]));
  return above && otherAbove ? { ...figures, 'length of long prompts': above.prompt } : figures;
}

function timesOf(vendor: Vendor, price: Price): Figures {
  const times = 'free' in price ? {} : { ...vendor.times, ...price.times };
  return Object.fromEntries(Object.entries(times).map(([word, factor]) => [`times for ${word}`, factor]));
}
