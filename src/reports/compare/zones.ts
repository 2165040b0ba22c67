/**
 * Whose midnight it may be. Most zones are at a whole or half hour from UTC; where clocks changed in the time that is
 * compared, only a zone with its rules can fit, so those are tried after the plain offsets.
 */
import { Zone } from '../../core/calendar.ts';
import type { Clock } from './quarters.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Offsets in use, in minutes: every half hour, and the three places with a quarter. */
const OFFSETS = [...Array.from({ length: 53 }, (_, i) => -720 + i * 30), 345, 525, 765];

/** Of many zones with the same rules, the one that is named. */
const FAMILIAR = [
  'Europe/Berlin',
  'Europe/London',
  'Europe/Athens',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Halifax',
  'Australia/Sydney',
];

/** UTC first, then the offsets nearest to where the reader is. */
export function offsetClocks(nearMinutes: number): readonly Clock[] {
  const far = (minutes: number) => (minutes === 0 ? -1 : Math.abs(minutes - nearMinutes));
  return OFFSETS.toSorted((a, b) => far(a) - far(b) || a - b).map(offsetClock);
}

function offsetClock(minutes: number): Clock {
  const abs = Math.abs(minutes);
  const clock = `${String(Math.floor(abs / 60)).padStart(2, '0')}:${String(abs % 60).padStart(2, '0')}`;
  return {
    name: minutes === 0 ? 'UTC' : `UTC${minutes < 0 ? '-' : '+'}${clock}`,
    day: atMs => Math.floor((atMs + minutes * MINUTE_MS) / DAY_MS),
  };
}

/** Zones whose clocks change within these instants, one for each set of rules. */
export function ruledClocks(fromMs: number, toMs: number): readonly Clock[] {
  const months: number[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += 28 * DAY_MS) months.push(atMs);
  months.push(toMs);
  const byRules = new Map<string, Zone>();
  for (const name of [...FAMILIAR, ...Intl.supportedValuesOf('timeZone')]) {
    const zone = new Zone(name);
    const offsets = months.map(atMs => zone.offsetMs(atMs));
    if (offsets.some(offset => offset !== offsets[0]) && !byRules.has(offsets.join())) {
      byRules.set(offsets.join(), zone);
    }
  }
  return [...byRules.values()];
}
