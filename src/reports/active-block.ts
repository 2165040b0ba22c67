/** The five-hour window of Claude Code that is running: what it came to so far, and how fast it fills. */

import type { PriceLookup } from '../core/price.ts';
import type { Block } from '../core/status.ts';
import type { Journal } from '../rollup/journal.ts';
import { tallyBetween } from './between.ts';
import { isRunning, windowsOf } from './windows.ts';

const HOURS = 5;
/** Only Claude Code's plans count in windows. */
const PLANNED = 'claude-code';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Undefined where none is open at `nowMs`. */
export function activeBlock(journal: Journal, prices: PriceLookup, nowMs: number): Block | undefined {
  // Nothing was used for so long that no window can be open: the usual case, and no reason to look at every event.
  if (!journal.range || nowMs - journal.range.toMs > HOURS * HOUR_MS) return undefined;
  const moments = Float64Array.from(journal.moments([PLANNED])).sort();
  const window = windowsOf(moments, HOURS).at(-1);
  if (!window || !isRunning(window, HOURS, nowMs)) return undefined;

  const { startMs, endMs, firstMs, lastMs } = window;
  const tally = tallyBetween(journal, prices, firstMs, Number.POSITIVE_INFINITY, PLANNED);
  const cost = tally.cost();
  const minutes = Math.round((lastMs - firstMs) / MINUTE_MS);
  const usdPerHour = minutes > 0 ? (cost.usd * 60n) / BigInt(minutes) : undefined;
  return { fromMs: startMs, toMs: endMs, cost, usdPerHour };
}
