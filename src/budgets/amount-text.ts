/** Money and shares in words, as the views of budgets write them. */
import { usdCents } from '../core/format.ts';
import { decimal, type Money, rounded } from '../core/money.ts';

/** Whole dollars without cents, anything else to the cent: $1,000, $211.50, -$5. */
export function budgetText(amount: Money): string {
  return usdCents(amount).replace(/\.00$/, '');
}

/** For files that others read: no grouping, no digit lost, and cents at least where `places` asks for them: $234.56. */
export function plainUsd(amount: Money, places: 0 | 2): string {
  const isWhole = amount % 10n ** 18n === 0n;
  const text = decimal(amount < 0n ? -amount : amount, isWhole ? places : 2);
  return `${amount < 0n ? '-' : ''}$${text}`;
}

/** So many percent of the whole: 42%, 67.5%; undefined where the whole is nothing. */
export function percentOf(part: Money, whole: Money, places: 0 | 1 = 0): string | undefined {
  if (whole <= 0n) return undefined;
  return `${rounded((part * 100n * 10n ** 18n) / whole, places)}%`;
}
