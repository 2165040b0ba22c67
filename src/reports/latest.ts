/**
 * The newest responses, or those of the highest cost, out of any number: as many as are shown are kept while all
 * are visited, so that a page of twenty out of a million takes no more room than twenty.
 */
import { approximateUsd } from '../core/money.ts';
import type { PriceLookup, Rate } from '../core/price.ts';
import type { UsageEvent } from '../core/usage.ts';
import type { Journal } from '../rollup/journal.ts';
import { eventUsd } from '../rollup/tally.ts';

/** A place in a list of responses: its time and its id, since several may be of one instant. */
export interface Position {
  readonly atMs: number;
  readonly id: string;
}

export interface Found {
  /** Positions in the journal, in order. */
  readonly indices: readonly number[];
  /** How many are wanted in all, those before `after` among them. */
  readonly count: number;
}

type IsWanted = (event: UsageEvent, rate: Rate) => boolean;

/** The newest first; `after` is the last one of the page before. */
export function latest(
  journal: Journal,
  prices: PriceLookup,
  isWanted: IsWanted,
  most: number,
  after?: Position,
): Found {
  return best(journal, prices, isWanted, most, event => {
    const isLater = after && (event.atMs > after.atMs || (event.atMs === after.atMs && event.id >= after.id));
    return isLater ? undefined : event.atMs;
  });
}

/** The highest cost first; what has no price comes last. */
export function costliest(journal: Journal, prices: PriceLookup, isWanted: IsWanted, most: number): Found {
  return best(journal, prices, isWanted, most, (event, rate) => {
    const usd = eventUsd(event, rate);
    return usd === undefined ? -1 : approximateUsd(usd);
  });
}

/** Those of the highest score; undefined is not kept, only counted. */
function best(
  journal: Journal,
  prices: PriceLookup,
  isWanted: IsWanted,
  most: number,
  scoreOf: (event: UsageEvent, rate: Rate) => number | undefined,
): Found {
  const kept: { score: number; id: string; index: number }[] = [];
  let count = 0;
  let least = Number.NEGATIVE_INFINITY;
  journal.visit((event, index) => {
    const rate = prices.rate(event);
    if (!isWanted(event, rate)) return;
    count += 1;
    const score = scoreOf(event, rate);
    if (score === undefined || score < least || most === 0) return;
    kept.push({ score, id: event.id, index });
    if (kept.length < 2 * most + 64) return;
    shorten();
    least = kept.at(-1)!.score;
  });
  shorten();
  return { indices: kept.map(each => each.index), count };

  function shorten(): void {
    kept.sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1));
    kept.length = Math.min(kept.length, most);
  }
}
