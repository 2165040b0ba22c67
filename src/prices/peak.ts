/** Rates that hold at some hours of the day, as DeepSeek bills working hours in Beijing. */
import type { PeakHours } from './row.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 1970-01-01 was a Thursday; Monday is 0. */
const EPOCH_WEEKDAY = 3;

/** Whether a moment is in peak hours, and from when to when (UTC ms) that is so. */
export function peakAt(peak: PeakHours, atMs: number): { isPeak: boolean; fromMs: number; toMs: number } {
  const edges = edgesAround(peak, atMs);
  const isPeak = edges.some(([fromMs, toMs]) => fromMs <= atMs && atMs < toMs);
  const all = edges.flat();
  return {
    isPeak,
    fromMs: all.reduce((last, edge) => (edge <= atMs && edge > last ? edge : last), Number.NEGATIVE_INFINITY),
    toMs: all.reduce((next, edge) => (edge > atMs && edge < next ? edge : next), Number.POSITIVE_INFINITY),
  };
}

/** The peak windows of the days around a moment: the longest pause, a weekend, is shorter than four days. */
function edgesAround({ hours, weekdays }: PeakHours, atMs: number): readonly (readonly [number, number])[] {
  const today = Math.floor(atMs / DAY_MS);
  return [-4, -3, -2, -1, 0, 1, 2, 3, 4].flatMap(shift => {
    const day = today + shift;
    if (weekdays && (((day + EPOCH_WEEKDAY) % 7) + 7) % 7 > 4) return [];
    return hours.map(([from, to]) => {
      const fromMs = day * DAY_MS + from * HOUR_MS;
      return [fromMs, fromMs + ((to - from + 24) % 24) * HOUR_MS] as const;
    });
  });
}

/** '01:00-04:00 and 06:00-10:00 UTC, Monday to Friday'. */
export function peakText({ hours, weekdays }: PeakHours): string {
  const hour = (value: number) =>
    `${String(Math.floor(value)).padStart(2, '0')}:${String((value % 1) * 60).padStart(2, '0')}`;
  const windows = hours.map(([from, to]) => `${hour(from)}-${hour(to)}`).join(' and ');
  return `${windows} UTC${weekdays ? ', Monday to Friday' : ''}`;
}
