/**
 * Whether a budget will hold: what its days to come will add, out of the days before, with an interval that holds the
 * truth in about 80 of 100 cases; in words. Undefined where there is nothing to say: over already, not running, rolling.
 */
import { NO_USE } from '../core/budget.ts';
import { type Day, dayText } from '../core/calendar.ts';
import { type Forecast, forecast, type History } from '../core/forecast.ts';
import { shortCount, usdCents } from '../core/format.ts';
import { usd } from '../core/money.ts';
import { amountOf, type BudgetState, type DaysOfUse, sumIn } from './budget-state.ts';

/** Older days say little of those to come, and take time. */
const MOST_HISTORY = 180;

export interface BudgetForecast {
  /** In words. */
  readonly text: string;
  /** What will be used at the end of its days, US dollars or tokens, approximately; the interval where it is known. */
  readonly atEnd: Forecast;
}

export function budgetForecast(state: BudgetState, days: DaysOfUse, today: Day): BudgetForecast | undefined {
  const { budget, span, limit, level, isRunning } = state;
  const canTell =
    isRunning && level !== 'over' && (budget.time.kind === 'period' || budget.time.kind === 'span');
  const history = canTell && budget.phase === undefined ? historyOf(state, days, today) : undefined;
  if (!history) return undefined;
  const scale = budget.limit.unit === 'usd' ? 1e18 : 1;
  const most = Number(limit) / scale;
  const before = Number(amountOf(budget, sumIn(days, { from: span.from, to: today - 1 }))) / scale;
  // Today is forecast as a whole; what was used today is the least that it will be.
  const least = Number(amountOf(budget, days.get(today) ?? NO_USE)) / scale;
  const sums = Array.from({ length: span.to - today + 1 }, (_, i) =>
    atLeast(forecast(history, i + 1), least),
  );
  /** The first day on which a sum of days to come is above what is left. */
  const crosses = (of: (each: Forecast) => number | undefined): Day | undefined => {
    const at = sums.findIndex(each => (of(each) ?? each.point) > most - before);
    return at < 0 ? undefined : today + at;
  };
  const amount = (value: number) =>
    budget.limit.unit === 'usd' ? usdCents(usd(value.toFixed(6))) : `${shortCount(value)} tokens`;
  const over = crosses(({ point }) => point);
  const end = sums.at(-1)!;
  const added = (value: number | undefined) => (value === undefined ? undefined : before + value);
  const atEnd = { point: before + end.point, low: added(end.low), high: added(end.high) };
  const hasInterval = end.low !== undefined && end.high !== undefined;
  if (over !== undefined) {
    const [early, late] = [crosses(({ high }) => high), crosses(({ low }) => low)];
    const range = hasInterval
      ? `, 80 %: ${dayText(early ?? over)} to ${late === undefined ? 'not at all' : dayText(late)}`
      : ', no interval: the history is too short';
    return { text: `over on about ${dayText(over)}${range}`, atEnd };
  }
  const range = hasInterval
    ? `, 80 %: ${amount(atEnd.low!)} to ${amount(atEnd.high!)}`
    : ', no interval: the history is too short';
  return { text: `holds: about ${amount(atEnd.point)} at its end${range}`, atEnd };
}

function atLeast({ point, low, high }: Forecast, least: number): Forecast {
  const raised = (value: number | undefined) => (value === undefined ? undefined : Math.max(value, least));
  return { point: Math.max(point, least), low: raised(low), high: raised(high) };
}

/** Complete days from the first with usage to yesterday; undefined where there are none. */
function historyOf({ budget }: BudgetState, days: DaysOfUse, today: Day): History | undefined {
  const first = [...days.keys()].reduce((least, day) => Math.min(least, day), today);
  const from = Math.max(first, today - MOST_HISTORY);
  if (from >= today) return undefined;
  const scale = budget.limit.unit === 'usd' ? 1e18 : 1;
  const amounts = Array.from({ length: today - from }, (_, i) => {
    const use = days.get(from + i);
    return use === undefined ? 0 : Number(amountOf(budget, use)) / scale;
  });
  return { from, amounts };
}
