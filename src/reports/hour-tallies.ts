/** What was used at each hour of each weekday: one pass over the rollup, whose cells are quarters of an hour. */
import { weekday, type Zone } from '../core/calendar.ts';
import { getOrInsert } from '../core/group.ts';
import type { PriceLookup } from '../core/price.ts';
import { matchers, type Query } from '../core/query.ts';
import type { Journal } from '../rollup/journal.ts';
import { Tally } from '../rollup/tally.ts';
import { fewModelNames } from './model-names.ts';

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;

/** Tallies by weekday (0 is Sunday) and hour: index 24 x weekday + hour. */
export function hourTallies(
  journal: Journal,
  prices: PriceLookup,
  zone: Zone,
  query: Query,
): ReadonlyMap<number, Tally> {
  const { isTime, isPlace, isModel } = matchers(query, zone, fewModelNames(journal));
  const groups = journal.group(prices, {
    timeOf(atMs) {
      const hour = 24 * weekday(zone.day(atMs)) + zone.hour(atMs);
      return { key: (isTime?.(atMs) ?? true) ? hour : undefined, ...hourAround(zone, atMs) };
    },
    placeOf: usage => isPlace(usage) || undefined,
    modelOf: (usage, rate) => isModel(usage, rate) || undefined,
  });
  const hours = new Map<number, Tally>();
  for (const { time, sum } of groups) getOrInsert(hours, time, () => new Tally()).absorb(sum.tally);
  return hours;
}

/** The local hour that holds an instant, or the quarter of an hour where clocks change within it. */
function hourAround(zone: Zone, atMs: number): { readonly fromMs: number; readonly toMs: number } {
  const day = zone.within(atMs);
  const offset = zone.offsetMs(atMs);
  const fromMs = Math.floor((atMs + offset) / HOUR_MS) * HOUR_MS - offset;
  if (fromMs >= day.fromMs && fromMs + HOUR_MS <= day.toMs) return { fromMs, toMs: fromMs + HOUR_MS };
  const quarter = Math.floor(atMs / QUARTER_MS) * QUARTER_MS;
  return { fromMs: Math.max(quarter, day.fromMs), toMs: Math.min(quarter + QUARTER_MS, day.toMs) };
}
