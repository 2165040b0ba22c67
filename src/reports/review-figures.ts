/** The figures of a review of logged work, seen from a day: sums, averages, goal, budget and plan. All exact. */
import type { Alert } from '../core/alert.ts';
import { type Day, dayText, monthStart } from '../core/calendar.ts';
import { getOrInsert } from '../core/group.ts';
import { type Money, usd as money } from '../core/money.ts';
import { periodOf } from '../core/span.ts';
import type { Work } from '../core/work.ts';
import type { Declared } from './report.ts';

const DAYS = 30;

/** A name and what it cost. */
export interface Most {
  readonly name: string;
  readonly usd: Money;
}

export interface Figures {
  /** The last 30 days, today included. */
  readonly from: Day;
  readonly to: Day;
  readonly tasks: number;
  readonly tokens: number;
  readonly usd: Money;
  readonly usdPerDay: Money;
  readonly topProject: Most | undefined;
  readonly topTask: Most | undefined;
  readonly goalUsdPerDay: Money | undefined;
  readonly overByUsdPerDay: Money | undefined;
  /** The month that holds today, up to today. */
  readonly month: {
    /** '2026-11'. */
    readonly name: string;
    readonly days: number;
    readonly tasks: number;
    readonly usd: Money;
    readonly usdPerDay: Money;
    readonly budgetUsd: Money | undefined;
    /** Of a hundred, cut to a tenth. */
    readonly usedPercent: number | undefined;
    readonly leftUsd: Money | undefined;
  };
  readonly next: {
    readonly name: string;
    readonly days: number;
    readonly usd: Money;
    readonly goalUsd: Money | undefined;
  };
  readonly patterns: readonly Alert[];
}

export function figuresOf(work: readonly Work[], today: Day, declared: Declared | undefined): Figures {
  const from = today - DAYS + 1;
  const lately = work.filter(({ day }) => day >= from && day <= today);
  const usd = sum(lately);
  const usdPerDay = usd / BigInt(DAYS);
  const goal = declared?.goalUsdPerDay === undefined ? undefined : money(declared.goalUsdPerDay);
  return {
    from,
    to: today,
    tasks: lately.length,
    tokens: lately.reduce((all, { tokens }) => all + tokens.total, 0),
    usd,
    usdPerDay,
    topProject: topOf(lately, each => each.project),
    topTask: topOf(lately, each => each.name),
    goalUsdPerDay: goal,
    overByUsdPerDay: goal === undefined ? undefined : usdPerDay - goal,
    month: monthOf(work, today, declared?.usdPerMonth),
    next: nextMonth(usd, goal, today),
    patterns: declared?.patterns(work, today) ?? [],
  };
}

/** The name that cost the most; of equal ones the first seen. Undefined where nothing cost anything. */
export function topOf(work: readonly Work[], nameOf: (work: Work) => string): Most | undefined {
  const sums = new Map<string, Work[]>();
  for (const each of work) getOrInsert(sums, nameOf(each), (): Work[] => []).push(each);
  let top: Most | undefined;
  for (const [name, of] of sums) {
    const usd = sum(of);
    if (usd > (top?.usd ?? 0n)) top = { name, usd };
  }
  return top;
}

function monthOf(work: readonly Work[], today: Day, budget: number | undefined): Figures['month'] {
  const from = monthStart(today);
  const all = work.filter(({ day }) => day >= from && day <= today);
  const days = today - from + 1;
  const usd = sum(all);
  const budgetUsd = budget === undefined ? undefined : money(budget);
  return {
    name: dayText(from).slice(0, 7),
    days,
    tasks: all.length,
    usd,
    usdPerDay: usd / BigInt(days),
    budgetUsd,
    usedPercent: budgetUsd === undefined ? undefined : Number((usd * 1000n) / budgetUsd) / 10,
    leftUsd: budgetUsd === undefined ? undefined : budgetUsd - usd,
  };
}

/** Multiplied before it is divided, so that nothing is rounded twice. */
function nextMonth(usd: Money, goal: Money | undefined, today: Day): Figures['next'] {
  const from = periodOf(today, 'month', 0).to + 1;
  const days = periodOf(from, 'month', 0).to - from + 1;
  return {
    name: dayText(from).slice(0, 7),
    days,
    usd: (usd * BigInt(days)) / BigInt(DAYS),
    goalUsd: goal === undefined ? undefined : goal * BigInt(days),
  };
}

function sum(work: readonly Work[]): Money {
  return work.reduce((all, { usd = 0n }) => all + usd, 0n);
}
