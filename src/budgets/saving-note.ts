/**
 * Cost-saving measures and their impact: what was changed, from which day on, and what a day cost before and after. The
 * user may state both figures; else they are measured from the logs whenever the notes are listed.
 */
import { type Day, parseDay } from '../core/calendar.ts';
import { type Money, usd } from '../core/money.ts';
import { type DaysOfUse, sumIn } from './budget-state.ts';

export interface SavingNote {
  readonly text: string;
  /** The day from which it holds, 'YYYY-MM-DD'. */
  readonly on: string;
  /** How many days before and after are compared. */
  readonly days: number;
  /** US dollars per day as the user states them, decimal text. */
  readonly before?: string;
  readonly after?: string;
}

export interface Impact {
  readonly before: Money;
  readonly after: Money;
  readonly isStated: boolean;
  /** Days after the change that have passed; the figure is not final below `days`. */
  readonly daysAfter: number;
  /** Some usage in these days has no price. */
  readonly isUnpriced: boolean;
}

/** Means per day of the calendar, days without usage included. Undefined before the first day has passed. */
export function impactOf(note: SavingNote, days: DaysOfUse, today: Day): Impact | undefined {
  if (note.before !== undefined && note.after !== undefined) {
    const stated = { before: usd(note.before), after: usd(note.after) };
    return { ...stated, isStated: true, daysAfter: note.days, isUnpriced: false };
  }
  const on = parseDay(note.on);
  if (on === undefined) return undefined;
  const daysAfter = Math.min(note.days, today - on);
  if (daysAfter < 1) return undefined;
  const before = sumIn(days, { from: on - note.days, to: on - 1 });
  const after = sumIn(days, { from: on, to: on + daysAfter - 1 });
  return {
    before: before.usd / BigInt(note.days),
    after: after.usd / BigInt(daysAfter),
    ...{ isStated: false, daysAfter, isUnpriced: before.unpricedTokens + after.unpricedTokens > 0 },
  };
}

/** The notes of a file of JSON lines; a line that is none is left out. */
export function keptNotes(text = ''): readonly SavingNote[] {
  return text.split('\n').flatMap(line => {
    try {
      const value: unknown = JSON.parse(line);
      return isNote(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

function isNote(value: unknown): value is SavingNote {
  if (typeof value !== 'object' || value === null) return false;
  const { text, on, days } = value as Partial<Record<keyof SavingNote, unknown>>;
  return typeof text === 'string' && typeof on === 'string' && typeof days === 'number' && days >= 1;
}
