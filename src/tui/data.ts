/**
 * What screens derive of one journal, each thing once: sums by day, sessions, responses. A new journal makes new data;
 * what was used of the last one is derived ahead, in slices, so that a key or a refresh never waits for it twice.
 */
import { LRUCache } from 'lru-cache';
import type { Zone } from '../core/calendar.ts';
import type { PriceLookup } from '../core/price.ts';
import type { Query } from '../core/query.ts';
import type { Scope } from '../core/scope.ts';
import { type DayTallies, type Dimension, dayTallies } from '../reports/day-tallies.ts';
import { type Parts, type PartsOrder, parts } from '../reports/parts.ts';
import type { Journal } from '../rollup/journal.ts';

export interface DataInputs {
  readonly journal: Journal;
  readonly prices: PriceLookup;
  readonly zone: Zone;
}

interface Derived {
  readonly derive: (data: Data) => unknown;
  readonly value: unknown;
}

/** So many answers are kept; each is at most as large as the rows of a table. */
const MOST_KEPT = 48;

export class Data {
  readonly journal: Journal;
  readonly prices: PriceLookup;
  readonly zone: Zone;
  private readonly known = new LRUCache<string, Derived>({ max: MOST_KEPT });

  constructor({ journal, prices, zone }: DataInputs) {
    this.journal = journal;
    this.prices = prices;
    this.zone = zone;
  }

  /** What `derive` makes of this data; made once per key. */
  once<T>(key: string, derive: (data: Data) => T): T {
    const known = this.known.get(key);
    if (known) return known.value as T;
    const value = derive(this);
    this.known.set(key, { derive, value });
    return value;
  }

  isOf({ journal, prices, zone }: DataInputs): boolean {
    return this.journal === journal && this.prices === prices && this.zone === zone;
  }

  /** Derives what was used of earlier data, one thing a slice. */
  *prepare(earlier: Data): Generator<void, void> {
    for (const [key, { derive }] of [...earlier.known.entries()].slice(0, MOST_PREPARED)) {
      this.once(key, derive);
      yield;
    }
  }

  tallies(dimension: Dimension, query?: Query): DayTallies {
    return this.once(`days ${dimension} ${keyOf(query)}`, ({ journal, prices, zone }) =>
      dayTallies(journal, prices, zone, dimension, query),
    );
  }

  /** The responses of a scope. */
  parts(scope: Scope, order: PartsOrder, query?: Query): Parts {
    return this.once(`parts ${order} ${keyOf([scope, query])}`, ({ journal, prices, zone }) =>
      parts(journal, prices, zone, scope, order, query),
    );
  }
}

/** The most recently used ones: those on the screen. */
const MOST_PREPARED = 6;

/** A key for a query, a scope or another plain object. */
export function keyOf(value: unknown): string {
  return JSON.stringify(value ?? null);
}
