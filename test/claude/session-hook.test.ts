import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasSessionHook, installSessionHook, uninstallSessionHook } from '../../src/claude/session-hook.ts';
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
  expect(hasSessionHook(dir).isInstalled).toBe(false);
  expect(installSessionHook(dir, COMMAND).kind).toBe('done');
  expect(hasSessionHook(dir).isInstalled).toBe(true);
  const installed = JSON.parse(text());
  expect(installed.hooks.SessionEnd.at(-1)).toEqual(OURS);
  expect(installSessionHook(dir, COMMAND).kind).toBe('nothing to do');
  if (before !== undefined)
    expect(readFileSync(at.at('c/settings.json.before-token-dash-hook'), 'utf8')).toBe(before);
  expect(uninstallSessionHook(dir).kind).toBe('done');
  expect(JSON.parse(text())).toEqual(JSON.parse(before ?? '{}'));
  if (before?.includes('"n"') || before?.includes('SessionEnd')) expect(text()).toBe(before);
  expect(uninstallSessionHook(dir).kind).toBe('nothing to do');
});

describe('settings that are not as documented are left alone', () => {
  test.each([
    ['a comment', '{ // mine\n}'],
    ['hooks that are a list', '{"hooks":[]}'],
    ['a hook that is no list', '{"hooks":{"SessionEnd":{}}}'],
  ])('%s', (_, before) => {
    const at = home({ 'settings.json': before });
    expect(installSessionHook(at.dir, COMMAND).kind).toBe('left alone');
    expect(readFileSync(at.at('settings.json'), 'utf8')).toBe(before);
  });
});
