/** `token-dash budget import`: what is understood of a file, declared totals beside its tasks, and a file of the template. */

import { mismatches } from '../budgets/mismatches.ts';
import { templateText } from '../budgets/template-text.ts';
import { sessionUsd, tasksUsd } from '../budgets/tracked.ts';
import { printable } from '../core/clean.ts';
import { counted, grouped, usdCents } from '../core/format.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';
import { tellTroubles } from './tracking.ts';

export const budgetImport: Command = {
  id: 'import',
  summary: 'show what is understood of a cost report, and write it as a COST-TRACKING file',
  examples: [
    ['budget import COST-REPORT.yaml', 'its tasks, and where its totals differ from them'],
    ['budget import COST-REPORT.yaml --out COST-TRACKING-4.yaml', 'the same in the form of the template'],
  ],

  declare(declaration) {
    declaration
      .argument('<file...>', 'cost reports, whatever they are called')
      .option('--out <file>', 'a new file in the form of the template');
  },

  async run(context, files, { out }) {
    const { io, tracking, zone } = context;
    const found = await tracking.read(files);
    tellTroubles(context, 'budget import', found);
    for (const session of found.sessions) {
      const { length } = session.tasks;
      io.out(
        `${printable(session.file)}: ${printable(session.session)}, ${counted(length, 'task')}, ${usdCents(sessionUsd(session))} declared, ${usdCents(tasksUsd(session))} in its tasks\n`,
      );
      for (const { what, declared, counted: sum } of mismatches([session])) {
        const text = (value: bigint | number) =>
          typeof value === 'bigint' ? usdCents(value) : grouped(value);
        io.out(`  ${what}: ${text(declared)} declared, ${text(sum)} counted\n`);
      }
    }
    if (found.sessions.length === 0) return EXIT.noData;
    if (typeof out !== 'string') return EXIT.ok;
    const [session, ...others] = found.sessions;
    if (others.length > 0) {
      io.err('token-dash budget import: --out takes one file at a time\n');
      return EXIT.failed;
    }
    await tracking.write(out, templateText(session!, zone), { replace: false });
    io.out(`${printable(out)} is written\n`);
    return EXIT.ok;
  },
};
