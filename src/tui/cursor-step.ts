/** How the cursor of a chart moves. */
import type { Day } from '../core/calendar.ts';
import { type Bucket, bucketAt } from '../reports/buckets.ts';
import { nothingHere, type View } from './view.ts';

interface Charted {
  readonly buckets: readonly Bucket[];
  /** Days with usage, ascending. */
  readonly days: readonly Day[];
  /** The day that the cursor begins on. */
  readonly anchor: Day;
}

/** Moves the cursor by buckets; where it leaves the range, the range moves along. */
export function moveCursor(view: View, by: 1 | -1, isUsedOnly: boolean, around: Charted): View {
  const { buckets, days, anchor } = around;
  if (buckets.length === 0) return nothingHere(view);
  const last = buckets.length - 1;
  const at =
    view.cursor === undefined ? Math.max(0, bucketAt(buckets, anchor)) : bucketAt(buckets, view.cursor);
  const from = at < 0 ? last : at;
  const to = isUsedOnly ? usedBucket(buckets, days, from, by) : from + by;
  const bucket = to === undefined ? undefined : buckets[to];
  if (bucket) return atDay(view, bucket.from, anchor, bucket);
  const day = isUsedOnly ? usedDay(days, buckets, by) : by < 0 ? buckets[0]!.from - 1 : buckets[last]!.to + 1;
  if (day === undefined || day > Math.max(anchor, days.at(-1) ?? anchor))
    return { ...view, message: by < 0 ? 'nothing earlier' : 'nothing later' };
  if (by < 0 && day < (days[0] ?? day)) return { ...view, message: 'nothing earlier' };
  const end = buckets[last]!.to + (by < 0 ? day - buckets[0]!.from : day - buckets[last]!.to);
  const isHome = end >= anchor;
  const { to: _, ...range } = view.range;
  return {
    ...view,
    range: isHome ? range : { ...range, to: end },
    cursor: isHome && day === anchor ? undefined : day,
  };
}

function atDay(view: View, day: Day, anchor: Day, bucket: Bucket): View {
  const isHome = bucket.from === anchor && bucket.to === anchor && view.range.to === undefined;
  return { ...view, cursor: isHome ? undefined : day };
}

function usedBucket(
  buckets: readonly Bucket[],
  days: readonly Day[],
  from: number,
  by: 1 | -1,
): number | undefined {
  for (let at = from + by; at >= 0 && at < buckets.length; at += by) {
    const { from: first, to } = buckets[at]!;
    if (days.some(day => day >= first && day <= to)) return at;
  }
  return undefined;
}

function usedDay(days: readonly Day[], buckets: readonly Bucket[], by: 1 | -1): Day | undefined {
  return by < 0 ? days.findLast(day => day < buckets[0]!.from) : days.find(day => day > buckets.at(-1)!.to);
}
