/**
 * `token-dash hook`: what Claude Code runs when a session ends. It must answer within a second and a half, whatever
 * happens, and print nothing; so the import runs in a process of its own.
 */
import { printable } from '../core/clean.ts';
import type { SettingsChange } from '../core/status.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { EXIT } from './io.ts';

const sessionEnd: Command = {
  id: 'session-end',
  summary: "what Claude Code's SessionEnd hook runs; reads its JSON on standard input",
  needsNoConfig: true,
  examples: [['hook session-end --scheduled briefing', 'mark the session as a run of this schedule']],
  declare(declaration) {
    declaration.option('--scheduled <name>', 'the schedule that started it (or TOKEN_DASH_SCHEDULED)');
  },
  // The entry file answers it before anything else is loaded; it comes here with options in front of the command.
  async run({ ledger }, _, flags) {
    ledger.startImport(typeof flags.scheduled === 'string' ? ['--scheduled', flags.scheduled] : []);
    return EXIT.ok;
  },
};

function part(id: 'install' | 'uninstall', summary: string): Command {
  return {
    id,
    summary,
    needsNoConfig: true,
    examples: [[`hook ${id}`, summary]],
    declare: () => {},
    async run({ io, ledger }) {
      const change = ledger.hook[id]();
      if (change.kind === 'left alone') {
        io.err(`token-dash hook: ${printable(change.path)} is left as it is: ${change.why}\n`);
        return EXIT.failed;
      }
      io.out(changeText(id, change));
      return EXIT.ok;
    },
  };
}

const status: Command = {
  id: 'status',
  summary: 'say whether the hook is installed',
  needsNoConfig: true,
  examples: [['hook status', 'say whether the hook is installed']],
  declare: () => {},
  async run({ io, ledger }) {
    const { path, isInstalled } = ledger.hook.status();
    io.out(`SessionEnd hook: ${isInstalled ? 'installed' : 'not installed'} in ${printable(path)}\n`);
    return EXIT.ok;
  },
};

export const hookCommand: Command = {
  id: 'hook',
  summary: 'import each session into the ledger when it ends',
  needsNoConfig: true,
  examples: [
    ['hook install', "add it to Claude Code's settings.json, with a backup"],
    ['hook uninstall', 'take it out again'],
    ['hook status', 'say whether it is installed'],
  ],
  parts: [
    sessionEnd,
    part('install', "add the hook to Claude Code's settings.json"),
    part('uninstall', 'take the hook out again'),
    status,
  ],
  declare: () => {},
  run: (context: Context, args, flags) => status.run(context, args, flags),
};

function changeText(id: string, change: Exclude<SettingsChange, { readonly kind: 'left alone' }>): string {
  const path = printable(change.path);
  if (change.kind === 'nothing to do')
    return id === 'install' ? `the hook is in ${path} already\n` : `there is no hook of ours in ${path}\n`;
  const backup = change.backup ? `; the file as it was is ${printable(change.backup)}` : '';
  return id === 'install'
    ? `added the SessionEnd hook to ${path}${backup}\n`
    : `removed the hook from ${path}\n`;
}
