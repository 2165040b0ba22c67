/**
 * What the days to come will cost, with an interval that holds the truth in about 80 of 100 cases.
 *
 * The point is the mean of each class of day (weekday, weekend), recent days weighing more. The interval comes from the
 * forecast's own past: for every earlier day, what would have been said of the same number of days, and how far off it
 * was (split conformal over rolling origins, arXiv 2010.09107). Errors of overlapping stretches share what drift and
 * waves there are, and no distribution is assumed. A short history has few such stretches, so its interval is made
 * wider, and at least as wide as a Bayesian bootstrap of whole weeks. `test/core/forecast.test.ts` tries it on six
 * kinds of users.
 *
 * Amounts are floats here: an estimate has no last digit.
 */
import type { Day } from './calendar.ts';
import { weekday } from './calendar.ts';
import { seeded } from './seeded.ts';

export interface History {
  /** The day of the first amount. */
  readonly from: Day;
  /** One amount a day, without gaps, complete days only. */
  readonly amounts: readonly number[];
}

export interface Forecast {
  readonly point: number;
  /** Four of five outcomes lie between these; undefined where the history is too short to say. */
  readonly low?: number;
  readonly high?: number;
}

/** After so many days an amount counts half. */
const HALF_LIFE_DAYS = 14;
/** So many days must lie before an origin that is tried. */
const LEAST_TRAINING = 7;
/** A shorter history has no interval. */
export const LEAST_DAYS = 14;
const LOW = 0.1;
const HIGH = 0.9;
const DRAWS = 400;
/** Stands in for nothing where a logarithm is taken. */
const TINY = 0.01;
/** With so many stretches that do not overlap, the errors themselves are used. */
const ENOUGH_WINDOWS = 4;

/** What the `days` after the history will come to. */
export function forecast(history: History, days: number): Forecast {
  if (days <= 0) return { point: 0, low: 0, high: 0 };
  const { amounts } = history;
  const point = expected(history, amounts.length, days);
  if (amounts.length < LEAST_DAYS || point === 0) return { point };
  const windows = Math.max(0, (amounts.length - LEAST_TRAINING) / days);
  const errors = pastErrors(history, days);
  const bounds = errors.length > 0 ? [quantile(errors, LOW), quantile(errors, HIGH)] : [0, 0];
  if (windows < ENOUGH_WINDOWS) {
    const drawn = drawnWeeks(amounts, days).map(sum => Math.log((sum + point * TINY) / (point * (1 + TINY))));
    bounds[0] = Math.min(bounds[0]!, quantile(drawn, LOW));
    bounds[1] = Math.max(bounds[1]!, quantile(drawn, HIGH));
  }
  const widen = 1 + 1.2 / (1 + windows);
  return { point, low: point * Math.exp(bounds[0]! * widen), high: point * Math.exp(bounds[1]! * widen) };
}

/** The forecast that the first `known` days of a history would have given for the `days` after them. */
function expected({ from, amounts }: History, known: number, days: number): number {
  const sums = [0, 0];
  const weights = [0, 0];
  let weight = 1;
  const decay = 0.5 ** (1 / HALF_LIFE_DAYS);
  for (let i = known - 1; i >= 0; i--) {
    const kind = isWeekend(from + i) ? 1 : 0;
    sums[kind]! += weight * amounts[i]!;
    weights[kind]! += weight;
    weight *= decay;
  }
  const total = weights[0]! + weights[1]!;
  if (total === 0) return 0;
  const overall = (sums[0]! + sums[1]!) / total;
  const means = sums.map((sum, kind) => (weights[kind]! > 0 ? sum / weights[kind]! : overall));
  let point = 0;
  for (let i = 0; i < days; i++) point += means[isWeekend(from + known + i) ? 1 : 0]!;
  return point;
}

/** How far off the forecast was from every earlier day, as logarithms of actual by expected, ascending. */
function pastErrors(history: History, days: number): readonly number[] {
  const { amounts } = history;
  const errors: number[] = [];
  // A stretch without any use is an error like others, not an infinite one.
  const least = (amounts.reduce((a, b) => a + b, 0) / amounts.length) * days * TINY;
  for (let known = LEAST_TRAINING; known + days <= amounts.length; known++) {
    let actual = 0;
    for (let i = known; i < known + days; i++) actual += amounts[i]!;
    errors.push(Math.log((actual + least) / (expected(history, known, days) + least)));
  }
  return errors.sort((a, b) => a - b);
}

/** Sums of stretches put together of past weeks, each week as likely as a draw of a Bayesian bootstrap makes it; ascending. */
function drawnWeeks(amounts: readonly number[], days: number): readonly number[] {
  const random = seeded(1);
  const weeks: (readonly number[])[] = [];
  for (let end = amounts.length; end >= 7; end -= 7) weeks.push(amounts.slice(end - 7, end));
  return Array.from({ length: DRAWS }, () => {
    const odds = weeks.map(() => -Math.log(1 - random()));
    const total = odds.reduce((a, b) => a + b, 0);
    let sum = 0;
    for (let left = days; left > 0; left -= 7) {
      let at = random() * total;
      const index = odds.findIndex(each => {
        at -= each;
        return at < 0;
      });
      const week = weeks[index] ?? weeks[0]!;
      for (let i = 0; i < Math.min(7, left); i++) sum += week[i]!;
    }
    return sum;
  }).sort((a, b) => a - b);
}

/** Between the two nearest of a sorted list. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const [a, b] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return a + (b - a) * (at - below);
}

function isWeekend(day: Day): boolean {
  return weekday(day) % 6 === 0;
}
