/**
 * What a number is made of: the events of a scope, cost (most expensive first) or newest. Any number of them: an event is one
 * position in the journal and one sort key, and becomes a row only when it is shown.
 */
import type { Zone } from '../core/calendar.ts';
import { approximateUsd, type Money } from '../core/money.ts';
import type { PriceLookup, Rate } from '../core/price.ts';
import { matcher, type Query } from '../core/query.ts';
import { isIn, modelName, type Scope } from '../core/scope.ts';
import { totalTokens, type UsageEvent } from '../core/usage.ts';
import type { Journal } from '../rollup/journal.ts';
import { eventUsd, Tally } from '../rollup/tally.ts';
import { fewModelNames } from './model-names.ts';

export const PARTS_ORDERS = ['cost', 'newest'] as const;
export type PartsOrder = (typeof PARTS_ORDERS)[number];

export interface Parts {
  /** Positions in the journal, in order. */
  readonly events: Uint32Array;
  /** Their sum: the number that was opened. */
  readonly tally: Tally;
}

export interface Part {
  readonly index: number;
  readonly event: UsageEvent;
  readonly model: string;
  readonly rate: Rate;
  /** Undefined where no price is known. */
  readonly usd: Money | undefined;
}

export function parts(
  journal: Journal,
  prices: PriceLookup,
  zone: Zone,
  scope: Scope,
  order: PartsOrder,
  query?: Query,
): Parts {
  const tally = new Tally();
  const nameOf = fewModelNames(journal);
  const isWanted = query && matcher(query, zone, nameOf);
  const found: { index: number; first: number; second: number }[] = [];
  journal.visit((event, index) => {
    const rate = prices.rate(event);
    if (!isIn(scope, event, rate, zone, nameOf) || !(isWanted?.(event, rate) ?? true)) return;
    tally.add(event, rate);
    if (order === 'newest') found.push({ index, first: event.atMs, second: 0 });
    else {
      // Near enough to sort by; what is shown is the exact amount.
      const usd = eventUsd(event, rate);
      found.push({
        index,
        first: usd === undefined ? -1 : approximateUsd(usd),
        second: totalTokens(event.tokens),
      });
    }
  });
  found.sort((a, b) => b.first - a.first || b.second - a.second || a.index - b.index);
  return { events: Uint32Array.from(found, each => each.index), tally };
}

/** One row of the parts. */
export function part(journal: Journal, prices: PriceLookup, index: number): Part {
  const event = journal.event(index);
  const rate = prices.rate(event);
  return { index, event, model: modelName(event, rate), rate, usd: eventUsd(event, rate) };
}
