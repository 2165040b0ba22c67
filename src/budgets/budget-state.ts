/**
 * A budget against what was used: how much of the limit is gone, whether that is within it, a warning or over, and
 * whether it can be known at all. Unpriced usage costs an unknown amount: a budget in dollars that has some is over where
 * the priced part alone is over, and unknown below that.
 */
import { addUse, NO_USE, type Use } from '../core/budget.ts';
import type { Day } from '../core/calendar.ts';
import type { Money } from '../core/money.ts';
import type { Span, Weekday } from '../core/span.ts';
import { type Budget, spanOn } from './plan.ts';

/** Usage by day; days without usage are absent. */
export type DaysOfUse = ReadonlyMap<Day, Use>;

export const BUDGET_LEVELS = ['within', 'warning', 'over', 'unknown'] as const;
export type BudgetLevel = (typeof BUDGET_LEVELS)[number];

export interface BudgetState {
  readonly budget: Budget;
  /** The days it is about. */
  readonly span: Span;
  /** What may be used in these days, with what was carried over; money in atto-dollars, or tokens. */
  readonly limit: bigint;
  readonly used: bigint;
  readonly use: Use;
  readonly level: BudgetLevel;
  /** Used per limit in percent; undefined where the limit is nothing. */
  readonly percent?: number;
  /** False before and after a budget for one span. */
  readonly isRunning: boolean;
}

export function budgetState(budget: Budget, days: DaysOfUse, today: Day, weekStart: Weekday): BudgetState {
  const span = spanOn(budget, today, weekStart);
  const use = sumIn(days, span);
  const limit = limitIn(budget, days, span, weekStart);
  const used = amountOf(budget, use);
  return {
    ...{ budget, span, limit, used, use },
    level: levelOf(budget, limit, used, use),
    percent: limit > 0n ? Number((used * 1_000_000n) / limit) / 10_000 : undefined,
    isRunning: today >= span.from && today <= span.to,
  };
}

export function sumIn(days: DaysOfUse, { from, to }: Span): Use {
  let sum = NO_USE;
  for (const [day, use] of days) if (day >= from && day <= to) sum = addUse(sum, use);
  return sum;
}

/** In the unit of the budget's limit. */
export function amountOf({ limit }: Budget, use: Use): bigint {
  return limit.unit === 'usd' ? use.usd : BigInt(use.tokens);
}

function levelOf(budget: Budget, limit: bigint, used: bigint, use: Use): BudgetLevel {
  if (used > limit) return 'over';
  if (budget.limit.unit === 'usd' && use.unpricedTokens > 0) return 'unknown';
  // Exact: a warning at 80 % begins above 80 %, not at it.
  const isAbove = used * 100n * SCALE > limit * BigInt(Math.round(budget.warnAt * Number(SCALE)));
  return isAbove ? 'warning' : 'within';
}

const SCALE = 1_000_000n;

/** The limit as the configuration states it. */
export function ownLimit({ limit }: Budget): bigint {
  return limit.unit === 'usd' ? limit.usd : BigInt(limit.tokens);
}

/** The limit of a period, with what the periods before it left or took. */
function limitIn(budget: Budget, days: DaysOfUse, span: Span, weekStart: Weekday): bigint {
  const own = ownLimit(budget);
  if (!budget.carry) return own;
  let carried = 0n;
  for (let day = budget.carry.since; day < span.from; ) {
    const earlier = spanOn(budget, day, weekStart);
    const left = own + carried - amountOf(budget, sumIn(days, { from: day, to: earlier.to }));
    carried = budget.carry.what === 'unused' && left < 0n ? 0n : left;
    day = earlier.to + 1;
  }
  return own + carried;
}

/** The most urgent state of several, as `budget check` answers: over, else unknown, else warning. */
export function worst(levels: readonly BudgetLevel[]): BudgetLevel {
  return (['over', 'unknown', 'warning'] as const).find(level => levels.includes(level)) ?? 'within';
}

/** Declared work of a phase as use, so that a budget of a phase is kept like any other. */
export function declaredUse(amount: Money): Use {
  return { ...NO_USE, usd: amount };
}
