/** The five-hour window of Claude Code that is running: what it came to so far, and how fast it fills. */

import type { Money } from '../core/money.ts';
import type { PriceLookup } from '../core/price.ts';
import type { Block } from '../core/status.ts';
import type { Journal } from '../rollup/journal.ts';
import { tallyBetween } from './between.ts';
import { isRunning, PLAN_HOURS, windowsOf } from './windows.ts';

/** Only Claude Code's plans count in windows. */
export const PLANNED = 'claude-code';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Undefined where none is open at `nowMs`. `officialEndMs` is when it ends by the vendor's word: then it is open, whether
 * anything is in the logs or not.
 */
export function activeBlock(
  journal: Journal,
  prices: PriceLookup,
  nowMs: number,
  officialEndMs?: number,
): Block | undefined {
  if (officialEndMs !== undefined) return officialBlock(journal, prices, officialEndMs);
  // Nothing was used for so long that no window can be open: the usual case, and no reason to look at every event.
  if (!journal.range || nowMs - journal.range.toMs > PLAN_HOURS * HOUR_MS) return undefined;
  const moments = Float64Array.from(journal.moments([PLANNED])).sort();
  const window = windowsOf(moments, PLAN_HOURS).at(-1);
  if (!window || !isRunning(window, PLAN_HOURS, nowMs)) return undefined;

  const { startMs, endMs, firstMs, lastMs } = window;
  const cost = tallyBetween(journal, prices, firstMs, Number.POSITIVE_INFINITY, PLANNED).cost();
  return { fromMs: startMs, toMs: endMs, cost, usdPerHour: pace(cost.usd, firstMs, lastMs) };
}

function officialBlock(journal: Journal, prices: PriceLookup, endMs: number): Block {
  const startMs = endMs - PLAN_HOURS * HOUR_MS;
  const cost = tallyBetween(journal, prices, startMs, endMs, PLANNED).cost();
  let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const at of journal.moments([PLANNED])) {
    if (at < startMs || at >= endMs) continue;
    firstMs = Math.min(firstMs, at);
    lastMs = Math.max(lastMs, at);
  }
  return { fromMs: startMs, toMs: endMs, cost, usdPerHour: pace(cost.usd, firstMs, lastMs) };
}

/** A cost by the hour; undefined where its responses are too close together. */
export function pace(usd: Money, firstMs: number, lastMs: number): Money | undefined {
  const minutes = Math.round((lastMs - firstMs) / MINUTE_MS);
  return minutes > 0 ? (usd * 60n) / BigInt(minutes) : undefined;
}
