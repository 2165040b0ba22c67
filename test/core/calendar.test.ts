import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Day, dayText, monthStart, parseDay, weekday, Zone } from '../../src/core/calendar.ts';
import { DAY, HOUR, MINUTE } from '../support/clock.ts';

/** Logs of these tools can be of these years. */
const FIRST = Date.UTC(2020, 0, 1);
const LAST = Date.UTC(2040, 0, 1);
const NAMES = Intl.supportedValuesOf('timeZone');
const zones = new Map<string, { zone: Zone; intl: Intl.DateTimeFormat }>();

function zoned(name: string) {
  let known = zones.get(name);
  if (!known) {
    const intl = new Intl.DateTimeFormat('en-CA', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    known = { zone: new Zone(name), intl };
    zones.set(name, known);
  }
  return known;
}

/** What the platform says of an instant: '2026-07-01, 14:05:09'. */
function checkAgainstIntl(name: string, atMs: number): void {
  const { zone, intl } = zoned(name);
  const [date, clock] = intl.format(atMs).split(', ') as [string, string];
  expect({
    name,
    atMs,
    date: dayText(zone.day(atMs)),
    clock: zone.clock(atMs),
    hour: zone.hour(atMs),
  }).toEqual({
    name,
    atMs,
    date,
    clock,
    hour: Number(clock.slice(0, 2)),
  });
}

function checkStart(name: string, day: Day): void {
  const { zone } = zoned(name);
  const start = zone.startOf(day);
  expect({ name, day: dayText(zone.day(start)) }).toEqual({ name, day: dayText(day) });
  expect({ name, day, isFirst: zone.day(start - 1) < day }).toEqual({ name, day, isFirst: true });
}

/** Instants between which a zone changes its clocks, to the minute: found by halving. */
function changesOf(name: string, from: number, to: number): readonly number[] {
  const { zone } = zoned(name);
  const intl = (at: number) => platformOffset(name, at);
  const changes: number[] = [];
  for (let at = from; at < to; at += 5 * DAY) {
    if (intl(at) === intl(at + 5 * DAY)) continue;
    let [low, high] = [at, at + 5 * DAY];
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
      if (intl(middle) === intl(low)) low = middle;
      else high = middle;
    }
    changes.push(high);
    expect(zone.offsetMs(high - 1)).toBe(intl(high - 1));
  }
  return changes;
}

function platformOffset(name: string, atMs: number): number {
  const text = zoned(name).intl.format(atMs).replace(', ', 'T');
  return Date.parse(`${text}Z`) - Math.floor(atMs / 1000) * 1000;
}

describe('any zone', () => {
  const name = fc.constantFrom(...NAMES);

  test('the day, the hour and the clock of an instant are those of the platform', () => {
    fc.assert(fc.property(name, fc.integer({ min: FIRST, max: LAST }), checkAgainstIntl), { numRuns: 3000 });
  });

  test('a day begins at its first instant', () => {
    fc.assert(fc.property(name, fc.integer({ min: FIRST / DAY, max: LAST / DAY }), checkStart), {
      numRuns: 2000,
    });
  });

  test.each(NAMES)('%s, around every change of its clocks', name => {
    for (const at of changesOf(name, Date.UTC(2020, 0, 1), Date.UTC(2028, 0, 1))) {
      for (const off of [-HOUR, -MINUTE, -1, 0, 1, MINUTE, HOUR]) checkAgainstIntl(name, at + off);
      const day = zoned(name).zone.day(at);
      for (const each of [day - 1, day, day + 1]) checkStart(name, each);
    }
  });
});

/** Days whose beginning is not where one would look for it, or that are not as long as others. */
test.each<[zone: string, day: string, start: string, hours: number, why: string]>([
  ['UTC', '2026-07-01', '2026-07-01T00:00:00Z', 24, 'nothing happens'],
  ['Asia/Kolkata', '2026-07-01', '2026-06-30T18:30:00Z', 24, 'half an hour'],
  ['Asia/Kathmandu', '2026-07-01', '2026-06-30T18:15:00Z', 24, 'a quarter of an hour'],
  ['Pacific/Kiritimati', '2026-07-01', '2026-06-30T10:00:00Z', 24, 'fourteen hours ahead'],
  ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', 23, 'an hour is skipped at two'],
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00Z', 25, 'an hour comes twice at two'],
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z', 23, 'midnight is skipped'],
  ['America/Sao_Paulo', '2018-02-17', '2018-02-17T02:00:00Z', 25, 'the last hour comes twice'],
  ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00Z', 24, 'the day after'],
  ['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00Z', 23, 'midnight is skipped'],
  ['America/Havana', '2025-11-02', '2025-11-02T04:00:00Z', 25, 'the first hour comes twice'],
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z', 23, 'midnight is skipped'],
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00Z', 24.5, 'half an hour comes twice'],
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00Z', 23.5, 'half an hour is skipped'],
  ['Antarctica/Troll', '2026-03-29', '2026-03-29T00:00:00Z', 22, 'two hours are skipped'],
  [
    'Antarctica/Casey',
    '2020-10-04',
    '2020-10-03T16:00:00Z',
    21,
    'three hours are skipped a minute after midnight',
  ],
  ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00Z', 24, 'the day before the one that never was'],
])('%s %s', (name, text, start, hours) => {
  const zone = new Zone(name);
  const day = parseDay(text)!;
  expect(new Date(zone.startOf(day)).toISOString().replace('.000Z', 'Z')).toBe(start);
  expect((zone.startOf(day + 1) - zone.startOf(day)) / HOUR).toBe(hours);
});

/** Each clock change, by the minute before and after it, and the zone's name. */
test.each([
  ['America/St_Johns', '2010-11-07T02:31:00Z', 'back into the day before, a minute after midnight'],
  ['America/St_Johns', '2010-03-14T03:31:00Z', 'an hour ahead, a minute after midnight'],
  ['Antarctica/Casey', '2020-10-03T16:01:00Z', 'three hours ahead, a minute after midnight'],
  ['Africa/Monrovia', '1972-01-07T00:44:30Z', 'from an offset that is no whole number of minutes'],
  ['America/New_York', '2026-11-01T06:00:00Z', 'on a quarter of an hour, as nearly everywhere'],
  ['Asia/Kathmandu', '1985-12-31T18:30:00Z', 'from five and a half hours to five and three quarters'],
])('%s %s: what is of one day is of one day', (name, text) => {
  const zone = new Zone(name);
  for (let minutes = -40; minutes <= 40; minutes++) {
    for (const off of [-1, 0, 1]) {
      const at = Date.parse(text) + minutes * MINUTE + off;
      const { fromMs, toMs } = zone.within(at);
      expect(fromMs <= at && at < toMs).toBe(true);
      for (const each of [fromMs, (fromMs + at) / 2, (at + toMs) / 2, toMs - 1])
        expect(zone.day(Math.floor(each))).toBe(zone.day(at));
    }
  }
});

test('a name of no zone is refused', () => {
  expect(() => new Zone('Middle/Earth')).toThrow(RangeError);
});

test.each<[string, string | undefined]>([
  ['2026-07-01', '2026-07-01'],
  ['20260701', '2026-07-01'],
  ['2024-02-29', '2024-02-29'],
  ['2026-02-29', undefined],
  ['2026-13-01', undefined],
  ['2026-00-10', undefined],
  ['2026-7-1', undefined],
  [' 2026-07-01', undefined],
  ['today', undefined],
  ['', undefined],
])('parseDay(%j)', (text, expected) => {
  const day = parseDay(text);
  expect(day === undefined ? undefined : dayText(day)).toBe(expected);
});

test('a day is read as it is written, and lies in its month and week', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), day => {
      const text = dayText(day);
      expect(parseDay(text)).toBe(day);
      expect(dayText(monthStart(day))).toBe(`${text.slice(0, 7)}-01`);
      expect(weekday(day)).toBe(new Date(`${text}T00:00:00Z`).getUTCDay());
    }),
  );
});
