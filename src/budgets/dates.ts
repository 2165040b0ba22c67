/**
 * Dates as people write them into files by hand. A date without a time belongs to that day in every zone; a time with a
 * zone is an instant, and its day depends on the zone in which it is shown; a time without a zone is kept as written.
 */
import { type Day, dayText, parseDay, type Zone } from '../core/calendar.ts';
import { isPlaceholder, quoted, type Read } from './amounts.ts';

export type Moment =
  /** A day alone, or with a time of an unknown zone. */
  | { readonly day: Day; readonly text: string }
  /** UTC ms. */
  | { readonly atMs: number; readonly text: string };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TIME =
  /^(.+?)[T\s]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

/** Also takes seconds and milliseconds since 1970. */
export function readMoment(value: unknown): Read<Moment> {
  if (value instanceof Date && !Number.isNaN(value.getTime())) {
    return { value: { atMs: value.getTime(), text: value.toISOString() } };
  }
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1e9 && value < 1e13) {
    const atMs = value < 1e11 ? value * 1000 : value;
    return { value: { atMs, text: new Date(atMs).toISOString() } };
  }
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (text === '') return { problem: `${quoted(value)} is not a date (try 2025-11-01)` };
  if (isPlaceholder(text) || /^(YYYY-MM-DD|ISO ?8601)/i.test(text)) {
    return { problem: `${quoted(text)} is a placeholder`, isPlaceholder: true };
  }
  const timed = TIME.exec(text);
  const day = dayIn(timed ? timed[1]!.replace(/,$/, '') : text);
  if (typeof day === 'string') return { problem: day };
  if (!timed) return { value: { day, text: dayText(day) } };
  const [, , hour = '', minute = '', second = '0', fraction = '', zone] = timed;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) {
    return { problem: `${quoted(text)} has no such time of day` };
  }
  if (zone === undefined) return { value: { day, text } };
  const ms = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const atMs = day * 86_400_000 + ms + Number(fraction.padEnd(3, '0').slice(0, 3)) - offsetMs(zone);
  return { value: { atMs, text } };
}

/** The day on which something was, for a reader in `zone`. */
export function momentDay(moment: Moment, zone: Zone): Day {
  return 'day' in moment ? moment.day : zone.day(moment.atMs);
}

/** The day, or what is wrong with the text. */
function dayIn(text: string): Day | string {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso) return dayFrom(iso[1]!, iso[2]!, iso[3]!, text);
  const compact = parseDay(text);
  if (compact !== undefined) return compact;
  const named =
    /^(?:(\d{1,2})\.?\s+([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?),?\s+(\d{4})$/i.exec(
      text,
    );
  if (named) {
    const month = MONTHS.indexOf((named[2] ?? named[3])!.slice(0, 3).toLowerCase()) + 1;
    return dayFrom(named[5]!, String(month), (named[1] ?? named[4])!, text);
  }
  const short = /^(\d{1,2})([/.])(\d{1,2})\2(\d{4})$/.exec(text);
  if (!short) return `${quoted(text)} is not a date (try 2025-11-01)`;
  const [, first = '', sign, second = '', year = ''] = short;
  // With points, the day comes first everywhere; with slashes it depends on the country.
  if (sign === '.' || Number(first) > 12) return dayFrom(year, second, first, text);
  if (Number(second) > 12 || first === second) return dayFrom(year, first, second, text);
  return `${quoted(text)} may be two different days: write it as ${year}-MM-DD`;
}

function dayFrom(year: string, month: string, day: string, text: string): Day | string {
  const found = parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return found ?? `${quoted(text)} is not a day of the calendar`;
}

function offsetMs(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}
