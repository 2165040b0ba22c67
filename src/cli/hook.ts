/**
 * `token-dash hook`: what Claude Code runs when a session ends, and at prompts (`hook-prompt.ts`). The end of a session must
 * be answered within a second and a half, whatever happens, with nothing printed; so the import runs in a process of its own.
 */
import { printable } from '../core/clean.ts';
import type { SettingsChange } from '../core/status.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { hookPrompt } from './hook-prompt.ts';
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

const NAMES = { sessionEnd: 'SessionEnd', prompt: 'UserPromptSubmit' } as const;
type Which = keyof typeof NAMES;

function part(id: 'install' | 'uninstall', summary: string): Command {
  return {
    id,
    summary,
    needsNoConfig: true,
    examples: [
      [`hook ${id}`, `${summary}: import each session when it ends`],
      [`hook ${id} --budget`, `${summary}: warn of budgets at a prompt, stop it over a hard one`],
    ],
    declare(declaration) {
      declaration.option('--budget', 'the hook for prompts, which warns of budgets and stops over hard ones');
    },
    async run({ io, ledger }, _, { budget }) {
      const which = budget === true ? 'prompt' : 'sessionEnd';
      const change = ledger.hooks[which][id]();
      if (change.kind === 'left alone') {
        io.err(`token-dash hook: ${printable(change.path)} is left as it is: ${change.why}\n`);
        return EXIT.failed;
      }
      io.out(changeText(id, which, change));
      return EXIT.ok;
    },
  };
}

const status: Command = {
  id: 'status',
  summary: 'say which hooks are installed',
  needsNoConfig: true,
  examples: [['hook status', 'say which hooks are installed']],
  declare: () => {},
  async run({ io, ledger }) {
    for (const which of Object.keys(NAMES) as Which[]) {
      const { path, isInstalled } = ledger.hooks[which].status();
      io.out(`${NAMES[which]} hook: ${isInstalled ? 'installed' : 'not installed'} in ${printable(path)}\n`);
    }
    return EXIT.ok;
  },
};

export const hookCommand: Command = {
  id: 'hook',
  summary: 'import each session into the ledger when it ends; warn of budgets at prompts',
  needsNoConfig: true,
  examples: [
    ['hook install', "add it to Claude Code's settings.json, with a backup"],
    ['hook install --budget', 'warn of budgets at each prompt, and stop it over a hard one'],
    ['hook uninstall', 'take it out again'],
    ['hook status', 'say which hooks are installed'],
  ],
  parts: [
    sessionEnd,
    hookPrompt,
    part('install', "add the hook to Claude Code's settings.json"),
    part('uninstall', 'take the hook out again'),
    status,
  ],
  declare: () => {},
  run: (context: Context, args, flags) => status.run(context, args, flags),
};

function changeText(
  id: string,
  which: Which,
  change: Exclude<SettingsChange, { readonly kind: 'left alone' }>,
): string {
  const path = printable(change.path);
  const name = `the ${NAMES[which]} hook`;
  if (change.kind === 'nothing to do')
    return id === 'install'
      ? `${name} is in ${path} already\n`
      : `there is no ${NAMES[which]} hook of ours in ${path}\n`;
  const backup = change.backup ? `; the file as it was is ${printable(change.backup)}` : '';
  return id === 'install' ? `added ${name} to ${path}${backup}\n` : `removed ${name} from ${path}\n`;
}
