/**
 * Words for days: '2026-11-20', '20261120', '7d', '2w', 'today', 'this-month'. Each names a span of days on the local
 * calendar, seen from a today that is handed in. What a span is asked for is the business of `query.ts`.
 */
import { type Day, monthStart, parseDay, weekday } from './calendar.ts';

/** First and last day, both included. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** 0 is Sunday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;
export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/** What a run of days can be counted in. */
export type Period = 'day' | 'week' | 'month';

/** The days that a word names; undefined where it names none. */
export function spanOf(word: string, today: Day, weekStart: Weekday): Span | undefined {
  const day = parseDay(word);
  if (day !== undefined) return { from: day, to: day };
  const back = /^(\d{1,4})([dw])$/i.exec(word);
  if (back) return daysBack(Number(back[1]) * (back[2]?.toLowerCase() === 'w' ? 7 : 1), today);
  const month = /^\d{4}-\d\d$/.test(word) ? parseDay(`${word}-01`) : undefined;
  if (month !== undefined) return periodOf(month, 'month', weekStart);
  switch (word.toLowerCase()) {
    case 'today':
      return periodOf(today, 'day', weekStart);
    case 'yesterday':
      return periodOf(today - 1, 'day', weekStart);
    case 'this-week':
      return periodOf(today, 'week', weekStart);
    case 'last-week':
      return periodOf(today - 7, 'week', weekStart);
    case 'this-month':
      return periodOf(today, 'month', weekStart);
    case 'last-month':
      return periodOf(monthStart(today) - 1, 'month', weekStart);
    default:
      return undefined;
  }
}

/** The days of a word, or from the first of one word to the last of another: '2026-03-01..2026-03-14', '2026-03-01..14'. */
export function spanBetween(words: string, today: Day, weekStart: Weekday): Span | undefined {
  const [first = '', last, ...more] = words.split('..');
  const from = spanOf(first, today, weekStart);
  if (last === undefined || !from || more.length > 0) return more.length > 0 ? undefined : from;
  // A last day may leave out what it has in common with the first.
  const isShort = /^(\d\d?-)?\d\d?$/.test(last) && parseDay(first) !== undefined;
  const end = last.replace(/\d+/g, digits => digits.padStart(2, '0'));
  const to = spanOf(isShort ? first.slice(0, -end.length) + end : last, today, weekStart);
  return to && to.to >= from.from ? { from: from.from, to: to.to } : undefined;
}

/** The day, week or month that holds `day`. */
export function periodOf(day: Day, period: Period, weekStart: Weekday): Span {
  switch (period) {
    case 'day':
      return { from: day, to: day };
    case 'week': {
      const from = day - ((weekday(day) - weekStart + 7) % 7);
      return { from, to: from + 6 };
    }
    case 'month': {
      const from = monthStart(day);
      // No month is longer than 31 days, and no two together are as short.
      return { from, to: monthStart(from + 31) - 1 };
    }
    default:
      return period satisfies never;
  }
}

/** The last so many days, weeks or months, of which the one that holds `today` is the last. */
export function lastPeriods(count: number, period: Period, today: Day, weekStart: Weekday): Span {
  const last = periodOf(today, period, weekStart);
  let { from } = last;
  for (let more = count - 1; more > 0; more--) from = periodOf(from - 1, period, weekStart).from;
  return { from, to: last.to };
}

/** So many days up to today; undefined where there are none. */
function daysBack(count: number, today: Day): Span | undefined {
  return count > 0 ? { from: today - count + 1, to: today } : undefined;
}
