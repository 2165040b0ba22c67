/**
 * `token-dash budget archive`: moves the COST-TRACKING files of past months to `archive/YYYY-MM/` below the root, where
 * they are still found: totals stay what they were, and that is checked.
 */
import { totalCost } from '../budgets/overview.ts';
import { dayOf } from '../budgets/project-totals.ts';
import type { TrackedSession } from '../budgets/tracked.ts';
import { dayText } from '../core/calendar.ts';
import { printable } from '../core/clean.ts';
import { counted, usdCents } from '../core/format.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { EXIT } from './io.ts';
import { nothingFound, tellTroubles } from './tracking.ts';

export const budgetArchive: Command = {
  id: 'archive',
  summary: 'move COST-TRACKING files of past months to archive/YYYY-MM below the root',
  examples: [
    ['budget archive sessions/ --dry-run', 'what would be moved'],
    ['budget archive sessions/ --before 2025-12', 'everything before December 2025'],
  ],

  declare(declaration) {
    declaration
      .argument('<root>', 'the directory')
      .option('--before <month>', 'files of months before this one, YYYY-MM (default: the running month)')
      .option('--dry-run', 'only say what would be moved');
  },

  async run(context, [root = ''], flags) {
    const { io, tracking, zone } = context;
    const before = typeof flags.before === 'string' ? flags.before : dayText(zone.day(io.nowMs)).slice(0, 7);
    if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(before)) {
      io.err(`token-dash budget archive: --before '${printable(before)}' is not a month (try 2025-12)\n`);
      return EXIT.failed;
    }
    const found = await tracking.read([root]);
    tellTroubles(context, 'budget archive', found);
    if (found.sessions.length === 0) {
      io.err(`token-dash budget archive: ${nothingFound([root], found)}\n`);
      return EXIT.noData;
    }
    const moves = found.sessions.flatMap(session => moveOf(session, root, before, context) ?? []);
    for (const { from, to } of moves) {
      if (!flags.dryRun) await tracking.move(from, to);
      io.out(`${printable(from)} -> ${printable(to)}\n`);
    }
    const what = flags.dryRun ? 'would be moved' : 'moved';
    const after = flags.dryRun ? found : await tracking.read([root]);
    const [old, now] = [totalCost(found.sessions), totalCost(after.sessions)];
    io.out(
      `${counted(moves.length, 'file')} ${what}; total ${usdCents(now.usd)} in ${counted(now.tasks, 'task')}\n`,
    );
    if (old.usd === now.usd && old.tasks === now.tasks) return EXIT.ok;
    io.err(
      `token-dash budget archive: the total was ${usdCents(old.usd)} in ${counted(old.tasks, 'task')} before\n`,
    );
    return EXIT.failed;
  },
};

/** Its place within the root is kept, so that no file replaces another. Files without a date, and archived ones, stay. */
function moveOf(session: TrackedSession, root: string, before: string, { zone }: Context) {
  const day = dayOf(session, zone);
  const top = root.replace(/[\\/]+$/, '');
  const inside = session.file.slice(top.length).replace(/^[\\/]+/, '');
  if (day === undefined || !session.file.startsWith(top) || inside === '' || /^archive[\\/]/.test(inside))
    return undefined;
  const month = dayText(day).slice(0, 7);
  return month < before ? { from: session.file, to: `${top}/archive/${month}/${inside}` } : undefined;
}
