/**
 * What faces know of alerts: the composition root gathers the facts, runs the rules, keeps the records and sends what is
 * due; faces show it and acknowledge.
 */
import type { Trouble } from '../core/usage.ts';
import type { AlertRecord } from './alert-state.ts';
import type { BudgetForecast } from './budget-forecast.ts';
import type { BudgetState } from './budget-state.ts';
import type { Overview } from './overview.ts';
import type { OverviewLimits } from './overview-sections.ts';
import type { Section } from './section.ts';
import type { Tracking } from './tracked.ts';

/** One look at everything. */
export interface AlertsNow {
  readonly active: readonly AlertRecord[];
  /** Of these, those that were sent to an output just now. */
  readonly sent: readonly AlertRecord[];
  /** What went wrong while sending, in words. */
  readonly problems: readonly string[];
  readonly budgets: readonly BudgetState[];
  /** Whether a budget will hold, by its name, where that can be said. */
  readonly forecasts: ReadonlyMap<string, BudgetForecast>;
  readonly tracking: Tracking;
  /** Budgets that contradict each other. */
  readonly remarks: readonly string[];
}

export interface AlertCenter {
  /** Looks at usage, and at tracked work below the roots, else below those of the configuration. */
  look(roots: readonly string[], options: { readonly send: boolean }): Promise<AlertsNow>;
  /** The budgets of the configuration over measured usage; neither alerts nor tracked work are looked at. */
  budgets(): Promise<readonly BudgetState[]>;
  /** All records, the resolved ones of the last 90 days among them. */
  records(): readonly AlertRecord[];
  /** Gives back the alerts that were found by these ids. */
  acknowledge(ids: readonly string[] | 'all'): readonly AlertRecord[];
  /** Sends a made-up alert to every output; says what came of each. */
  test(): Promise<readonly { readonly output: string; readonly problem?: string }[]>;
  /** Every rule with its limit, as it is now. */
  rules(): readonly RuleInfo[];
}

/** What a screen that stays open shows of one look. */
export interface BudgetsView extends Pick<AlertsNow, 'active' | 'budgets' | 'forecasts'> {
  /** Tracked work; absent where no file of it can be used. */
  readonly overview?: Overview;
  /** The same as sections. */
  readonly sections: readonly Section[];
  /** What the configuration allows tracked work. */
  readonly limits: OverviewLimits;
  /** Where tracked work was looked for, and what could not be used. */
  readonly roots: readonly string[];
  readonly troubles: readonly Trouble[];
  /** UTC ms. */
  readonly lookedMs: number;
}

export interface RuleInfo {
  readonly id: string;
  readonly summary: string;
  readonly limit?: number;
  /** Its own, where the configuration gives another. */
  readonly usualLimit?: number;
  readonly isOff: boolean;
}
