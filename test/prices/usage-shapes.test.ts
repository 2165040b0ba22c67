/** Usage objects of the vendors, and the disjoint counts that come of them. */
import { describe, expect, it } from 'vitest';
import { noTokens, type Tokens } from '../../src/core/usage.ts';
import { type Fields, type ReadUsage, readUsage } from '../../src/prices/usage-shapes.ts';

type Expected = Partial<Omit<ReadUsage, 'tokens'>> & { readonly tokens: Partial<Tokens> };

function check(usage: Fields, { tokens, ...rest }: Expected) {
  expect(readUsage(usage)).toMatchObject({ tokens: { ...noTokens, ...tokens }, ...rest });
}

describe('a usage object', () => {
  it('of Anthropic keeps cached tokens beside input', () =>
    check(
      {
        ...{ input_tokens: 5, output_tokens: 7, cache_read_input_tokens: 11, cache_creation_input_tokens: 5 },
        cache_creation: { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 3 },
        server_tool_use: { web_search_requests: 2, web_fetch_requests: 9 },
        ...{ speed: 'fast', service_tier: 'standard', inference_geo: 'us' },
      },
      {
        tokens: { input: 5, output: 7, cacheRead: 11, cacheWrite5m: 2, cacheWrite1h: 3 },
        webSearches: 2,
        terms: { speed: 'fast', tier: 'standard', geo: 'us' },
        notes: [],
        problems: [],
      },
    ));

  it('of Anthropic may explain its writes in part', () =>
    check(
      { cache_creation_input_tokens: 50, cache_creation: { ephemeral_1h_input_tokens: 20 } },
      { tokens: { cacheWrite5m: 30, cacheWrite1h: 20 }, notes: ['write split short'] },
    ));

  it('of Anthropic may split more than it says was written: the parts are believed', () =>
    check(
      { cache_creation_input_tokens: 5, cache_creation: { ephemeral_1h_input_tokens: 20 } },
      { tokens: { cacheWrite1h: 20 }, notes: [] },
    ));

  it('of the Responses API holds cached and written tokens in input', () =>
    check(
      {
        ...{ input_tokens: 100, output_tokens: 20 },
        input_tokens_details: { cached_tokens: 60, cache_write_tokens: 30 },
        output_tokens_details: { reasoning_tokens: 15 },
        service_tier: 'flex',
      },
      {
        tokens: { input: 10, output: 20, cacheRead: 60, cacheWriteOther: 30 },
        reasoning: 15,
        terms: { tier: 'flex' },
        countsWrites: true,
      },
    ));

  it('of Chat Completions has other names for the same', () =>
    check(
      { prompt_tokens: 100, completion_tokens: 20, prompt_tokens_details: { cached_tokens: 60 } },
      { tokens: { input: 40, output: 20, cacheRead: 60 }, countsWrites: false },
    ));

  it('of OpenAI cannot have more cached than it has input', () =>
    check(
      { input_tokens: 100, cached_input_tokens: 90, cache_write_tokens: 30, output_tokens: 1 },
      { tokens: { input: 0, output: 1, cacheRead: 90, cacheWriteOther: 10 }, notes: ['cached above input'] },
    ));

  it('of OpenAI cannot have more reasoning than it has output', () =>
    check(
      { input_tokens: 1, output_tokens: 5, reasoning_output_tokens: 8 },
      { tokens: { input: 1, output: 5 }, reasoning: 5 },
    ));

  it('of Gemini CLI has thoughts beside the answer and tool prompts beside input', () =>
    check(
      { input: 100, cached: 40, output: 5, thoughts: 50, tool: 7, total: 162 },
      { tokens: { input: 67, output: 55, cacheRead: 40 }, reasoning: 50 },
    ));

  it('of the Gemini API has other names for the same', () =>
    check(
      { promptTokenCount: 100, cachedContentTokenCount: 40, candidatesTokenCount: 5, thoughtsTokenCount: 50 },
      { tokens: { input: 60, output: 55, cacheRead: 40 } },
    ));

  it('with fields that nobody knows is no usage', () => expect(readUsage({ credits: 5 })).toBeUndefined());

  for (const count of [-1, 1.5, Number.NaN, 1e13, true, 'many', {}, []])
    it(`with a count of ${JSON.stringify(count)} says so and goes on`, () => {
      const read = readUsage({ input_tokens: count, output_tokens: 3 });
      expect(read).toMatchObject({ tokens: { input: 0, output: 3 }, notes: ['count repaired'] });
      expect(read?.problems[0]).toContain('input_tokens is');
    });
});
