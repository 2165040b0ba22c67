/** Which calls of Goose another tool made and logs itself. */
import { expect, test } from 'vitest';
import { calledThrough } from '../../../src/sources/goose/called-through.ts';
import { SOURCES } from '../../../src/sources/index.ts';

test.each<[provider: string | undefined, model: string, source: string | undefined]>([
  ['claude-code', 'sonnet', 'claude-code'],
  ['claude-code', 'default', 'claude-code'],
  ['claude_code', 'claude-opus-5', 'claude-code'],
  ['claude-acp', '', 'claude-code'],
  ['claude-code', 'gpt-5', undefined],
  ['codex', 'gpt-5.1-codex', 'codex'],
  ['codex-acp', 'o3', 'codex'],
  ['gemini-cli', 'gemini-3-pro', 'gemini'],
  ['copilot-acp', 'claude-sonnet-5', 'copilot'],
  ['pi-acp', 'anything', 'pi'],
  ['anthropic', 'claude-sonnet-5', undefined],
  ['openai', 'sonnet', 'claude-code'],
  [undefined, 'gpt-5', undefined],
])('%s, %s', (provider, model, source) => {
  expect(calledThrough(provider, model)).toBe(source);
});

test('names sources that are read', () => {
  const ids = SOURCES.map(({ id }) => id);
  for (const provider of ['claude-code', 'codex', 'gemini-cli', 'copilot-acp', 'pi-acp'])
    expect(ids).toContain(calledThrough(provider, ''));
});
