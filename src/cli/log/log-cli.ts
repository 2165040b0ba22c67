/**
 * `token-dash log`, and `token-tracker` under its old name: finished tasks, logged by hand. How it is called is
 * here; what each word does is in the files beside it, which are loaded when one is used.
 *
 * The log is apart from what tools measure: no sum of `token-dash` includes it without `--source manual-log`.
 */
import type { Command } from '../command.ts';
import { EXIT } from '../io.ts';
import type { LogFlags } from './word.ts';

export const logCommand: Command = {
  id: 'log',
  summary: 'log a finished task by hand; list what was logged',
  examples: [
    ['log calm-ai-pm "Add AGENTS.md" 3500', 'one task, with the tokens it took'],
    ['log calm-ai-pm "Add AGENTS.md" auto', "with the tokens of the project's last session"],
    ['log today', "today's tasks and what they come to"],
    ['log cost 50000', 'what so many tokens cost, at the flat rate of the log'],
    ['log repair', 'mend lines that cannot be read, after making a copy'],
  ],

  declare(declaration) {
    declaration
      .argument('[words...]', '<project> <task> <tokens|auto>, or one of the words below')
      // A count of -5 is an argument that is wrong, not a flag that is unknown.
      .allowUnknownOption()
      .option('--session <id>', 'with auto: this session in place of the last one')
      .option('--limit <usd>', 'with today: exit with 1 where the day cost more than that')
      .option('--all', 'with recompute and repair --costs: differences of less than a cent, too')
      .option('--costs', 'with repair: give entries that are a cent or more off the cost of the flat rate')
      .option('--dry-run', 'with repair: say what would be changed, and change nothing')
      .option('--check <file>', 'with readme: say whether this file has the section')
      .option('--json', 'with today, project, lint and recompute: as JSON');
  },

  async run(context, words, flags) {
    const { LOG_WORDS, usage } = await import('./words.ts');
    const { io } = context;
    const [first = '', second] = words;
    if (words.length === 3) {
      const { add } = await import('./add.ts');
      return add(context, words as [string, string, string], flags as LogFlags);
    }
    const found = LOG_WORDS.find(({ word }) => word === first);
    if (found && words.length <= (found.argument === undefined ? 1 : 2)) {
      return found.run(context, second, flags);
    }
    io.err(usage());
    return EXIT.failed;
  },
};
