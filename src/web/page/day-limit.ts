/** Which budget draws its limit into the daily chart: one in dollars over just what the page is filtered by. */
import type { Address } from './address.ts';
import type { Budget } from './budget-answers.ts';
import { moneyText, near, pathTail } from './numbers.ts';

export interface DayLimit {
  /** US dollars for one bar. */
  readonly usd: number;
  /** `limit $5.00 a day`. */
  readonly amount: string;
  /** The same with the budget that it is of, and how, where it is a share of a longer time. */
  readonly says: string;
}

/**
 * The budget of the same time as the bars, else that of the shortest time, whose share of a day (or week) the report
 * gives. Of several the first.
 */
export function dayLimit(
  budgets: readonly Budget[],
  shown: Address,
  isWeekly: boolean,
): DayLimit | undefined {
  const barDays = isWeekly ? 7 : 1;
  const [budget] = budgets
    .filter(each => each.isRunning && each.unit === 'usd' && (each.days ?? 0) >= barDays)
    .filter(each => isAbout(each, shown))
    .sort((a, b) => a.days! - b.days!);
  const share = budget && (isWeekly ? budget.perWeek : budget.perDay);
  if (!budget || share === null || share === undefined) return undefined;
  const amount = `limit ${moneyText(String(share))} a ${isWeekly ? 'week' : 'day'}`;
  const { name, days, own } = budget;
  const how = days === barDays ? name : `share of ${name}, ${moneyText(String(own))} in ${days} days`;
  return { usd: near(String(share)), amount, says: `${amount} (${how})` };
}

/** A budget names a project by its name or its path. */
function isAbout({ source, filter }: Budget, shown: Address): boolean {
  if (source !== 'measured' || filter.agent || filter.action || filter.branch) return false;
  return (['project', 'model', 'source'] as const).every(each => {
    const wanted = filter[each] ?? [];
    const isWanted = (name: string) => wanted.some(one => one === name || one === pathTail(name));
    return shown[each].length === wanted.length && shown[each].every(isWanted);
  });
}
