/** The status line goes into Claude Code's settings and out again, and nothing else is lost on the way. */
import { chmodSync, chownSync, linkSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  installStatusLine,
  isOurs,
  readClaudeSettings,
  uninstallStatusLine,
} from '../../src/claude/claude-settings.ts';
import { type Home, home } from '../support/home.ts';

const FILE = 'claude/settings.json';
const BACKUP = `${FILE}.before-token-dash`;
const COMMAND = 'token-dash statusline';

const install = (at: Home, command = COMMAND) => installStatusLine(at.at('claude'), command);
const uninstall = (at: Home) => uninstallStatusLine(at.at('claude'));
const textOf = (at: Home, file = FILE) => readFileSync(at.at(file), 'utf8');

const SETTINGS: readonly (readonly [what: string, text: string])[] = [
  ['settings', '{\n  "model": "opus",\n  "cleanupPeriodDays": 99999999999999999999\n}\n'],
  ['settings in one line', '{"model":"opus"}'],
  ['settings of Windows', '{\r\n\t"model": "opus"\r\n}\r\n'],
  ['no settings', '{}'],
  [
    'a status line of another',
    '{\n  "statusLine": { "type": "command", "command": "ccusage statusline" },\n  "x": 1\n}',
  ],
  ['names twice', '{ "model": 1, "model": 2 }'],
];

describe('in and out again, byte for byte:', () => {
  it.each(SETTINGS)('%s', (_, text) => {
    const at = home({ [FILE]: text });
    expect(install(at)).toMatchObject({ kind: 'done', backup: at.at(BACKUP) });
    expect(JSON.parse(textOf(at))).toEqual({
      ...JSON.parse(text),
      statusLine: { type: 'command', command: COMMAND },
    });
    expect(textOf(at, BACKUP)).toBe(text);
    const installed = textOf(at);
    expect(install(at)).toMatchObject({ kind: 'nothing to do' });
    expect(textOf(at)).toBe(installed);

    expect(uninstall(at)).toMatchObject({ kind: 'done', replaced: COMMAND });
    expect(textOf(at)).toBe(text);
    expect(at.paths()).toEqual(['claude', FILE]);
    expect(uninstall(at)).toMatchObject({ kind: 'nothing to do' });
  });

  it('no file at all', () => {
    const at = home({ 'claude/other': '' });
    expect(install(at)).toEqual({ kind: 'done', path: at.at(FILE), backup: undefined, replaced: undefined });
    expect(statSync(at.at(FILE)).mode & 0o777).toBe(0o600);
    uninstall(at);
    expect(at.paths()).toEqual(['claude', 'claude/other']);
  });
});

describe('what changed meanwhile stays:', () => {
  it('a setting, with the status line of another put back', () => {
    const at = home({ [FILE]: '{ "statusLine": {"command": "mine"}, "x": 1 }' });
    expect(install(at)).toMatchObject({ replaced: 'mine' });
    at.write(FILE, textOf(at).replace('"x": 1', '"x": 2'));
    uninstall(at);
    expect(textOf(at)).toBe('{ "statusLine": {"command": "mine"}, "x": 2 }');
  });

  it('a setting, where there was no file', () => {
    const at = home({ 'claude/other': '' });
    install(at);
    at.write(FILE, textOf(at).replace('{\n', '{\n  "x": 1,\n'));
    uninstall(at);
    expect(JSON.parse(textOf(at))).toEqual({ x: 1 });
  });

  it('a status line that somebody put in after us', () => {
    const at = home({ [FILE]: '{}' });
    install(at);
    at.write(FILE, '{ "statusLine": {"command": "another"} }');
    expect(uninstall(at)).toMatchObject({ kind: 'nothing to do' });
    expect(install(at)).toMatchObject({ replaced: 'another' });
    uninstall(at);
    expect(textOf(at)).toBe('{ "statusLine": {"command": "another"} }');
  });
});

describe('what is not plain JSON is left alone:', () => {
  it.each([
    [
      'a comment',
      '{\n  // mine\n  "x": 1\n}',
      'it is not plain JSON (a comment, a comma too many, or damage)',
    ],
    ['a comma too many', '{ "x": 1, }', 'it is not plain JSON (a comment, a comma too many, or damage)'],
    ['half a file', '{ "x": ', 'it is not plain JSON (a comment, a comma too many, or damage)'],
    ['an empty file', '', 'it is not plain JSON (a comment, a comma too many, or damage)'],
    ['a list', '[]', 'it holds no JSON object'],
  ])('%s', (_, text, why) => {
    const at = home({ [FILE]: text });
    expect(install(at)).toEqual({ kind: 'left alone', path: at.at(FILE), why });
    expect(uninstall(at)).toMatchObject({ kind: 'left alone' });
    expect(textOf(at)).toBe(text);
    expect(at.paths()).toEqual(['claude', FILE]);
  });

  it('bytes that are no text', () => {
    const bytes = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
    const at = home({ [FILE]: bytes });
    expect(install(at)).toMatchObject({ kind: 'left alone', why: 'it is not UTF-8' });
    expect(readFileSync(at.at(FILE))).toEqual(bytes);
  });
});

describe('the file itself', () => {
  it('keeps its mode, and stays a link', () => {
    const at = home({ 'dots/settings.json': '{}', 'claude/x': '' });
    chmodSync(at.at('dots/settings.json'), 0o640);
    at.link('dots/settings.json', FILE);
    install(at);
    expect(lstatSync(at.at(FILE)).isSymbolicLink()).toBe(true);
    expect(JSON.parse(textOf(at, 'dots/settings.json'))).toHaveProperty('statusLine');
    expect(statSync(at.at(FILE)).mode & 0o777).toBe(0o640);
    uninstall(at);
    expect(textOf(at, 'dots/settings.json')).toBe('{}');
    expect(at.paths()).toEqual(['claude', FILE, 'claude/x', 'dots', 'dots/settings.json'].sort());
  });
});

describe('a file of the user', () => {
  const own = { statusLine: { type: 'command', command: 'mine; token-dash statusline | cut -c1-80' } };
  it('with a command of the user that has ours in it is left alone', () => {
    const text = JSON.stringify(own);
    const at = home({ [FILE]: text });
    expect(install(at)).toMatchObject({ kind: 'nothing to do' });
    expect(uninstall(at)).toMatchObject({ kind: 'left alone', why: expect.stringMatching('your own') });
    expect(textOf(at)).toBe(text);
  });
  it.runIf(process.platform !== 'win32')('with further names keeps them', () => {
    const at = home({ [FILE]: '{}' });
    linkSync(at.at(FILE), at.at('other'));
    install(at);
    expect(textOf(at, 'other')).toBe(textOf(at));
    uninstall(at);
    expect(textOf(at, 'other')).toBe('{}');
    expect(statSync(at.at(FILE)).nlink).toBe(2);
  });
  it.runIf(process.getuid?.() === 0)('keeps its owner under sudo, and its backup has the same', () => {
    const at = home({ [FILE]: '{}' });
    chownSync(at.at(FILE), 4321, 4322);
    install(at);
    for (const file of [FILE, BACKUP]) expect(statSync(at.at(file))).toMatchObject({ uid: 4321, gid: 4322 });
    uninstall(at);
    expect(statSync(at.at(FILE))).toMatchObject({ uid: 4321, gid: 4322 });
  });
  it.runIf(process.getuid?.() === 0)('that is new under sudo belongs to the owner of its directory', () => {
    const at = home({ 'claude/other': '' });
    chownSync(at.at('claude'), 4321, 4322);
    install(at);
    expect(statSync(at.at(FILE))).toMatchObject({ uid: 4321, gid: 4322 });
  });
  it('with a link in place of the backup: what it names is neither written nor read', () => {
    const at = home({ [FILE]: '{}', precious: 'precious' });
    at.link('precious', BACKUP);
    install(at);
    expect(textOf(at, 'precious')).toBe('precious');
    expect(textOf(at, BACKUP)).toBe('{}');
    at.delete(BACKUP);
    at.link('precious', BACKUP);
    uninstall(at);
    expect(textOf(at, 'precious')).toBe('precious');
    expect(JSON.parse(textOf(at))).toEqual({});
  });
});

describe('settings are read', () => {
  it.each([
    ['{ "cleanupPeriodDays": 90 }', { isThere: true, cleanupPeriodDays: 90 }],
    ['\ufeff{ "cleanupPeriodDays": 90 }', { isThere: true, cleanupPeriodDays: 90 }],
    ['{ "cleanupPeriodDays": "90" }', { cleanupPeriodDays: undefined }],
    ['{ "statusLine": {"command": "x"} }', { statusLine: 'x' }],
    ['{ "statusLine": "x" }', { statusLine: undefined }],
    ['{', { problem: 'it is not plain JSON (a comment, a comma too many, or damage)' }],
  ])('%s', (text, expected) => {
    const at = home({ [FILE]: text });
    expect(readClaudeSettings(at.at('claude'))).toMatchObject(expected);
  });
  it('or are not there', () =>
    expect(readClaudeSettings(home().at('claude'))).toMatchObject({ isThere: false }));
});

describe('a command is ours', () => {
  it.each([
    ['token-dash statusline', true],
    ['"/usr/bin/node" "/opt/token dash/dist/token-dash.js" statusline', true],
    ['npx token-dash statusline --timezone UTC', true],
    ['ccusage statusline', false],
    ['my-token-dash-wrapper', false],
  ])('%s: %s', (command, expected) => expect(isOurs(command)).toBe(expected));
});
