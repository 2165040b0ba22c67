/**
 * `token-dash budget`: COST-TRACKING files added up, and the user's own budgets.
 *
 *   token-dash budget [ROOT...]          the overview of all files below the roots
 *   token-dash budget summary [ROOT...]  one line per session
 *
 * What is printed is made in `budgets/`; this picks the part.
 */

import { budgetAddTask } from './budget-add-task.ts';
import { budgetArchive } from './budget-archive.ts';
import { budgetCheck } from './budget-check.ts';
import { budgetDraft } from './budget-draft.ts';
import { budgetImport } from './budget-import.ts';
import { budgetNote, budgetNotes } from './budget-notes.ts';
import { runBudget } from './budget-run.ts';
import { budgetSummary } from './budget-summary.ts';
import { budgetUsage } from './budget-usage.ts';
import type { Command } from './command.ts';

export const budgetCommand: Command = {
  id: 'budget',
  summary: 'COST-TRACKING files added up: budget, phases, milestones, waste',
  parts: [
    budgetSummary,
    budgetCheck,
    budgetUsage,
    budgetDraft,
    budgetAddTask,
    budgetImport,
    budgetArchive,
    budgetNote,
    budgetNotes,
  ],
  examples: [
    ['budget sessions/', 'everything below a directory'],
    ['budget . --csv', 'one row per session, as in the cost tracking guide'],
    ['budget . --json --export --project-name loom', 'the JSON export of the guide'],
  ],

  declare(declaration) {
    declaration
      .argument(
        '[root...]',
        'directories or files (default: those of the configuration, else this directory)',
      )
      .option('--json', 'as JSON, with the names of the cost tracking guide')
      .option('--csv', 'one row per session')
      .option('--markdown', 'as Markdown')
      .option('--export', 'with --json: project, export_date, total_cost and the sessions')
      .option('--project-name <name>', "with --export: the project's name (default: infrafabric)")
      .option(
        '--until <day>',
        "count elapsed days up to and including this day (default: the last session's)",
      );
  },

  run: runBudget,
};
