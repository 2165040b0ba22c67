/** The moment and the zone in which all tests happen. */
import { Zone } from '../../src/core/calendar.ts';

export const NOW_MS = Date.UTC(2026, 6, 15, 12, 0, 0);
export const UTC = new Zone('UTC');

const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
