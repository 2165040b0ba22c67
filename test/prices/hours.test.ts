/** Prices that hold at some hours, from some minute on, or no longer. */
import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/money.ts';
import { noTokens } from '../../src/core/usage.ts';
import { tableLayer } from '../../src/prices/book.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { peakAt } from '../../src/prices/peak.ts';
import type { PriceTable } from '../../src/prices/row.ts';
import { bucketUsd } from '../../src/rollup/tally.ts';

const prices = createPriceLookup();
/** 200,000 uncached, 800,000 cached, 10,000 out. */
const TOKENS = { ...noTokens, input: 200_000, cacheRead: 800_000, output: 10_000 };

function check(model: string, at: string, usd: string, provider?: string) {
  const rate = prices.rate({
    terms: { model, provider },
    atMs: Date.parse(at),
    tokens: TOKENS,
    quality: 'exact',
  });
  expect(
    rate.status === 'listed' ? decimal(bucketUsd(rate, { ...TOKENS, searches: 0 }), 0) : rate.status,
  ).toBe(usd);
}

describe('a price by the hour', () => {
  it.each([
    ['deepseek-v4-pro', '2026-09-15T02:30Z', '0.3388', 'a Tuesday, at peak'],
    ['deepseek-v4-pro', '2026-09-15T03:59:59Z', '0.3388', 'the last second of the peak'],
    ['deepseek-v4-pro', '2026-09-15T04:00Z', '0.1694', 'its end is outside'],
    ['deepseek-v4-pro', '2026-09-15T12:30Z', '0.1694', 'off peak'],
    ['deepseek-v4-pro', '2026-09-12T02:30Z', '0.1694', 'a Saturday'],
    ['deepseek-v4-pro', '2026-08-16T15:59Z', '0.0986', 'before the price changed'],
    ['deepseek-v4-pro', '2026-07-10T02:30Z', '0.0986', 'a month before'],
    ['deepseek-chat', '2025-06-15T10:30Z', '0.121', 'by day in 2025'],
    ['deepseek-chat', '2025-06-15T20:30Z', '0.0605', 'by night in 2025'],
    ['deepseek-reasoner', '2026-09-15T12:30Z', '0.1694', 'a name for what is current'],
  ])('%s at %s costs %s: %s', (model, at, usd) => check(model, at, usd));

  it('reaches exactly as far as it is the same', () => {
    const terms = { model: 'deepseek-v4-pro' };
    for (let hour = 0; hour < 24 * 14; hour++) {
      const atMs = Date.UTC(2026, 8, 1) + hour * 1_800_000;
      const request = { terms, atMs, tokens: TOKENS, quality: 'exact' } as const;
      const { rate, fromMs, toMs } = prices.rateSpan!(request);
      expect(rate).toBe(prices.rate(request));
      expect(prices.rate({ ...request, atMs: fromMs })).toBe(rate);
      expect(prices.rate({ ...request, atMs: toMs - 1 })).toBe(rate);
      expect(prices.rate({ ...request, atMs: toMs })).not.toBe(rate);
      expect(prices.rate({ ...request, atMs: fromMs - 1 })).not.toBe(rate);
    }
  });

  it('may go over midnight', () => {
    const night = { hours: [[22, 2]] as const, usd: { input: 1, output: 1 } };
    const at = (time: string) => peakAt(night, Date.parse(`2026-09-15T${time}Z`)).isPeak;
    expect([at('21:59'), at('22:00'), at('00:30'), at('02:00')]).toEqual([false, true, true, false]);
  });
});

describe('a row', () => {
  const table = (built: string, models: PriceTable['vendors'][number]['models']): PriceTable => ({
    ...{ name: `table of ${built}`, built },
    vendors: [{ id: 'acme', times: {}, models }],
  });
  const status = (tables: readonly PriceTable[], at: string) => {
    const rate = createPriceLookup({ tables: tables.map(tableLayer) }).rate({
      ...{ terms: { model: 'one' }, atMs: Date.parse(at), tokens: TOKENS, quality: 'exact' },
    });
    return rate.status === 'listed' ? rate.published.input : rate.status;
  };

  it('may end, and what comes after is unpriced', () => {
    const ended = table('a', { one: [{ until: '2026-05-01', usd: { input: 1, output: 2 }, from: 'p' }] });
    expect([status([ended], '2026-04-30'), status([ended], '2026-05-01')]).toEqual(['1', 'unpriced']);
  });

  it('is not stretched back over a price that a lower table knows', () => {
    const newer = table('b', { one: [{ since: '2026-06-01', usd: { input: 3, output: 4 }, from: 'p' }] });
    const older = table('a', { one: [{ since: '2026-01-01', usd: { input: 1, output: 2 }, from: 'p' }] });
    expect([status([newer, older], '2026-05-31'), status([newer, older], '2026-06-01')]).toEqual(['1', '3']);
    expect(status([newer], '2026-05-31')).toBe('3');
  });
});

describe('who serves a model decides', () => {
  it.each([
    ['z-ai/glm-5', undefined, '0.392'],
    ['mimo-v2-flash:free', undefined, 'free'],
    ['kimi-k3', 'ollama', 'free'],
    ['kimi-k3', 'lmstudio', 'free'],
    ['deepseek-v4-pro', 'custom_spark_ds4', 'unpriced'],
    ['deepseek-v4-pro', 'custom_deepseek', '0.1694'],
    ['glm-5', 'zhipuai', 'unpriced'],
  ])('%s by %s: %s', (model, provider, usd) => check(model, '2026-09-15T12:30Z', usd, provider));
});
