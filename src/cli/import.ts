/** `token-dash import`: brings the ledger up to date with the logs, for cron and for the hook. */
import { Option } from 'commander';
import { grouped } from '../core/format.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';

interface Flags {
  readonly quiet?: boolean;
  readonly scheduled?: string;
  readonly session?: string;
}

export const importCommand: Command = {
  id: 'import',
  summary: 'add what the logs hold to the ledger, which outlives them',
  examples: [
    ['import', 'add everything that is new'],
    ['import --quiet', 'the same for cron: */15 * * * * token-dash import --quiet'],
  ],

  declare(declaration) {
    declaration
      .option('--quiet', 'print nothing; errors go to the log file beside the ledger')
      .addOption(new Option('--scheduled <name>', 'with --session: the schedule that started it').hideHelp())
      .addOption(new Option('--session <id>').hideHelp());
  },

  async run({ io, ledger }, _, flags) {
    const { quiet, scheduled, session } = flags as Flags;
    try {
      const run = scheduled && session ? { session, name: scheduled } : undefined;
      const { path, files, added, changed, warning } = await ledger.importLogs(run);
      if (quiet) return EXIT.ok;
      if (warning !== undefined) io.err(`token-dash import: ${path} ${warning}\n`);
      const more = changed > 0 ? `, ${grouped(changed)} updated` : '';
      io.out(`${grouped(added)} new readings${more} from ${grouped(files)} files; ledger ${path}\n`);
      return EXIT.ok;
    } catch (error) {
      if (!quiet) throw error;
      ledger.logError(`import: ${error instanceof Error ? error.message : error}`);
      return EXIT.failed;
    }
  },
};
