/**
 * An alert: what a rule has to say about usage or declared work. One shape for spending patterns, waste, thresholds and
 * budgets, so that the command line, the dashboard, the page and every outlet show them alike.
 */
import type { Scope } from './scope.ts';
import type { Place } from './work.ts';

/** Red: act now. Yellow: look into it. Green: good news worth writing down. */
export const ALERT_LEVELS = ['red', 'yellow', 'green'] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

export interface Alert {
  /** The id of the rule. */
  readonly rule: string;
  readonly level: AlertLevel;
  /** The same for the same matter on every run: acknowledging an alert and its cool-down go by it. */
  readonly key: string;
  /** One sentence for people, with its figures. Names in it come from logs: clean them before a terminal. */
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string;
  /** The measured usage that it is about, where that is a part of the journal: it opens as a receipt. */
  readonly scope?: Scope;
  /** The entries it was derived from. */
  readonly evidence: readonly Place[];
}
