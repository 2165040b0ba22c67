/** Which days the screens are about: a named range that ends today, where usage ended, or where the cursor led. */
import { type Day, dayText, monthStart, weekday } from '../core/calendar.ts';
import { type Period, periodOf, type Span } from '../core/span.ts';

export const RANGES = [
  { id: '7d', title: '7 days', days: 7 },
  { id: '30d', title: '30 days', days: 30 },
  { id: '90d', title: '90 days', days: 90 },
  { id: 'month', title: 'month', days: undefined },
  { id: 'all', title: 'all time', days: undefined },
] as const;
export type RangeId = (typeof RANGES)[number]['id'];

/** A range with what moves it away from its usual end. */
export interface Range {
  readonly id: RangeId | 'custom';
  /** The last day, where it is not the usual one. */
  readonly to?: Day;
  /** Of a custom range. */
  readonly from?: Day;
}

/** What is known of the days with usage. */
export interface Extent {
  readonly today: Day;
  /** The last day of ranges: today, or the last day with usage where that is long ago. */
  readonly anchor: Day;
  readonly firstDay: Day | undefined;
}

/** Without usage for so many days, ranges end where usage ended. */
const STALE_DAYS = 30;

export function extentOf(today: Day, order: readonly Day[]): Extent {
  const last = order.findLast(day => day <= today);
  const anchor = last !== undefined && last <= today - STALE_DAYS ? last : today;
  return { today, anchor, firstDay: order[0] };
}

export function spanOfRange({ id, from, to }: Range, { anchor, firstDay }: Extent): Span {
  const end = to ?? anchor;
  switch (id) {
    case 'all':
      return { from: Math.min(firstDay ?? end, end), to: end };
    case 'month':
      return { from: monthStart(end), to: end };
    case 'custom':
      return { from: Math.min(from ?? firstDay ?? end, end), to: end };
    default: {
      const days = RANGES.find(range => range.id === id)?.days ?? 30;
      return { from: end - days + 1, to: end };
    }
  }
}

/** The days before a span, as many as it has. */
export function spanBefore({ from, to }: Span): Span {
  return { from: from - (to - from) - 1, to: from - 1 };
}

export function rangeTitle({ id }: Range, { from, to }: Span): string {
  const known = RANGES.find(range => range.id === id);
  if (known && id !== 'month') return known.title;
  if (id === 'month') return MONTHS[new Date(to * DAY_MS).getUTCMonth()]!;
  return `${to - from + 1} days`;
}

const DAY_MS = 86_400_000;
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

export function weekdayText(day: Day): string {
  return WEEKDAYS[weekday(day)]!;
}

/** 'Thu 2026-11-12'. */
export function dayTitle(day: Day): string {
  return `${weekdayText(day)} ${dayText(day)}`;
}

/** '10-21 to 11-19', with years where they differ from today's or the range is long. */
export function spanText({ from, to }: Span, today: Day): string {
  if (from === to) return shortDay(to, today);
  return `${shortDay(from, today)} to ${shortDay(to, today)}`;
}

/** '11-12', or '2025-11-12' where that is more than eleven months ago. */
export function shortDay(day: Day, today: Day): string {
  return today - day > 334 || day > today ? dayText(day) : dayText(day).slice(5);
}

/** A bucket in a title: 'Today so far', 'Thu 2026-11-12', 'Week of 2026-11-09', 'November 2026'. */
export function bucketTitle(bucket: Span, period: Period, today: Day): string {
  if (bucket.from === bucket.to && period === 'day') {
    return bucket.to === today ? 'Today so far' : dayTitle(bucket.to);
  }
  if (period === 'month') {
    const text = dayText(bucket.from);
    return `${MONTHS[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)}`;
  }
  return `Week of ${dayText(periodOf(bucket.from, 'week', 1).from)}`;
}
