/** Where the month that holds today is heading, for whatever a query is about; the days that it asks for do not count. */
import type { Day } from '../core/calendar.ts';
import { parseDay } from '../core/calendar.ts';
import { count, described, nullable, type Output, record, text } from '../core/json-output.ts';
import { decimal, type Money, usd } from '../core/money.ts';
import { type MonthForecast, monthForecast } from '../core/month-forecast.ts';
import { daily } from './daily.ts';
import { groupUsage } from './groups.ts';
import type { ReportInput } from './report.ts';

/** Undefined where no day before today had any usage. */
export function monthAhead(input: ReportInput): MonthForecast | undefined {
  const today = input.zone.day(input.nowMs);
  const query = { ...input.query, from: undefined, to: today };
  const { rows } = groupUsage({ ...input, query }, [daily.grouping]);
  const days = new Map<Day, Money>(rows.map(({ keys, cost }) => [parseDay(keys[0]!)!, cost.usd]));
  const month = monthForecast(days, today);
  return month.historyDays > 0 ? month : undefined;
}

/** In a sentence; `amount` writes an amount for the reader. */
export function aheadText(month: MonthForecast | undefined, amount: (usd: Money) => string): string {
  if (!month) return 'A forecast needs usage of a day before today.';
  const { point, low, high } = month.forecast;
  const about = (dollars: number) => amount(estimateUsd(dollars));
  const interval =
    low === undefined || high === undefined
      ? 'there are too few days for an interval yet'
      : `8 of 10 outcomes lie between ${about(low)} and ${about(high)}`;
  return `${month.month} will come to about ${about(point)}; ${interval}.`;
}

/** An estimate has no more digits than cents. */
export function estimateUsd(dollars: number): Money {
  return usd(dollars.toFixed(2));
}

export const MONTH_AHEAD: Output<MonthForecast> = record({
  month: text(({ month }) => month),
  daysLeft: described(
    count(({ daysLeft }) => daysLeft),
    'after today',
  ),
  usd: described(
    text(({ toDate }) => decimal(toDate)),
    'so far, without what has no price',
  ),
  runRateUsd: described(
    text(({ runRate }) => decimal(runRate)),
    'the average of the days so far, for the whole month',
  ),
  forecastUsd: described(
    estimate(({ forecast }) => forecast.point),
    'an estimate for the whole month',
  ),
  lowUsd: described(nullable(estimate(({ forecast }) => forecast.low)), '8 of 10 outcomes lie between this'),
  highUsd: described(nullable(estimate(({ forecast }) => forecast.high)), 'and this'),
  historyDays: count(({ historyDays }) => historyDays),
});

function estimate(read: (of: MonthForecast) => number | undefined): Output<MonthForecast> {
  return text(of => {
    const dollars = read(of);
    return dollars === undefined ? undefined : decimal(estimateUsd(dollars), 2);
  });
}
