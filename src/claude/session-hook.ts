/**
 * Our SessionEnd hook in Claude Code's settings.json:
 *
 *   "hooks": { "SessionEnd": [{ "hooks": [{ "type": "command", "command": "token-dash hook session-end", "timeout": 10 }] }] }
 *
 * Everything else in the file keeps its bytes. `timeout` is in seconds; without it all hooks share a second and a half.
 */
import { join } from 'node:path';
import type { SettingsChange } from '../core/status.ts';
import { readSettingsText, writeSettings } from './claude-settings.ts';
import { elements, memberText, valueText, withMember, withoutMember } from './json-member.ts';

const TIMEOUT_SECONDS = 10;

export function hasSessionHook(claudeDir: string): { readonly path: string; readonly isInstalled: boolean } {
  const path = join(claudeDir, 'settings.json');
  const read = readSettingsText(path);
  return { path, isInstalled: !('problem' in read) && ourHooks(read.text).length > 0 };
}

/** Adds the hook. Throws errors of the operating system. */
export function installSessionHook(claudeDir: string, command: string): SettingsChange {
  const path = join(claudeDir, 'settings.json');
  const read = readSettingsText(path);
  if ('problem' in read) return { kind: 'left alone', path, why: read.problem };
  if (ourHooks(read.text).length > 0) return { kind: 'nothing to do', path };
  const hooks = memberText(read.text, 'hooks');
  const list = hooks?.startsWith('{') ? memberText(hooks, 'SessionEnd') : undefined;
  if ((hooks && !hooks.startsWith('{')) || (list && !list.startsWith('[')))
    return { kind: 'left alone', path, why: 'its "hooks" are not as Claude Code documents them' };
  const hook = { hooks: [{ type: 'command', command, timeout: TIMEOUT_SECONDS }] };
  const backup = read.isThere ? `${path}.before-token-dash-hook` : undefined;
  if (backup) writeSettings(backup, read.text);
  writeSettings(path, withMember(read.text, 'hooks', withHook(read.text, hooks, list, hook)));
  return { kind: 'done', path, backup };
}

/** The text of "hooks" with one more hook; what is there keeps its bytes. */
function withHook(
  settings: string,
  hooks: string | undefined,
  list: string | undefined,
  hook: object,
): string {
  if (hooks === undefined) return valueText(settings, { SessionEnd: [hook] });
  if (list === undefined || elements(list).length === 0)
    return withMember(hooks, 'SessionEnd', valueText(hooks, [hook]));
  const longer = list.replace(/\s*\]$/, end => `, ${JSON.stringify(hook)}${end}`);
  return withMember(hooks, 'SessionEnd', longer);
}

/** Takes the hook out, and what became empty by that. */
export function uninstallSessionHook(claudeDir: string): SettingsChange {
  const path = join(claudeDir, 'settings.json');
  const read = readSettingsText(path);
  if ('problem' in read) return { kind: 'left alone', path, why: read.problem };
  if (ourHooks(read.text).length === 0) return { kind: 'nothing to do', path };
  const hooks = memberText(read.text, 'hooks')!;
  let list = memberText(hooks, 'SessionEnd')!;
  // From the last on: the places of earlier ones stay.
  for (const { from, to, text } of elements(list).toReversed()) {
    if (!isOurs(text)) continue;
    const before = list.slice(0, from).replace(/,\s*$/, '');
    const after = list.slice(to);
    list = before.trimEnd() === '[' ? before + after.replace(/^\s*,\s*/, '') : before + after;
  }
  const rest =
    elements(list).length > 0 ? withMember(hooks, 'SessionEnd', list) : withoutMember(hooks, 'SessionEnd');
  const isEmpty = /^\{\s*\}$/.test(rest);
  writeSettings(path, isEmpty ? withoutMember(read.text, 'hooks') : withMember(read.text, 'hooks', rest));
  return { kind: 'done', path };
}

function ourHooks(settings: string): readonly string[] {
  const hooks = memberText(settings, 'hooks');
  const list = hooks?.startsWith('{') ? memberText(hooks, 'SessionEnd') : undefined;
  return list?.startsWith('[')
    ? elements(list)
        .map(({ text }) => text)
        .filter(isOurs)
    : [];
}

/** An entry with nothing but our command in it. */
function isOurs(entry: string): boolean {
  const { hooks } = JSON.parse(entry) as { hooks?: unknown };
  if (!Array.isArray(hooks) || hooks.length !== 1) return false;
  const { command } = hooks[0] as { command?: unknown };
  return typeof command === 'string' && /\btoken-dash(?:\.js)?["']?\s+hook\s+session-end\b/.test(command);
}
