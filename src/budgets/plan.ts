/**
 * Budgets out of the configuration: each with a name of its own, its limit as exact money or tokens, and the span of days
 * that it is about on a given day. Also says which budgets contradict each other.
 */

import type { BudgetSetting, UsageFilter } from '../core/budget.ts';
import { type Day, dayText, parseDay } from '../core/calendar.ts';
import { type Money, usd } from '../core/money.ts';
import { type Period, periodOf, type Span, type Weekday } from '../core/span.ts';
import { budgetText } from './amount-text.ts';

export type Limit =
  | { readonly unit: 'usd'; readonly usd: Money }
  | { readonly unit: 'tokens'; readonly tokens: number };

export interface Budget {
  readonly name: string;
  /** A period of the calendar, the last days, or one span. */
  readonly time:
    | { readonly kind: 'period'; readonly per: Period }
    | { readonly kind: 'rolling'; readonly days: number }
    | { readonly kind: 'span'; readonly span: Span }
    /** All tracked work of a phase, whenever it was done. */
    | { readonly kind: 'always' };
  readonly limit: Limit;
  readonly filter: UsageFilter;
  /** Declared work instead of measured usage. */
  readonly phase?: string;
  readonly carry?: { readonly what: 'unused' | 'balance'; readonly since: Day };
  /** Percent. */
  readonly warnAt: number;
  /** Claude Code is stopped above it, where its hook is installed. */
  readonly isHard: boolean;
}

const ROLLING_DAYS: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30 };
const USUAL_WARNING = 80;

/** The settings were checked when the configuration was read. */
export function plansOf(settings: readonly BudgetSetting[]): readonly Budget[] {
  const names = new Map<string, number>();
  return settings.map(setting => {
    const wanted = setting.name ?? nameOf(setting);
    const count = (names.get(wanted) ?? 0) + 1;
    names.set(wanted, count);
    return planOf(setting, count === 1 ? wanted : `${wanted} (${count})`);
  });
}

function planOf(setting: BudgetSetting, name: string): Budget {
  const { usd: dollars, tokens, carryOver, since, phase } = setting;
  const { project, model, source, agent, action, branch } = setting;
  return {
    name,
    time: timeOf(setting),
    limit: dollars === undefined ? { unit: 'tokens', tokens: tokens! } : { unit: 'usd', usd: usd(dollars) },
    filter: { project, model, source, agent, action, branch },
    phase,
    carry: carryOver && { what: carryOver, since: parseDay(since!)! },
    warnAt: setting.warnAt ?? USUAL_WARNING,
    isHard: setting.hard === true,
  };
}

function timeOf({ per, from, to, rolling }: BudgetSetting): Budget['time'] {
  if (per !== undefined)
    return rolling ? { kind: 'rolling', days: ROLLING_DAYS[per] } : { kind: 'period', per };
  if (from === undefined || to === undefined) return { kind: 'always' };
  return { kind: 'span', span: { from: parseDay(from)!, to: parseDay(to)! } };
}

/** What it is about, for one without a name: 'opus per week'. */
function nameOf({ per, from, to, ...setting }: BudgetSetting): string {
  const about = FILTERS.flatMap(name => setting[name] ?? []).concat(setting.phase ?? []);
  const time = per === undefined ? (from === undefined ? '' : ` ${from} to ${to}`) : ` per ${per}`;
  return `${about.length === 0 ? 'all' : about.join(', ')}${time}`;
}

const FILTERS = ['project', 'model', 'source', 'agent', 'action', 'branch'] as const;

/** Every day that a date can name. */
const ALWAYS: Span = { from: -1_000_000, to: 3_000_000 };

/** The days of a budget that `today` falls into; for one span, that span, whatever the day. */
export function spanOn({ time }: Budget, today: Day, weekStart: Weekday): Span {
  switch (time.kind) {
    case 'period':
      return periodOf(today, time.per, weekStart);
    case 'rolling':
      return { from: today - time.days + 1, to: today };
    case 'span':
      return time.span;
    case 'always':
      return ALWAYS;
    default:
      return time satisfies never;
  }
}

/** The first day of which a budget needs to know the usage. */
export function firstDayOf(budget: Budget, today: Day, weekStart: Weekday): Day {
  const { from } = spanOn(budget, today, weekStart);
  return budget.carry ? Math.min(from, budget.carry.since) : from;
}

/** A span in words: 2026-11, 2026-11-30, 2026-11-24 to 2026-11-30. */
export function spanText({ time }: Budget, { from, to }: Span): string {
  if (time.kind === 'always') return 'in all';
  if (from === to) return dayText(from);
  if (time.kind === 'period' && time.per === 'month') return dayText(from).slice(0, 7);
  return `${dayText(from)} to ${dayText(to)}`;
}

/** Budgets that can never matter, because another one over more usage is smaller. */
export function contradictions(budgets: readonly Budget[]): readonly string[] {
  return budgets.flatMap(narrow =>
    budgets.flatMap(wide => {
      if (narrow === wide || !covers(wide, narrow)) return [];
      if (amountOf(narrow.limit) <= amountOf(wide.limit)) return [];
      const amount =
        narrow.limit.unit === 'usd' ? budgetText(narrow.limit.usd) : `${narrow.limit.tokens} tokens`;
      return [`${narrow.name} allows ${amount}, more than ${wide.name}, which it is a part of`];
    }),
  );
}

/** All usage of the one is usage of the other as well, over the same time. */
function covers(wide: Budget, narrow: Budget): boolean {
  if (wide.phase !== undefined || narrow.phase !== undefined || wide.limit.unit !== narrow.limit.unit)
    return false;
  if (JSON.stringify(wide.time) !== JSON.stringify(narrow.time)) return false;
  return FILTERS.every(name => {
    const [all, some] = [wide.filter[name], narrow.filter[name]];
    return all === undefined || some?.every(each => all.includes(each)) === true;
  });
}

function amountOf(limit: Limit): bigint {
  return limit.unit === 'usd' ? limit.usd : BigInt(limit.tokens);
}
