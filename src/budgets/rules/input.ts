/**
 * What the rules of alerts look at, gathered once for all of them: declared work, tracked sessions, measured usage by
 * day, budgets, official limits, prices, retention. Whatever could not be gathered is absent, and a rule then finds
 * nothing.
 */
import type { AlertRuleSetting, Use } from '../../core/budget.ts';
import type { Zone } from '../../core/calendar.ts';
import type { Limit } from '../../core/limits.ts';
import type { RunTrace } from '../../core/run-trace.ts';
import type { Span } from '../../core/span.ts';
import type { BudgetState, DaysOfUse } from '../budget-state.ts';
import type { TrackedSession } from '../tracked.ts';
import type { RuleInput } from './rule.ts';

export interface AlertInput extends RuleInput {
  readonly zone?: Zone;
  readonly sessions?: readonly TrackedSession[];
  readonly budgets?: readonly BudgetState[];
  /** All measured usage. */
  readonly days?: DaysOfUse;
  readonly officialLimits?: readonly Limit[];
  /** Models of the last days that have no price. */
  readonly unpriced?: readonly UnpricedModel[];
  readonly priceChanges?: readonly PriceChange[];
  readonly retention?: readonly Retained[];
  /** The runs of the last `HISTORY_DAYS`. */
  readonly runs?: readonly RunTrace[];
  /** The user's own rules with what they measured. */
  readonly measured?: readonly Measured[];
}

export interface UnpricedModel {
  readonly model: string;
  readonly tokens: number;
  readonly responses: number;
}

/** A price that will hold from a day to come, of a model in use. */
export interface PriceChange {
  readonly model: string;
  /** 'YYYY-MM-DD', UTC. */
  readonly on: string;
  readonly what: string;
}

/** Transcripts that Claude Code will delete within a week. */
export interface Retained {
  readonly settings: string;
  readonly days: number;
  readonly files: number;
  readonly responses: number;
}

export interface Measured {
  readonly rule: AlertRuleSetting;
  readonly span: Span;
  readonly use: Use;
}
