/**
 * Two spans of days beside each other: what a day cost in each, what the difference is made of, and whether it may be
 * chance. Spans may differ in length, so everything is compared per day of the calendar, days without usage included.
 */
import { type Day, parseDay } from '../core/calendar.ts';
import { getOrInsert } from '../core/group.ts';
import { approximateUsd, type Money } from '../core/money.ts';
import { seeded } from '../core/seeded.ts';
import type { Span } from '../core/span.ts';
import type { Tally } from '../rollup/tally.ts';
import { daily } from './daily.ts';
import { groupUsage, rowOf } from './groups.ts';
import type { Grouping, ReportInput, Row } from './report.ts';

/** What was used in a span. */
export interface SpanSide {
  readonly span: Span;
  readonly days: number;
  readonly activeDays: number;
  readonly total: Row;
  readonly perDay: Money;
}

export interface GroupChange {
  readonly keys: readonly string[];
  /** USD a day in the first and in the second span, without what has no price. */
  readonly before: Money;
  readonly after: Money;
  readonly difference: Money;
  /** Some of its usage, in either span, has no price or no final counts. */
  readonly isLowerBound: boolean;
}

/** Parts of the difference of a day's cost, USD; they add up to it. */
export interface Factors {
  /** More or fewer responses, more or fewer tokens in each, and more or less for a token. */
  readonly responses: number;
  readonly tokensEach: number;
  readonly price: number;
}

export interface SpanChange {
  readonly before: SpanSide;
  readonly after: SpanSide;
  readonly difference: Money;
  /** Undefined where one of the spans has no cost. */
  readonly factors: Factors | undefined;
  /**
   * How often the difference is at least as large when the same days are dealt out to both spans at random, 0 to 1;
   * undefined where a span has fewer than `LEAST_DAYS`.
   */
  readonly chance: number | undefined;
}

/** Fewer days say nothing of how days differ by themselves. */
export const LEAST_DAYS = 3;
const DEALS = 4000;

export function spanChange(input: ReportInput, before: Span, after: Span): SpanChange {
  const [a, b] = [sideOf(input, before), sideOf(input, after)];
  return {
    before: a.side,
    after: b.side,
    difference: b.side.perDay - a.side.perDay,
    factors: factorsOf(a.side, b.side),
    chance: chanceOf(a.amounts, b.amounts),
  };
}

/** The differences of groups, the largest first in whichever direction. */
export function groupChanges(
  input: ReportInput,
  before: Span,
  after: Span,
  groupings: readonly Grouping[],
): readonly GroupChange[] {
  const sides = [before, after].map(span => groupUsage(within(input, span), groupings).rows);
  const groups = new Map<string, { readonly keys: readonly string[]; readonly rows: (Row | undefined)[] }>();
  for (const [side, rows] of sides.entries()) {
    for (const row of rows) {
      getOrInsert(groups, JSON.stringify(row.keys), () => ({ keys: row.keys, rows: [] })).rows[side] = row;
    }
  }
  return [...groups.values()]
    .map(({ keys, rows: [first, second] }): GroupChange => {
      const [from, to] = [perDay(first, before), perDay(second, after)];
      const isLowerBound = [first, second].some(
        row => row && row.cost.unpricedEvents + row.cost.lowerBoundEvents > 0,
      );
      return { keys, before: from, after: to, difference: to - from, isLowerBound };
    })
    .sort((x, y) => compareSizes(y.difference, x.difference) || (x.keys.join() < y.keys.join() ? -1 : 1));
}

function compareSizes(a: Money, b: Money): number {
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  return x < y ? -1 : x > y ? 1 : 0;
}

function perDay(row: Row | undefined, span: Span): Money {
  return (row?.cost.usd ?? 0n) / BigInt(daysIn(span));
}

function daysIn({ from, to }: Span): number {
  return to - from + 1;
}

function within(input: ReportInput, { from, to }: Span): ReportInput {
  return { ...input, by: [], query: { ...input.query, from, to } };
}

function sideOf(
  input: ReportInput,
  span: Span,
): { readonly side: SpanSide; readonly amounts: readonly number[] } {
  const { rows, total } = groupUsage(within(input, span), [daily.grouping]);
  const byDay = new Map<Day, number>(
    rows.map(({ keys, cost }) => [parseDay(keys[0]!)!, approximateUsd(cost.usd)]),
  );
  const days = daysIn(span);
  return {
    side: {
      ...{ span, days, activeDays: rows.length },
      total: rows.length > 0 ? total : rowOf({ keys: [], models: new Map() }),
      perDay: total.cost.usd / BigInt(days),
    },
    amounts: Array.from({ length: days }, (_, i) => byDay.get(span.from + i) ?? 0),
  };
}

/**
 * The difference as a sum of three logarithmic shares (the LMDI method of index decomposition): cost is responses, times
 * tokens in each, times USD for a token.
 */
function factorsOf(before: SpanSide, after: SpanSide): Factors | undefined {
  const [a, b] = [before, after].map(({ total, days }) => shapeOf(total.tally, days));
  if (!a || !b) return undefined;
  const change = b.usd - a.usd;
  const weight = Math.abs(change) < 1e-12 * a.usd ? a.usd : change / Math.log(b.usd / a.usd);
  const share = (name: 'responses' | 'tokensEach' | 'price') => weight * Math.log(b[name] / a[name]);
  return { responses: share('responses'), tokensEach: share('tokensEach'), price: share('price') };
}

function shapeOf(tally: Tally, days: number) {
  const usd = approximateUsd(tally.cost().usd) / days;
  if (usd === 0 || tally.total === 0) return undefined;
  const responses = tally.events / days;
  return { usd, responses, tokensEach: tally.total / tally.events, price: usd / (tally.total / days) };
}

function chanceOf(before: readonly number[], after: readonly number[]): number | undefined {
  if (before.length < LEAST_DAYS || after.length < LEAST_DAYS) return undefined;
  const all = [...before, ...after];
  const sum = all.reduce((total, each) => total + each, 0);
  const gap = (amounts: readonly number[]) => {
    let first = 0;
    for (let i = 0; i < before.length; i++) first += amounts[i]!;
    return Math.abs((sum - first) / after.length - first / before.length);
  };
  const found = gap(all);
  const random = seeded(1);
  let asLarge = 0;
  for (let deal = 0; deal < DEALS; deal++) {
    // Fisher and Yates, as far as the first span needs.
    for (let i = 0; i < before.length; i++) {
      const other = i + Math.floor(random() * (all.length - i));
      [all[i], all[other]] = [all[other]!, all[i]!];
    }
    if (gap(all) >= found * (1 - 1e-9)) asLarge += 1;
  }
  return asLarge / DEALS;
}
