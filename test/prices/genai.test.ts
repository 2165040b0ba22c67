/** What a package's loose matching is trusted with, and what it is not. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noTokens } from '../../src/core/usage.ts';
import { fallbackFrom } from '../../src/prices/genai.ts';
import { createPriceLookup, loadFallback } from '../../src/prices/index.ts';

const fallback = await loadFallback();
const prices = createPriceLookup({ fallback });

/** Input, output and cache read as published, or undefined where the model stays unpriced. */
function check(model: string, provider: string | undefined, expected: readonly string[] | undefined) {
  const { rate } = prices.resolve(model, provider, Date.UTC(2026, 10, 20));
  if (expected === undefined) return expect(rate.status).toBe('unpriced');
  expect(rate).toMatchObject({ status: 'listed', origin: { table: fallback.name } });
  if (rate.status !== 'listed') return;
  const { input, output, cacheRead } = rate.published;
  expect([input, output, cacheRead]).toEqual(expected);
}

describe('the package is believed', () => {
  it('about an old Claude model that our table lacks', () =>
    check('claude-3-sonnet-20240229', undefined, ['3', '15', '0.3']));
  it('about a model of a provider that the log names', () =>
    check('llama-3.3-70b-versatile', 'groq', ['0.59', '0.79', '0.59']));
  it('about a model whose maker is part of its id', () =>
    check('openai/gpt-oss-120b', 'groq', ['0.15', '0.6', '0.075']));
  it('about a Bedrock model under its full id', () =>
    check('us.amazon.nova-pro-v1:0', 'aws-bedrock', ['0.8', '3.2', '0.2']));
  it('about dates: o3 is ours, gpt-3.5-turbo is theirs', () => {
    expect(prices.resolve('o3', undefined, 0).rate.origin?.table).toMatch(/^token-dash/);
    check('gpt-3.5-turbo', undefined, ['0.5', '1.5', '0.5']);
  });
});

describe('the package is not believed', () => {
  for (const model of [
    ...['claude-sonnet-5-6', 'claude-opus-4-10', 'claude-sonnet-5-lite', 'kimi-k2.5-turbo'],
    ...['kimi-k2.6-highspeed', 'deepseek-chat-ultra', 'deepseek-v4-pro-max', 'deepseek-v4-pro:cloud'],
  ])
    it(`about ${model}, for which it gives the price of a sister`, () => check(model, undefined, undefined));
  it('about a regional id of such a model', () =>
    check('us.anthropic.claude-sonnet-5-6-v1:0', 'aws', undefined));
  it('about a model with a 0 for a price', () => {
    const { calcPrice, findProvider } = stub({ id: 'mystery', prices: { input_mtok: 0, output_mtok: 0 } });
    expect(fallbackFrom({ calcPrice, findProvider }).find('mystery')).toBeUndefined();
  });
  it('when it throws', () => {
    const { findProvider } = stub({ id: 'mystery', prices: {} });
    const calcPrice = () => {
      throw new Error('no such usage');
    };
    expect(fallbackFrom({ calcPrice, findProvider }).find('mystery')).toBeUndefined();
  });
});

describe("the package's rows", () => {
  it('keep their days and long prompts', () => {
    const tiered = { base: 1, tiers: [{ start: 128_000, price: 2 }] };
    const later = {
      constraint: { type: 'start_date', start_date: '2026-05-01' },
      prices: { input_mtok: 3, output_mtok: 4 },
    };
    const first = { prices: { input_mtok: tiered, output_mtok: 2 } };
    const { calcPrice, findProvider } = stub({ id: 'mystery', prices: [first, later] });
    const prices = createPriceLookup({ tables: [], fallback: fallbackFrom({ calcPrice, findProvider }) });
    const input = (on: string, prompt: number) => {
      const tokens = { ...noTokens, input: prompt };
      const rate = prices.rate({
        terms: { model: 'mystery' },
        atMs: Date.parse(on),
        tokens,
        quality: 'exact',
      });
      return rate.status === 'listed' ? rate.published.input : rate.status;
    };
    expect([input('2026-04-30', 128_000), input('2026-04-30', 128_001), input('2026-05-01', 1e6)]).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('are labelled with the version that is installed', () => {
    const manifest = readFileSync('node_modules/@pydantic/genai-prices/package.json', 'utf8');
    expect(fallback.name).toBe(`genai-prices ${JSON.parse(manifest).version}`);
  });
});

type Package = Parameters<typeof fallbackFrom>[0];

/** A package that knows one model and matches everything with it. */
function stub(model: { id: string; prices: unknown }): Package {
  const known = { match: { equals: model.id }, ...model };
  const provider = { id: 'acme', name: 'Acme', api_pattern: '', models: [known] };
  return {
    findProvider: (() => provider) as unknown as Package['findProvider'],
    calcPrice: (() => ({ model: known })) as unknown as Package['calcPrice'],
  };
}
