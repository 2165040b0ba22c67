/** What a status line shows of the logs, as of now. */
import type { Zone } from '../core/calendar.ts';
import type { Currency } from '../core/currency.ts';
import type { PriceLookup } from '../core/price.ts';
import type { Status } from '../core/status.ts';
import type { Journal } from '../rollup/journal.ts';
import { activeBlock } from './active-block.ts';
import { tallyBetween } from './between.ts';

export interface StatusQuestion {
  readonly zone: Zone;
  readonly nowMs: number;
  readonly goodForMs: number;
  readonly currency?: Currency;
}

export function statusOf(journal: Journal, prices: PriceLookup, question: StatusQuestion): Status {
  const { zone, nowMs, goodForMs, currency } = question;
  const day = zone.day(nowMs);
  const fromMs = zone.startOf(day);
  const toMs = zone.startOf(day + 1);
  const today = tallyBetween(journal, prices, fromMs, toMs);
  return {
    madeMs: nowMs,
    goodForMs,
    today: { fromMs, toMs, cost: today.cost() },
    block: activeBlock(journal, prices, nowMs),
    currency,
  };
}
