/** A time that a tool writes as seconds or as milliseconds since 1970, or as text. */
import { instant } from '../core/counts.ts';

/** As seconds, this is the year 2286; as milliseconds, 1970. */
const FIRST_MILLISECONDS = 1e10;

/** UTC ms; undefined where it cannot be a time of these logs. */
export function moment(value: unknown): number | undefined {
  if (typeof value !== 'number') return instant(value);
  return instant(Math.round(value > FIRST_MILLISECONDS ? value : value * 1000));
}
