/**
 * How `token-dash statusline` is called; what the line says is in `statusline.ts`. Without flags it does not even come
 * here: the door answers it.
 */
import { Option } from 'commander';
import { troubleText } from '../core/format.ts';
import { officialWindowEnd } from '../core/limits.ts';
import type { SettingsChange } from '../core/status.ts';
import { statusOf } from '../reports/status.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { EXIT } from './io.ts';

interface Flags {
  readonly install?: boolean;
  readonly uninstall?: boolean;
  readonly refresh?: boolean;
}

/** A refresh may take a twentieth of a core, however long it lasts. */
const PAUSE_PER_WORK = 20;
/** For how long a failed refresh is not tried again, ms. */
const PROBLEM_MS = 60_000;

export const statuslineCommand: Command = {
  id: 'statusline',
  summary: "one line for Claude Code's status line: model, cost, block, context, limits",
  needsNoConfig: true,
  examples: [
    ['statusline --install', "put it into Claude Code's settings, with a backup"],
    ['statusline --uninstall', 'take it out again'],
    ['statusline < session.json', 'the line for a session, as Claude Code asks for it'],
  ],

  declare(declaration) {
    declaration
      .option('--install', "put it into Claude Code's settings.json")
      .option('--uninstall', 'put back what was there before')
      // What a line starts when the logs were not looked at for a while; of no use otherwise.
      .addOption(new Option('--refresh').hideHelp());
  },

  async run(context, _, flags) {
    const { install, uninstall, refresh } = flags as Flags;
    const { io, statusline } = context;
    if (refresh) return refreshStatus(context);
    if (!install && !uninstall) {
      statusline.answer();
      return EXIT.ok;
    }
    const change = install ? statusline.install() : statusline.uninstall();
    if (change.kind === 'left alone') io.err(leftAlone(change.path, change.why, install === true));
    else io.out(install ? installedText(change) : uninstalledText(change));
    return change.kind === 'left alone' ? EXIT.failed : EXIT.ok;
  },
};

async function refreshStatus(context: Context): Promise<number> {
  const { io, zone, settings, statusline, config, elapsedMs } = context;
  const trouble = config.file.troubles[0];
  try {
    if (trouble) throw new Error(`configuration: ${troubleText(trouble)}`);
    const { snapshot, prices } = await context.load('sums');
    const goodForMs = Math.max(settings.refreshSeconds.value * 1000, PAUSE_PER_WORK * elapsedMs());
    const currency = settings.currency.value;
    const officialWindowEndMs = officialWindowEnd(statusline.limits(), io.nowMs);
    const asked = { zone, nowMs: io.nowMs, goodForMs, currency, officialWindowEndMs };
    statusline.keep(statusOf(snapshot.journal, prices, asked));
    return EXIT.ok;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    statusline.keep({ madeMs: io.nowMs, goodForMs: PROBLEM_MS, problem });
    return EXIT.failed;
  } finally {
    statusline.free();
  }
}

type Settled = Exclude<SettingsChange, { readonly kind: 'left alone' }>;

function installedText(change: Settled): string {
  if (change.kind === 'nothing to do') return `${change.path} has it already\n`;
  const lines = [`${change.path} has it now; Claude Code shows it from its next message on`];
  if (change.replaced !== undefined) lines.push(`in place of: ${change.replaced}`);
  if (change.backup !== undefined) lines.push(`the file as it was: ${change.backup}`);
  return `${lines.join('\n')}\n`;
}

function uninstalledText(change: Settled): string {
  if (change.kind === 'nothing to do') return `${change.path} has no status line of token-dash\n`;
  return `${change.path} is without it again\n`;
}

function leftAlone(path: string, why: string, isToInstall: boolean): string {
  const left = `token-dash statusline: ${path} was left alone: ${why}\n`;
  if (!isToInstall) return left;
  const entry = '"statusLine": { "type": "command", "command": "token-dash statusline" }';
  return `${left}By hand it is: ${entry}\n`;
}
