/** Where the month that holds today is heading, for whatever a query is about; the days that it asks for do not count. */
import type { Day, Zone } from '../core/calendar.ts';
import { parseDay } from '../core/calendar.ts';
import { count, described, nullable, type Output, record, text } from '../core/json-output.ts';
import { decimal, type Money, usd } from '../core/money.ts';
import { type MonthForecast, monthForecast } from '../core/month-forecast.ts';
import type { PriceLookup } from '../core/price.ts';
import type { Journal } from '../rollup/journal.ts';
import { daily } from './daily.ts';
import { MANUAL_LOG } from './declared.ts';
import { groupTotals } from './groups.ts';
import type { ReportInput } from './report.ts';

/** Of a journal at some prices, by what is asked for and the day. */
interface Known {
  readonly prices: PriceLookup;
  readonly zone: Zone;
  readonly months: Map<string, MonthForecast | undefined>;
}
const known = new WeakMap<Journal, Known>();

/** Undefined where no day before today had any usage. It takes all days, so it is kept for as long as the logs stay as they are. */
export function monthAhead(input: ReportInput): MonthForecast | undefined {
  const { journal, prices, zone, query } = input;
  // What was logged by hand is in no journal.
  if (query.sources.includes(MANUAL_LOG)) return forecastOf(input);
  let of = known.get(journal);
  if (of?.prices !== prices || of.zone !== zone) {
    of = { prices, zone, months: new Map() };
    known.set(journal, of);
  }
  const beside = { from: undefined, to: undefined, order: undefined, limit: undefined, weekStart: undefined };
  const key = JSON.stringify([zone.day(input.nowMs), { ...query, ...beside }]);
  if (!of.months.has(key)) of.months.set(key, forecastOf(input));
  return of.months.get(key);
}

function forecastOf(input: ReportInput): MonthForecast | undefined {
  const today = input.zone.day(input.nowMs);
  const query = { ...input.query, from: undefined, to: today };
  const rows = groupTotals({ ...input, query }, [daily.grouping]);
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
