/**
 * Our hooks in Claude Code's settings.json, one for the end of a session and one for prompts:
 *
 *   "hooks": { "SessionEnd": [{ "hooks": [{ "type": "command", "command": "token-dash hook session-end", "timeout": 10 }] }] }
 *
 * Everything else in the file keeps its bytes. `timeout` is in seconds; without it all hooks at the end of a session share
 * a second and a half.
 */
import { join } from 'node:path';
import type { SettingsChange } from '../core/status.ts';
import { isAsInstalled, OWN_COMMAND, readSettingsText } from './claude-settings.ts';
import { elements, memberText, valueText, withMember, withoutMember } from './json-member.ts';
import { writeBackup, writeSettings } from './settings-file.ts';

const TIMEOUT_SECONDS = 10;

/** An event of Claude Code, and what our command for it is called. */
export const HOOKS = {
  sessionEnd: { event: 'SessionEnd', word: 'session-end' },
  prompt: { event: 'UserPromptSubmit', word: 'prompt' },
} as const;
export type Hook = (typeof HOOKS)[keyof typeof HOOKS];

export function hasHook(
  claudeDir: string,
  hook: Hook,
): { readonly path: string; readonly isInstalled: boolean } {
  const path = join(claudeDir, 'settings.json');
  const read = readSettingsText(path);
  return { path, isInstalled: !('problem' in read) && ourHooks(read.text, hook).length > 0 };
}

/** Adds the hook. Throws errors of the operating system. */
export function installHook(claudeDir: string, hook: Hook, command: string): SettingsChange {
  const { event } = hook;
  const path = join(claudeDir, 'settings.json');
  const read = readSettingsText(path);
  if ('problem' in read) return { kind: 'left alone', path, why: read.problem };
  if (ourHooks(read.text, hook).length > 0) return { kind: 'nothing to do', path };
  const hooks = memberText(read.text, 'hooks');
  const list = hooks?.startsWith('{') ? memberText(hooks, event) : undefined;
  if ((hooks && !hooks.startsWith('{')) || (list && !list.startsWith('[')))
    return { kind: 'left alone', path, why: 'its "hooks" are not as Claude Code documents them' };
  const entry = { hooks: [{ type: 'command', command, timeout: TIMEOUT_SECONDS }] };
  const backup = read.isThere ? `${path}.before-token-dash-hook` : undefined;
  if (backup) writeBackup(backup, read.text, path);
  writeSettings(path, withMember(read.text, 'hooks', withEntry(read.text, event, hooks, list, entry)));
  return { kind: 'done', path, backup };
}

/** The text of "hooks" with one more hook; what is there keeps its bytes. */
function withEntry(
  settings: string,
  event: string,
  hooks: string | undefined,
  list: string | undefined,
  entry: object,
): string {
  if (hooks === undefined) return valueText(settings, { [event]: [entry] });
  if (list === undefined || elements(list).length === 0)
    return withMember(hooks, event, valueText(hooks, [entry]));
  const longer = list.replace(/\s*\]$/, end => `, ${JSON.stringify(entry)}${end}`);
  return withMember(hooks, event, longer);
}

/** Takes the hook out, and what became empty by that. */
export function uninstallHook(claudeDir: string, hook: Hook): SettingsChange {
  const { event } = hook;
  const path = join(claudeDir, 'settings.json');
  const read = readSettingsText(path);
  if ('problem' in read) return { kind: 'left alone', path, why: read.problem };
  const ours = ourHooks(read.text, hook);
  if (ours.length === 0) return { kind: 'nothing to do', path };
  if (!ours.some(text => isAsInstalled(commandOf(text) ?? '', `hook ${hook.word}`)))
    return { kind: 'left alone', path, why: OWN_COMMAND };
  const hooks = memberText(read.text, 'hooks')!;
  let list = memberText(hooks, event)!;
  // From the last on: the places of earlier ones stay.
  for (const { from, to, text } of elements(list).toReversed()) {
    if (!isAsInstalled(commandOf(text) ?? '', `hook ${hook.word}`)) continue;
    const before = list.slice(0, from).replace(/,\s*$/, '');
    const after = list.slice(to);
    list = before.trimEnd() === '[' ? before + after.replace(/^\s*,\s*/, '') : before + after;
  }
  const rest = elements(list).length > 0 ? withMember(hooks, event, list) : withoutMember(hooks, event);
  const isEmpty = /^\{\s*\}$/.test(rest);
  writeSettings(path, isEmpty ? withoutMember(read.text, 'hooks') : withMember(read.text, 'hooks', rest));
  return { kind: 'done', path };
}

function ourHooks(settings: string, hook: Hook): readonly string[] {
  const { event } = hook;
  const hooks = memberText(settings, 'hooks');
  const list = hooks?.startsWith('{') ? memberText(hooks, event) : undefined;
  return list?.startsWith('[')
    ? elements(list)
        .map(({ text }) => text)
        .filter(text => isOurs(text, hook))
    : [];
}

/** An entry with nothing but our command in it. */
function isOurs(entry: string, { word }: Hook): boolean {
  const called = /\btoken-dash(?:\.js)?["']?\s+hook\s+(session-end|prompt)\b/;
  return called.exec(commandOf(entry) ?? '')?.[1] === word;
}

/** The command of an entry that has one and nothing else. */
function commandOf(entry: string): string | undefined {
  const { hooks } = (JSON.parse(entry) ?? {}) as { hooks?: unknown };
  if (!Array.isArray(hooks) || hooks.length !== 1) return undefined;
  const { command } = (hooks[0] ?? {}) as { command?: unknown };
  return typeof command === 'string' ? command : undefined;
}
