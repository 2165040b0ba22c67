/**
 * Stretches of days up to today that rules compare. Weeks are runs of seven days that end today, not weeks of the
 * calendar: a week that has only begun cannot be compared with a whole one.
 */
import type { Money } from '../../core/money.ts';
import type { Work } from '../../core/work.ts';
import type { RuleInput } from './rule.ts';

const LATELY_DAYS = 30;

/** The work of the last 30 days, today included. */
export function lately({ work, today }: Pick<RuleInput, 'work' | 'today'>): readonly Work[] {
  return work.filter(({ day }) => day <= today && day > today - LATELY_DAYS);
}

/** The work of one run of seven days: 0 ends today, 1 is the one before it. */
export function weekBack({ work, today }: Pick<RuleInput, 'work' | 'today'>, back: number): readonly Work[] {
  const last = today - 7 * back;
  return work.filter(({ day }) => day <= last && day > last - 7);
}

/** What the work cost as declared; what states no cost adds nothing. */
export function costOf(work: readonly Work[]): Money {
  return work.reduce((sum, { usd = 0n }) => sum + usd, 0n);
}
