/** What the doctor found: how bad it is, and what to do about it. */

/** From nothing to worry about to something that does not work. */
export const LEVELS = ['fine', 'note', 'warning', 'broken'] as const;
export type Level = (typeof LEVELS)[number];

export interface Finding {
  readonly level: Level;
  readonly what: string;
  /** What to do about it. */
  readonly todo?: string;
}
