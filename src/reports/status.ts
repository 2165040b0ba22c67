/** What a status line shows of the logs, as of now. */
import type { Zone } from '../core/calendar.ts';
import type { Currency } from '../core/currency.ts';
import { getOrInsert } from '../core/group.ts';
import type { PriceLookup } from '../core/price.ts';
import type { Status } from '../core/status.ts';
import { ANY, ANY_TIME } from '../rollup/group-by.ts';
import type { Journal } from '../rollup/journal.ts';
import { Sum } from '../rollup/sum.ts';
import { activeBlock, PLANNED } from './active-block.ts';
import { tallyBetween } from './between.ts';

export interface StatusQuestion {
  readonly zone: Zone;
  readonly nowMs: number;
  readonly goodForMs: number;
  readonly currency?: Currency;
  /** When the window of five hours ends by the vendor's word, UTC ms. */
  readonly officialWindowEndMs?: number;
}

export function statusOf(journal: Journal, prices: PriceLookup, question: StatusQuestion): Status {
  const { zone, nowMs, goodForMs, currency, officialWindowEndMs } = question;
  const day = zone.day(nowMs);
  const fromMs = zone.startOf(day);
  const toMs = zone.startOf(day + 1);
  const today = tallyBetween(journal, prices, fromMs, toMs);
  return {
    madeMs: nowMs,
    goodForMs,
    today: { fromMs, toMs, cost: today.cost() },
    block: activeBlock(journal, prices, nowMs, officialWindowEndMs),
    currency,
    sessions: recentSessions(journal, prices, nowMs),
  };
}

/** Sessions that a status line may be drawn for, and no more of them than a small file holds. */
const RECENT_MS = 2 * 86_400_000;
const MOST_SESSIONS = 100;

function recentSessions(journal: Journal, prices: PriceLookup, nowMs: number): Status['sessions'] {
  if (!journal.range || nowMs - journal.range.toMs > RECENT_MS) return [];
  const sums = new Map<string, Sum>();
  const groups = journal.group(prices, {
    timeOf: ANY_TIME,
    placeOf: ({ attribution: { source, session } }) => (source === PLANNED ? session : undefined),
    modelOf: ANY,
  });
  for (const { place, sum } of groups) getOrInsert(sums, place, () => new Sum()).absorb(sum);
  return [...sums]
    .filter(([id, { toMs }]) => id !== '' && nowMs - toMs <= RECENT_MS)
    .sort(([, a], [, b]) => b.toMs - a.toMs)
    .slice(0, MOST_SESSIONS)
    .map(([id, { tally }]) => [id, tally.cost()] as const);
}
