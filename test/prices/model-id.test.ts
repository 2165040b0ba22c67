/** Ids as logs, clouds and routers write them, and what is looked up for each. */
import { describe, expect, it } from 'vitest';
import { readModelId } from '../../src/prices/model-id.ts';

function check(asked: string, spellings: readonly string[], learnt: { region?: string; via?: string } = {}) {
  const id = readModelId(asked);
  expect({ spellings: id.spellings.map(spelling => spelling.id), region: id.region, via: id.via }).toEqual({
    spellings,
    region: undefined,
    via: undefined,
    ...learnt,
  });
}

describe('a model id is taken apart by rules', () => {
  const plain: readonly [asked: string, ...spellings: string[]][] = [
    ['gpt-5.1-codex-max', 'gpt-5.1-codex-max'],
    [' GPT-5 ', 'gpt-5'],
    ['<synthetic>', '<synthetic>'],
    ['gpt-4o-2024-05-13', 'gpt-4o-2024-05-13', 'gpt-4o'],
    ['o3-2025-04-16', 'o3-2025-04-16', 'o3'],
    ['gpt-4-1106-preview', 'gpt-4-1106-preview'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['x-ai/grok-4.6', 'grok-4.6'],
    ['kimi-code/k3', 'k3'],
    ['custom:GPT-5.5-[OpenAI]-12', 'gpt-5.5'],
    ['custom:Claude-Opus-4.5-Thinking-[Anthropic]-0', 'claude-opus-4.5', 'claude-4.5-opus'],
    ['qwen/qwen3-coder', 'qwen/qwen3-coder'],
    ['claude-opus-5[1m]', 'claude-opus-5', 'claude-5-opus'],
    ['claude-opus-5:1m', 'claude-opus-5', 'claude-5-opus'],
    ['claude-sonnet-5-6', 'claude-sonnet-5-6', 'claude-5-6-sonnet'],
    ['claude-opus-4-10', 'claude-opus-4-10'],
    ['claude-4.5-sonnet', 'claude-4.5-sonnet', 'claude-sonnet-4.5'],
    [
      'claude-opus-4@20250514',
      'claude-opus-4-20250514',
      'claude-opus-4',
      'claude-4-opus-20250514',
      'claude-4-opus',
    ],
    ['vertex_ai/claude-3-5-sonnet-v2@20241022', 'claude-3-5-sonnet-v2-20241022', 'claude-3-5-sonnet-v2'],
    ['anthropic.claude-3-haiku-20240307-v1:0', 'claude-3-haiku-20240307', 'claude-3-haiku'],
  ];
  for (const [asked, ...spellings] of plain) {
    it(asked, () => {
      const found = readModelId(asked).spellings.map(spelling => spelling.id);
      expect(found.slice(0, spellings.length)).toEqual(spellings);
    });
  }

  it.each([
    ['anthropic.claude-opus-4-6-v1', 'claude-opus-4-6'],
    ['anthropic.claude-opus-4-6-v1:1m', 'claude-opus-4-6'],
    ['claude-opus-4-8@default', 'claude-opus-4-8'],
    ['publishers/anthropic/models/claude-opus-4-8', 'claude-opus-4-8'],
    ['bedrock/converse/global.anthropic.claude-sonnet-4-6', 'claude-sonnet-4-6'],
    ['bedrock/invoke/global.anthropic.claude-sonnet-4-6', 'claude-sonnet-4-6'],
    ['azure_ai/claude-opus-5', 'claude-opus-5'],
    ['vercel_ai_gateway/anthropic/claude-opus-4.8', 'claude-opus-4.8'],
    ['litellm_proxy/claude-opus-4-8', 'claude-opus-4-8'],
    ['anthropic/claude-opus-4.8:thinking', 'claude-opus-4.8'],
    ['GLM-4.7-TEE', 'glm-4.7'],
    ['zai-org/GLM-5.2', 'glm-5.2'],
    ['mimo-v2-flash:free', 'mimo-v2-flash'],
  ])('%s is read as %s', (asked, id) => expect(readModelId(asked).spellings[0]?.id).toBe(id));

  it.each([
    ['gpt-5-high', 'gpt-5'],
    ['gpt-5.4-xhigh', 'gpt-5.4'],
    ['o3-mini-high', 'o3-mini'],
    ['gpt-5.1-codex-max-xhigh', 'gpt-5.1-codex-max'],
  ])('%s is also looked up without its reasoning effort', (asked, id) =>
    expect(readModelId(asked).spellings.at(-1)?.id).toBe(id),
  );

  it('an effort is only cut off names of OpenAI', () =>
    expect(readModelId('acme-high').spellings.map(({ id }) => id)).toEqual(['acme-high']));
  it('names its maker, its region and its speed', () => {
    expect(readModelId('z-ai/glm-5')).toMatchObject({ maker: 'zai' });
    expect(readModelId('bedrock/us-east-1/anthropic.claude-sonnet-4-5-20250929-v1:0')).toMatchObject({
      region: 'us-east-1',
    });
    expect(readModelId('claude-opus-5-fast')).toMatchObject({ speed: 'fast' });
    expect(readModelId('glm-4.5-air:free')).toMatchObject({ isFree: true });
  });

  it('an empty id has nothing to look up', () => check('', []));
  it('a front alone has nothing behind it', () => check('openai/', []));

  it('a regional endpoint is remembered', () =>
    check('us.anthropic.claude-opus-6-v1:0', ['claude-opus-6', 'claude-6-opus'], { region: 'us' }));
  it('the global endpoint is none', () =>
    check('global.anthropic.claude-opus-6-v1:0', ['claude-opus-6', 'claude-6-opus']));
  it('an inference profile may come as an ARN', () =>
    check(
      'arn:aws:bedrock:eu-west-1:1234:inference-profile/eu.anthropic.claude-opus-6-v1:0',
      ['claude-opus-6', 'claude-6-opus'],
      { region: 'eu' },
    ));
  it('a reseller is remembered', () => check('openrouter/openai/gpt-5', ['gpt-5'], { via: 'openrouter' }));
  it('so is one that is spelt with a dash', () =>
    check('github-copilot/gpt-5', ['gpt-5'], { via: 'github_copilot' }));
  it('and Databricks, before or after Goose named it', () => {
    check('databricks-gpt-5', ['gpt-5'], { via: 'databricks' });
    check('goose-gpt-5', ['gpt-5'], { via: 'databricks' });
  });
});
