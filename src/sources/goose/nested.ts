/** Goose stores JSON inside JSON, and inside database columns, as text. */
import { record } from '../../core/lines.ts';

/** The object that a field holds, itself or as text; undefined where it holds none. */
export function nested(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'string') return record(value);
  try {
    return record(JSON.parse(value));
  } catch {
    return undefined;
  }
}
