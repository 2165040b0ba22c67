/** What a reader remarks on while it reads one record: troubles for the file, notes for the reading. */
import { count } from '../core/counts.ts';
import type { Note } from '../core/usage.ts';

export class Remarks {
  readonly notes: Set<Note>;
  /** Reports a trouble of this record; the caller adds its line. */
  readonly trouble: (why: string) => void;

  constructor(trouble: (why: string) => void, ...notes: readonly Note[]) {
    this.trouble = trouble;
    this.notes = new Set(notes);
  }

  /** Reads a count; what cannot be one is 0 and is remarked on. */
  count(value: unknown, field: string): number {
    return count(value, field, why => {
      this.trouble(why);
      this.notes.add('count repaired');
    });
  }

  /** The time of a record: its own, or that of a record near it. Undefined, and a trouble, where there is neither. */
  time(own: number | undefined, near: number | undefined): number | undefined {
    if (own !== undefined) return own;
    if (near === undefined) this.trouble('no time is known: not counted');
    else this.notes.add('borrowed time');
    return near;
  }
}
