/**
 * What screens show that comes from no log: handed over by the composition root as stores, and drawn anew when one
 * changes. A screen that needs another one adds its line here.
 */
import type { BudgetsView } from '../budgets/alert-center.ts';
import type { Limits } from '../core/limits.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import type { Store } from '../core/store.ts';
import type { Declared } from '../reports/report.ts';

/** One line of a check-up: a question, what was found, and what to do about it. */
export interface HealthLine {
  readonly about: string;
  readonly level: 'fine' | 'note' | 'warning' | 'broken';
  readonly what: string;
  readonly todo?: string;
}

export interface Stores {
  /** The vendor's own limits, as status lines report them. */
  readonly limits?: Store<Limits>;
  /** Days before the first log, as Claude Code itself remembers them; undefined until they are looked up. */
  readonly recovered?: Store<readonly RecoveredDay[] | undefined>;
  /** Tasks that were logged by hand; undefined until the log is read. */
  readonly declared?: Store<Declared | undefined>;
  /** Findings of the doctor; undefined until the Doctor screen has loaded them. */
  readonly health?: Store<readonly HealthLine[] | undefined>;
  /** Budgets, alerts and tracked work; undefined until their screens have loaded them. */
  readonly budgets?: Store<BudgetsView | undefined>;
  /** Alerts that last and were not acknowledged. */
  readonly alertCount?: Store<number>;
}
