/** The ways in which Goose writes a moment, as UTC milliseconds. Undefined where it cannot be one. */
import { instant } from '../../core/counts.ts';

/** Goose takes numbers above this as milliseconds, below it as seconds; so do we. */
const FIRST_MILLISECONDS = 1e10;

/** Seconds or milliseconds since 1970, ISO text, or SQLite's "2025-06-05 14:30:00", which is UTC. */
export function moment(value: unknown): number | undefined {
  if (typeof value === 'number')
    return instant(Math.round(value > FIRST_MILLISECONDS ? value : value * 1000));
  if (typeof value !== 'string') return undefined;
  return instant(
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(value) ? `${value.replace(' ', 'T')}Z` : value,
  );
}

/**
 * The beginning of a file's name, "20250605_143000". It is in the local time of a machine whose zone nobody wrote
 * down; we take it as UTC, which is hours off at most.
 */
export function stemMoment(stem: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)(?!\d)/.exec(stem);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return instant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** A file's name without directories and without its ending. */
export function stemOf(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.[^.]+$/, '');
}
