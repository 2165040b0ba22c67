/**
 * Budgets and alerts as the configuration states them, and what a budget may be about. What they come to is worked out
 * in `budgets/`; usage is measured in `reports/`.
 */
import type { Money } from './money.ts';
import type { Period } from './span.ts';

type Several = readonly string[];

/** Which usage is meant; an absent list lets all in. Several names in one list are alternatives. */
export interface UsageFilter {
  readonly project?: Several;
  readonly model?: Several;
  readonly source?: Several;
  readonly agent?: Several;
  /** Slash commands, skills and agents by name. */
  readonly action?: Several;
  readonly branch?: Several;
}

export interface BudgetSetting extends UsageFilter {
  readonly name?: string;
  readonly per?: Period;
  /** First and last day of a budget for one span, 'YYYY-MM-DD'. */
  readonly from?: string;
  readonly to?: string;
  readonly usd?: number;
  readonly tokens?: number;
  /** A phase of tracked work; its cost is what COST-TRACKING files declare. */
  readonly phase?: string;
  /** The last 1, 7 or 30 days instead of the calendar's. */
  readonly rolling?: boolean;
  /** What goes over to the next period: what was not used, or that and what was used too much. */
  readonly carryOver?: 'unused' | 'balance';
  /** The day from which carrying over counts. */
  readonly since?: string;
  /** Percent of the limit above which there is a warning; 80 where it is absent. */
  readonly warnAt?: number;
  /** Prompts of Claude Code are stopped above it, where its hook is installed. */
  readonly hard?: boolean;
}

/** An alert of the user's own: a filter, a measure, a span, a threshold. */
export interface AlertRuleSetting extends UsageFilter {
  readonly name: string;
  readonly measure: 'cost' | 'tokens' | 'responses';
  readonly per: Period;
  readonly above: number;
  readonly level?: 'red' | 'yellow';
  readonly advice?: string;
}

export interface AlertOutputs {
  readonly terminal?: boolean;
  readonly command?: string;
  readonly webhook?: string;
  readonly file?: string;
}

export interface AlertSettings {
  /** Ids of rules that are not run. */
  readonly off?: Several;
  /** Limits of rules, by id, in place of their own. */
  readonly limits?: Readonly<Record<string, number | undefined>>;
  readonly rules?: readonly AlertRuleSetting[];
  readonly cooldownHours?: number;
  readonly remindHours?: number;
  readonly outputs?: AlertOutputs;
}

export interface TrackingSettings {
  readonly roots?: Several;
  readonly project?: string;
}

/** What was used in some time, measured from logs. */
export interface Use {
  readonly usd: Money;
  readonly tokens: number;
  readonly responses: number;
  /** Of models without a price: the cost is higher than `usd` by an unknown amount. */
  readonly unpricedTokens: number;
  /** Responses whose log lacks the final counts: cost and tokens are at least this. */
  readonly lowerBounds: number;
}

export const NO_USE: Use = { usd: 0n, tokens: 0, responses: 0, unpricedTokens: 0, lowerBounds: 0 };

export function addUse(a: Use, b: Use): Use {
  return {
    usd: a.usd + b.usd,
    tokens: a.tokens + b.tokens,
    responses: a.responses + b.responses,
    unpricedTokens: a.unpricedTokens + b.unpricedTokens,
    lowerBounds: a.lowerBounds + b.lowerBounds,
  };
}
