/**
 * Claude Code's own settings (`settings.json`), of which we read two and write one, and that only when asked to: the
 * command of its status line. A file that is not plain JSON was edited by hand, and is left alone.
 *
 *   settings.json                     "statusLine": { "type": "command", "command": "token-dash statusline" }
 *   settings.json.before-token-dash   the file as it was, until the status line is taken out again
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { withoutByteOrderMark } from '../core/byte-order-mark.ts';
import type { SettingsChange } from '../core/status.ts';
import { regularBytes } from '../os/regular-file.ts';
import { memberText, valueText, withMember, withoutMember } from './json-member.ts';
import { readBackup, removeSettings, writeBackup, writeSettings } from './settings-file.ts';

const NAME = 'statusLine';
const NOTHING = '{}\n';

export interface ClaudeSettings {
  readonly path: string;
  readonly isThere: boolean;
  /** Why it cannot be read as it is. */
  readonly problem?: string;
  /** After so many days Claude Code deletes a transcript; undefined where it is not said. */
  readonly cleanupPeriodDays?: number;
  /** The command that draws the status line. */
  readonly statusLine?: string;
}

export function readClaudeSettings(claudeDir: string, name = 'settings.json'): ClaudeSettings {
  const path = join(claudeDir, name);
  const read = readSettingsText(path);
  if ('problem' in read) return { path, isThere: true, problem: read.problem };
  const { cleanupPeriodDays } = read.value;
  const days = typeof cleanupPeriodDays === 'number' ? cleanupPeriodDays : undefined;
  return { path, isThere: read.isThere, cleanupPeriodDays: days, statusLine: commandIn(read.value) };
}

/** Puts the command in. Throws errors of the operating system. */
export function installStatusLine(claudeDir: string, command: string): SettingsChange {
  const path = join(claudeDir, 'settings.json');
  const read = readSettingsText(path);
  if ('problem' in read) return { kind: 'left alone', path, why: read.problem };
  const replaced = commandIn(read.value);
  if (isOurs(replaced)) return { kind: 'nothing to do', path };
  const backup = read.isThere ? backupOf(path) : undefined;
  if (backup) writeBackup(backup, read.text, path);
  writeSettings(path, installed(read.text, command));
  return { kind: 'done', path, backup, replaced };
}

/** Takes it out: the file is again what it was, but for what was changed in it meanwhile. */
export function uninstallStatusLine(claudeDir: string): SettingsChange {
  const path = join(claudeDir, 'settings.json');
  const read = readSettingsText(path);
  if ('problem' in read) return { kind: 'left alone', path, why: read.problem };
  const command = commandIn(read.value);
  if (command === undefined || !isOurs(command)) return { kind: 'nothing to do', path };
  if (!isAsInstalled(command, 'statusline')) return { kind: 'left alone', path, why: OWN_COMMAND };
  const backup = backupOf(path);
  const before = readBackup(backup);
  const wasUntouched = read.text === installed(before ?? NOTHING, command);
  if (!wasUntouched) writeSettings(path, restored(read.text, before));
  else if (before === undefined) removeSettings(path);
  else writeSettings(path, before);
  rmSync(backup, { force: true });
  return { kind: 'done', path, replaced: command };
}

/** Whether a command shows our line, alone or within a command of the user's own. */
export function isOurs(command: string | undefined): boolean {
  return command !== undefined && /\btoken-dash(?:\.js)?["']?\s+statusline\b/.test(command);
}

/** Why a command is not taken out. */
export const OWN_COMMAND = 'its command is your own and has token-dash in it';

/** Whether a command is ours as an installation writes it, with nothing of the user's own; `words` are those behind the name. */
export function isAsInstalled(command: string, words: string): boolean {
  const [, rest] = /^(?:token-dash|"[^"]+" "[^"]*token-dash\.js") (.*)$/s.exec(command) ?? [];
  return rest === words;
}

function installed(text: string, command: string): string {
  return withMember(text, NAME, valueText(text, { type: 'command', command }));
}

/** The earlier value goes back into a file that has changed since. */
function restored(text: string, before: string | undefined): string {
  const old = before === undefined ? undefined : memberText(before, NAME);
  return old === undefined ? withoutMember(text, NAME) : withMember(text, NAME, old);
}

type Fields = Readonly<Record<string, unknown>>;
type Read =
  | { readonly isThere: boolean; readonly text: string; readonly value: Fields }
  | { readonly problem: string };

export function readSettingsText(path: string): Read {
  let bytes: Buffer;
  try {
    bytes = regularBytes(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? { isThere: false, text: NOTHING, value: {} } : { problem: message };
  }
  const whole = bytes.toString('utf8');
  if (!Buffer.from(whole).equals(bytes)) return { problem: 'it is not UTF-8' };
  const text = withoutByteOrderMark(whole);
  try {
    // Editors on Windows put a byte order mark in front.
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject
      ? { isThere: true, text, value: value as Fields }
      : { problem: 'it holds no JSON object' };
  } catch {
    return { problem: 'it is not plain JSON (a comment, a comma too many, or damage)' };
  }
}

function commandIn({ [NAME]: line }: Fields): string | undefined {
  const command = typeof line === 'object' && line !== null && 'command' in line ? line.command : undefined;
  return typeof command === 'string' ? command : undefined;
}

function backupOf(path: string): string {
  return `${path}.before-token-dash`;
}
