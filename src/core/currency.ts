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

/** How amounts are written, short or as `write` does, in dollars where no currency was named: $12.34, €11.35, CHF 10.49. */
export function amountIn(
  currency: Currency | undefined,
  write: (usd: Money) => string = usdShort,
): (amount: Money) => string {
  if (!currency) return write;
  const symbol = currency.symbol ?? `${currency.code} `;
  return amount => write(inCurrency(amount, currency)).replace('$', () => symbol);
}
