/** Dollars shown as other money. */
import { describe, expect, it } from 'vitest';
import { amountIn, type Currency, inCurrency } from '../../src/core/currency.ts';
import { decimal, usd } from '../../src/core/money.ts';

describe('an amount', () => {
  const cases: readonly [currency: Currency | undefined, usd: string, shown: string][] = [
    [undefined, '12.34', '$12.34'],
    [{ code: 'EUR', symbol: '€', perUsd: 0.92 }, '12.34', '€11.35'],
    [{ code: 'EUR', symbol: '€', perUsd: 0.92 }, '0.001', '<€0.01'],
    [{ code: 'EUR', symbol: '€', perUsd: 0.92 }, '-5', '-€4.60'],
    [{ code: 'CHF', perUsd: 0.8 }, '1000', 'CHF 800.00'],
    [{ code: 'JPY', symbol: '¥', perUsd: 151.23 }, '12345', '¥1.9M'],
    [{ code: 'JPY', symbol: '¥', perUsd: 151.23 }, '0.63', '¥95'],
    [{ code: 'JPY', symbol: '¥', perUsd: 151.23 }, '0.001', '<¥1'],
    [{ code: 'VND', symbol: '₫', perUsd: 25_460 }, '0.63', '₫16.0K'],
    [{ code: 'KWD', perUsd: 0.307 }, '0.63', 'KWD 0.193'],
    [{ code: 'XXX', symbol: '$&', perUsd: 1 }, '1', '$&1.00'],
  ];
  it.each(cases)('%j %s: %s', (currency, amount, shown) =>
    expect(amountIn(currency)(usd(amount))).toBe(shown),
  );

  it('is converted to the last digit', () =>
    expect(decimal(inCurrency(usd('0.1'), { code: 'EUR', perUsd: 0.1 }))).toBe('0.010000'));
});
