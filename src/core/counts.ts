/**
 * Reading numbers out of logs of other tools. A token count is a whole number from 0 to
 * 10^12; anything else is reported to the caller, which keeps the rest of the record.
 */

/** More tokens than any response or session can have; above it a count is taken for damage. */
export const MOST_TOKENS = 1e12;

/**
 * Reads a field as a count. Absent and null are 0. Digits in text are taken as the number they spell (Goose writes
 * its debug logs so: "4120", "Some(4120)"). Anything else is 0, and `bad` is called with the words for it.
 */
export function count(value: unknown, field: string, bad: (why: string) => void): number {
  if (value === undefined || value === null) return 0;
  const number = typeof value === 'string' ? fromText(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= MOST_TOKENS)
    return number;
  bad(`${field} is ${shown(value)}, not a count of tokens: read as 0`);
  return 0;
}

function fromText(text: string): number | undefined {
  if (text === 'None') return 0;
  const digits = /^(?:Some\()?(\d{1,15})\)?$/.exec(text);
  return digits ? Number(digits[1]) : undefined;
}

function shown(value: unknown): string {
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

/** The years in which a log of these tools can have been written, as UTC milliseconds. */
const EARLIEST = Date.UTC(2020, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/**
 * A moment as UTC milliseconds from ISO 8601 text or a number of milliseconds; undefined where it cannot be one. Text
 * without a zone is UTC: `Date.parse` would read it in the zone of this process, and the cache would keep that.
 */
export function instant(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? isoMs(value) : value;
  return typeof ms === 'number' && ms >= EARLIEST && ms < LATEST ? ms : undefined;
}

/** 2026-03-01, 2026-03-01T10:00Z, 2026-03-01 10:00:00.123456+02:00 */
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(?:Z|UTC|([+-])(\d\d):?(\d\d)?)?)?$/i;

function isoMs(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(digits => Number(digits ?? 0));
  const dayMs = Date.UTC(year!, month! - 1, day);
  // `Date` takes the 30th of February for the 2nd of March.
  if (month! < 1 || month! > 12 || new Date(dayMs).getUTCDate() !== day) return undefined;
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
  const ms = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const aheadMinutes = (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0)) * (match[8] === '-' ? -1 : 1);
  return dayMs + ((hour! * 60 + minute! - aheadMinutes) * 60 + second!) * 1000 + ms;
}
