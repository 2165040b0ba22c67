/** The state of a budget in one line: `Opus, 2026-11: $84.10 of $100 (84.1%), warning`. */
import { dayText } from '../core/calendar.ts';
import { grouped, shortCount, usdCents } from '../core/format.ts';
import { decimal, usd } from '../core/money.ts';
import { budgetText } from './amount-text.ts';
import type { BudgetForecast } from './budget-forecast.ts';
import { type BudgetState, ownLimit } from './budget-state.ts';
import { spanText } from './plan.ts';

export function budgetLine(state: BudgetState): string {
  const { budget, span, percent } = state;
  const share = percent === undefined ? '' : ` (${percent.toFixed(1)}%)`;
  return `${budget.name}, ${spanText(budget, span)}: ${usedText(state)} of ${limitText(state)}${share}, ${levelText(state)}`;
}

/** What was used, as a lower bound where it is one. */
export function usedText({ budget, used, use }: BudgetState): string {
  const isBound = use.lowerBounds > 0 || (budget.limit.unit === 'usd' && use.unpricedTokens > 0);
  const amount = budget.limit.unit === 'usd' ? usdCents(used) : `${grouped(Number(used))} tokens`;
  return `${isBound ? '≥ ' : ''}${amount}`;
}

export function limitText({ budget, limit }: BudgetState): string {
  return budget.limit.unit === 'usd' ? budgetText(limit) : `${grouped(Number(limit))} tokens`;
}

export function levelText({ level, use, isRunning }: BudgetState): string {
  const words =
    level === 'unknown' ? `unknown: ${shortCount(use.unpricedTokens)} tokens have no price` : level;
  return isRunning ? words : `${words} (not running today)`;
}

/**
 * For scripts: money as decimal text, so that no digit is lost. `own` is the limit without what was carried over; `perDay`
 * and `perWeek` are its even shares, tokens as whole ones.
 */
export function budgetJson({ budget, span, limit, used, percent, level, isRunning, use }: BudgetState) {
  const amount = (value: bigint) => (budget.limit.unit === 'usd' ? decimal(value, 2) : Number(value));
  const isAlways = budget.time.kind === 'always';
  const days = span.to - span.from + 1;
  const own = ownLimit(budget);
  const share = (shareDays: number) =>
    isAlways || days < shareDays ? null : amount((own * BigInt(shareDays)) / BigInt(days));
  return {
    ...{ name: budget.name, unit: budget.limit.unit, state: level, isRunning },
    filter: budget.filter,
    from: isAlways ? null : dayText(span.from),
    to: isAlways ? null : dayText(span.to),
    days: isAlways ? null : days,
    ...{ used: amount(used), limit: amount(limit), percent: percent ?? null, warnAt: budget.warnAt },
    ...{ own: amount(own), perDay: share(1), perWeek: share(7) },
    ...{ unpricedTokens: use.unpricedTokens, lowerBoundResponses: use.lowerBounds },
    source: budget.phase === undefined ? 'measured' : 'declared',
  };
}

/** The forecast in words, and what it comes to at the end; the last digits of dollars say nothing. */
export function forecastJson({ budget }: BudgetState, forecast: BudgetForecast | undefined) {
  const amount = (value: number | undefined) =>
    value === undefined
      ? null
      : budget.limit.unit === 'usd'
        ? decimal(usd(value.toFixed(4)), 2)
        : Math.round(value);
  const { point, low, high } = forecast?.atEnd ?? {};
  return {
    forecast: forecast?.text ?? null,
    forecastAtEnd: forecast ? { amount: amount(point), low: amount(low), high: amount(high) } : null,
  };
}
