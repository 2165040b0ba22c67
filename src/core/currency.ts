/** Money in another currency than it is computed in: a view of dollars at a rate that the user named. */
import { usdShort } from './format.ts';
import { type Money, usd } from './money.ts';

export interface Currency {
  /** ISO 4217. */
  readonly code: string;
  /** Stands before an amount; the code and a blank where it is absent. */
  readonly symbol?: string;
  /** What one US dollar is worth. */
  readonly perUsd: number;
}

export function inCurrency(amount: Money, { perUsd }: Currency): Money {
  return (amount * usd(perUsd)) / usd(1);
}

/** Decimals of a currency, by ISO 4217: 0 for yen, 3 for Kuwaiti dinars; 2 for a code that the platform does not know. */
export function decimalsOf({ code }: Currency): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/**
 * How amounts are written, short or as `write` does, in dollars without a currency: $12.34, €11.35, CHF 10.49, ¥1,867.
 */
export function amountIn(
  currency: Currency | undefined,
  write: (usd: Money, places?: number) => string = usdShort,
): (amount: Money) => string {
  if (!currency) return write;
  const symbol = currency.symbol ?? `${currency.code} `;
  const places = decimalsOf(currency);
  return amount => write(inCurrency(amount, currency), places).replace('$', () => symbol);
}

/** What a dollar is worth, where amounts are in another currency: 'at 155 JPY for 1 USD'. */
export function rateText({ code, perUsd }: Currency): string {
  return `at ${perUsd} ${code} for 1 USD`;
}
