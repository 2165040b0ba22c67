/**
 * The month that holds today: what it has cost so far, what it would cost at the average of its days (the run rate), and
 * the forecast with its interval. Pure: the cost of each day in, figures out.
 */

import { type Day, dayText } from './calendar.ts';
import { smallest } from './extremes.ts';
import { type Forecast, forecast } from './forecast.ts';
import { approximateUsd, type Money } from './money.ts';
import { periodOf } from './span.ts';

/** Older days say little about the next ones, and cost time. */
const MOST_DAYS = 365;

export interface MonthForecast {
  /** '2026-11'. */
  readonly month: string;
  readonly days: number;
  /** After today. */
  readonly daysLeft: number;
  readonly toDate: Money;
  /** The average of the days so far, today included, times the days of the month. */
  readonly runRate: Money;
  /** USD for the whole month; an estimate. */
  readonly forecast: Forecast;
  /** Complete days that the forecast was made of. */
  readonly historyDays: number;
}

/** `usdOf` holds days with usage; the first of them begins the history. */
export function monthForecast(usdOf: ReadonlyMap<Day, Money>, today: Day): MonthForecast {
  const { from, to } = periodOf(today, 'month', 0);
  const days = to - from + 1;
  let toDate = 0n;
  for (let day = from; day <= today; day++) toDate += usdOf.get(day) ?? 0n;
  const todayUsd = usdOf.get(today) ?? 0n;
  const known = [...usdOf.keys()].filter(day => day < today);
  const first = Math.max(smallest(known, today), today - MOST_DAYS);
  const amounts = Array.from({ length: today - first }, (_, i) => approximateUsd(usdOf.get(first + i) ?? 0n));
  // Today is not over: it is forecast as a whole, and what it has cost already is the least that it will.
  const rest = forecast({ from: first, amounts }, to - today + 1);
  const before = approximateUsd(toDate - todayUsd);
  const least = approximateUsd(todayUsd);
  const whole = (amount: number) => before + Math.max(amount, least);
  const { low, high } = rest;
  return {
    month: dayText(from).slice(0, 7),
    days,
    daysLeft: to - today,
    toDate,
    runRate: (toDate * BigInt(days)) / BigInt(today - from + 1),
    forecast: {
      point: whole(rest.point),
      ...(low === undefined || high === undefined ? {} : { low: whole(low), high: whole(high) }),
    },
    historyDays: amounts.length,
  };
}
