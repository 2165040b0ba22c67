import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HOOKS, hasHook, installHook, uninstallHook } from '../../src/claude/hooks.ts';
import { home } from '../support/home.ts';

const COMMAND = 'token-dash hook session-end';
const OURS = { hooks: [{ type: 'command', command: COMMAND, timeout: 10 }] };

test.each<[string, string | undefined]>([
  ['no file', undefined],
  ['an empty object', '{}'],
  ['other settings', '{\n  "model": "opus",\n  "n": 1.50\n}\n'],
  ['other hooks', '{\n  "hooks": { "Stop": [] }\n}\n'],
  [
    'hooks at the end of sessions',
    '{"hooks":{"SessionEnd":[{"hooks":[{"type":"command","command":"a, [b"}]}]}}',
  ],
  [
    'a hook with our command and another',
    '{"hooks":{"SessionEnd":[{"hooks":[{"type":"command","command":"token-dash hook session-end; x"},{"type":"command","command":"y"}]}]}}',
  ],
])('goes into settings with %s and out again, every other byte as it was', (_, before) => {
  const at = home(before === undefined ? { 'c/x': '' } : { 'c/settings.json': before });
  const dir = at.at('c');
  const text = () => readFileSync(at.at('c/settings.json'), 'utf8');
  expect(hasHook(dir, HOOKS.sessionEnd).isInstalled).toBe(false);
  expect(installHook(dir, HOOKS.sessionEnd, COMMAND).kind).toBe('done');
  expect(hasHook(dir, HOOKS.sessionEnd).isInstalled).toBe(true);
  const installed = JSON.parse(text());
  expect(installed.hooks.SessionEnd.at(-1)).toEqual(OURS);
  expect(installHook(dir, HOOKS.sessionEnd, COMMAND).kind).toBe('nothing to do');
  if (before !== undefined)
    expect(readFileSync(at.at('c/settings.json.before-token-dash-hook'), 'utf8')).toBe(before);
  expect(uninstallHook(dir, HOOKS.sessionEnd).kind).toBe('done');
  expect(JSON.parse(text())).toEqual(JSON.parse(before ?? '{}'));
  if (before?.includes('"n"') || before?.includes('SessionEnd')) expect(text()).toBe(before);
  expect(uninstallHook(dir, HOOKS.sessionEnd).kind).toBe('nothing to do');
});

describe('settings that are not as documented are left alone', () => {
  test.each([
    ['a comment', '{ // mine\n}'],
    ['hooks that are a list', '{"hooks":[]}'],
    ['a hook that is no list', '{"hooks":{"SessionEnd":{}}}'],
  ])('%s', (_, before) => {
    const at = home({ 'settings.json': before });
    expect(installHook(at.dir, HOOKS.sessionEnd, COMMAND).kind).toBe('left alone');
    expect(readFileSync(at.at('settings.json'), 'utf8')).toBe(before);
  });
});

test('the hooks for sessions and for prompts come and go by themselves', () => {
  const at = home({ 'c/settings.json': '{"a":1}' });
  const dir = at.at('c');
  const installed = () => [HOOKS.sessionEnd, HOOKS.prompt].map(hook => hasHook(dir, hook).isInstalled);
  expect(installHook(dir, HOOKS.prompt, 'token-dash hook prompt').kind).toBe('done');
  expect(installed()).toEqual([false, true]);
  expect(uninstallHook(dir, HOOKS.sessionEnd).kind).toBe('nothing to do');
  expect(installHook(dir, HOOKS.sessionEnd, COMMAND).kind).toBe('done');
  expect(installed()).toEqual([true, true]);
  const { hooks } = JSON.parse(readFileSync(at.at('c/settings.json'), 'utf8'));
  expect(Object.keys(hooks).sort()).toEqual(['SessionEnd', 'UserPromptSubmit']);
  expect(uninstallHook(dir, HOOKS.prompt).kind).toBe('done');
  expect(installed()).toEqual([true, false]);
  expect(uninstallHook(dir, HOOKS.sessionEnd).kind).toBe('done');
  expect(readFileSync(at.at('c/settings.json'), 'utf8')).toBe('{"a":1}');
});
