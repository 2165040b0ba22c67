/** Days, weeks or months in a row: what a chart has along its foot. */
import type { Day } from '../core/calendar.ts';
import { type Period, periodOf, type Span, type Weekday } from '../core/span.ts';

/** First and last day of a bucket; of the first and the last bucket only what lies in the range. */
export type Bucket = Span;

/** Up to so many days a chart has a bucket a day, and up to so many a week. */
const MOST_DAYS = 60;
const MOST_WEEKS_DAYS = 800;

/** The bucket that suits a range. */
export function periodFor({ from, to }: Span): Period {
  const days = to - from + 1;
  return days <= MOST_DAYS ? 'day' : days <= MOST_WEEKS_DAYS ? 'week' : 'month';
}

export function bucketsOf({ from, to }: Span, period: Period, weekStart: Weekday): readonly Bucket[] {
  const buckets: Bucket[] = [];
  for (let day = from; day <= to; ) {
    const whole = periodOf(day, period, weekStart);
    buckets.push({ from: Math.max(from, whole.from), to: Math.min(to, whole.to) });
    day = whole.to + 1;
  }
  return buckets;
}

/** The position of the bucket that holds a day; -1 where none does. */
export function bucketAt(buckets: readonly Bucket[], day: Day): number {
  return buckets.findIndex(({ from, to }) => day >= from && day <= to);
}
