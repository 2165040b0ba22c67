/** The models that the first dashboard knew, at the list prices of their time. */
import { describe, expect, it } from 'vitest';
import { decimal, usd } from '../../src/core/money.ts';
import { noTokens, type TokenKind } from '../../src/core/usage.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { bucketUsd } from '../../src/rollup/tally.ts';

const prices = createPriceLookup();

/** USD per million input and output tokens on a day; undefined where there is no price. */
function rates(model: string, day: string) {
  const rate = prices.rate({ terms: { model }, atMs: Date.parse(day), tokens: noTokens, quality: 'exact' });
  if (rate.status !== 'listed') return undefined;
  return [rate.published.input, rate.published.output].map(Number);
}

describe('the models of the seed', () => {
  it.each([
    ['claude-sonnet-4-20250514', '2025-06-20', [3, 15]],
    ['claude-opus-4-20250514', '2025-06-20', [15, 75]],
    ['claude-3-7-sonnet-20250219', '2025-06-20', [3, 15]],
    ['claude-3-5-sonnet-20241022', '2025-06-20', [3, 15]],
    ['claude-3-5-haiku-20241022', '2025-06-20', [0.8, 4]],
    ['claude-3-opus-20240229', '2025-06-20', [15, 75]],
    ['o3', '2025-06-20', [2, 8]],
    ['o3-2025-04-16', '2025-05-01', [10, 40]],
    ['o1', '2025-06-20', [15, 60]],
    ['foo1', '2025-06-20', undefined],
    ['gpt-4o-2024-08-06', '2025-06-20', [2.5, 10]],
    ['gpt-4o-mini', '2025-06-20', [0.15, 0.6]],
    ['gpt-4', '2025-06-20', [30, 60]],
    ['gpt-4.1', '2025-06-20', [2, 8]],
    ['o4-mini', '2025-06-20', [1.1, 4.4]],
  ] as const)('%s on %s', (model, day, expected) => {
    expect(rates(model, day)).toEqual(expected);
  });

  it.each([
    ['input', '3.00'],
    ['output', '15.00'],
    ['cacheRead', '0.30'],
    ['cacheWrite5m', '3.75'],
    ['cacheWrite1h', '6.00'],
  ] as const)('a million of each kind: %s costs its rate', (kind: TokenKind, expected) => {
    // A session's total is not one long prompt: the length tier must not come into it.
    const tokens = { ...noTokens, [kind]: 1_000_000 };
    const at = {
      terms: { model: 'claude-sonnet-4' },
      atMs: Date.UTC(2025, 5, 20),
      quality: 'session total',
    } as const;
    const rate = prices.rate({ ...at, tokens });
    if (rate.status !== 'listed') throw new Error(rate.why);
    expect(decimal(bucketUsd(rate, { ...tokens, searches: 0 }), 2)).toBe(expected);
    expect(bucketUsd(rate, { ...tokens, searches: 0 })).toBe(usd(expected));
  });
});
