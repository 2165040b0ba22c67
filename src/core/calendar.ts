/**
 * Days in a time zone. Events keep their instant; the day is computed here, when a report needs it, in the zone
 * the reader wants. A day is a number (days since 1970-01-01 on the local calendar), so days compare and count
 * without strings; months and weeks are read off it.
 *
 * The zone rules are the platform's own (Date and Intl), so half-hour zones and changes of the clocks are as right as it is.
 */
import { smallest } from './extremes.ts';

/** Days since 1970-01-01 on the local calendar. */
export type Day = number;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;

export class Zone {
  /** Absent for the machine's own zone, which the platform knows without the 10 ms that `Intl` takes to load. */
  private readonly format: Intl.DateTimeFormat | undefined;
  /** Offset by UTC day where it holds all day long; else undefined, and each minute is looked up. */
  private readonly dayOffsets = new Map<number, number | undefined>();
  private readonly minuteOffsets = new Map<number, number>();

  /** Throws a RangeError on an unknown name; without one it is the machine's own zone. */
  constructor(name?: string) {
    this.format =
      name === undefined
        ? undefined
        : new Intl.DateTimeFormat('en-US', {
            timeZone: name,
            hourCycle: 'h23',
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
            hour: 'numeric',
            minute: 'numeric',
            second: 'numeric',
          });
  }

  static local(): Zone {
    return new Zone();
  }

  /** IANA name, as shown on screen. */
  get name(): string {
    return (this.format ?? Intl.DateTimeFormat()).resolvedOptions().timeZone;
  }

  /** Local minus UTC, ms, at an instant. Zones change their clocks on whole minutes, not always on whole hours. */
  offsetMs(atMs: number): number {
    const utcDay = Math.floor(atMs / DAY_MS);
    let offset = this.dayOffsets.get(utcDay);
    if (offset === undefined && !this.dayOffsets.has(utcDay)) {
      const first = this.ask(utcDay * DAY_MS);
      offset = first === this.ask((utcDay + 1) * DAY_MS) ? first : undefined;
      this.dayOffsets.set(utcDay, offset);
    }
    if (offset !== undefined) return offset;
    const minute = Math.floor(atMs / MINUTE_MS);
    let exact = this.minuteOffsets.get(minute);
    if (exact === undefined) {
      exact = this.ask(minute * MINUTE_MS);
      this.minuteOffsets.set(minute, exact);
    }
    return exact;
  }

  day(atMs: number): Day {
    return Math.floor((atMs + this.offsetMs(atMs)) / DAY_MS);
  }

  /** A stretch of time around an instant in which it is one local day, UTC ms; `toMs` is not in it. */
  within(atMs: number): { readonly fromMs: number; readonly toMs: number } {
    const offset = this.offsetMs(atMs);
    const utcDay = Math.floor(atMs / DAY_MS);
    if (this.dayOffsets.get(utcDay) === undefined) return this.withinQuarter(atMs, offset);
    const start = Math.floor((atMs + offset) / DAY_MS) * DAY_MS - offset;
    return {
      fromMs: Math.max(start, utcDay * DAY_MS),
      toMs: Math.min(start + DAY_MS, (utcDay + 1) * DAY_MS),
    };
  }

  /** On a day on which the clocks change: the quarter of an hour, where they do not change within it. */
  private withinQuarter(atMs: number, offset: number): { readonly fromMs: number; readonly toMs: number } {
    const fromMs = Math.floor(atMs / QUARTER_MS) * QUARTER_MS;
    const toMs = fromMs + QUARTER_MS;
    const isEven = this.offsetMs(fromMs) === offset && this.offsetMs(toMs - 1) === offset;
    // Days begin on a quarter where the offset is a whole number of them, as it is everywhere today.
    return isEven && offset % QUARTER_MS === 0 ? { fromMs, toMs } : { fromMs: atMs, toMs: atMs + 1 };
  }

  /** The same for an hour of the local day. */
  withinHour(atMs: number): { readonly fromMs: number; readonly toMs: number } {
    const { fromMs, toMs } = this.within(atMs);
    const offset = this.offsetMs(atMs);
    const start = Math.floor((atMs + offset) / HOUR_MS) * HOUR_MS - offset;
    return { fromMs: Math.max(fromMs, start), toMs: Math.min(toMs, start + HOUR_MS) };
  }

  /** Hour of the local day, 0 to 23. */
  hour(atMs: number): number {
    return Math.floor(((((atMs + this.offsetMs(atMs)) % DAY_MS) + DAY_MS) % DAY_MS) / 3_600_000);
  }

  /** The first instant of a local day, UTC ms; where midnight is skipped, the first instant after it. */
  startOf(day: Day): number {
    const local = day * DAY_MS;
    // The offset at the wanted instant is one of those within a day of it; the earliest that fits is the start.
    const candidates = [local - DAY_MS, local, local + DAY_MS].map(guess => local - this.offsetMs(guess));
    const fitting = candidates.filter(at => this.day(at) === day).sort((a, b) => a - b)[0];
    if (fitting !== undefined) return fitting;
    let at = smallest(candidates);
    while (this.day(at) < day) at += MINUTE_MS;
    return at;
  }

  /** '14:05:09' on the local clock. */
  clock(atMs: number): string {
    return new Date(atMs + this.offsetMs(atMs)).toISOString().slice(11, 19);
  }

  private ask(atMs: number): number {
    if (!this.format) return 0 - new Date(atMs).getTimezoneOffset() * MINUTE_MS;
    const parts: Record<string, number> = {};
    for (const { type, value } of this.format.formatToParts(atMs)) parts[type] = Number(value);
    const { year, month, day, hour, minute, second } = parts as Record<
      'year' | 'month' | 'day' | 'hour' | 'minute' | 'second',
      number
    >;
    const local = Date.UTC(year, month - 1, day, hour, minute, second);
    return local - Math.floor(atMs / 1000) * 1000;
  }
}

/** 'YYYY-MM-DD'. */
export function dayText(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day that 'YYYY-MM-DD' (or 'YYYYMMDD') names; undefined where there is no such day. */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text);
  if (!match) return undefined;
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS;
  return dayText(day) === `${match[1]}-${match[2]}-${match[3]}` ? day : undefined;
}

/** The first day of the month that holds `day`. */
export function monthStart(day: Day): Day {
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY_MS;
}

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return (((day + 4) % 7) + 7) % 7;
}
