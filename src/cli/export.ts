/** `token-dash export --focus`: usage for business intelligence, as a FOCUS CSV. */
import { printable } from '../core/clean.ts';
import { csvCell } from '../core/csv.ts';
import { chunked } from '../core/json-text.ts';
import { daily } from '../reports/daily.ts';
import { FOCUS_COLUMNS, FOCUS_VERSION, type FocusRow, focusRows } from '../reports/focus.ts';
import { readRequest } from '../reports/request.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';
import { usageInput } from './usage-input.ts';

export const exportCommand: Command = {
  id: 'export',
  summary: 'usage for business intelligence, as a FOCUS CSV',
  examples: [
    [
      'export --focus --since this-month --out usage.csv',
      'one row per day, project, model, rate and kind of tokens',
    ],
  ],

  declare(declaration) {
    declaration
      .requiredOption(
        '--focus',
        `the columns of FOCUS ${FOCUS_VERSION} (FinOps Open Cost and Usage Specification)`,
      )
      .option('-s, --since <day>', 'from this day on: 2026-11-22, 7d, today, this-month, last-month')
      .option('-u, --until <day>', 'up to and including this day')
      .option('--out <file>', 'a file, over one that is there (default: standard output)');
  },

  async run(context, _, flags) {
    const { io, settings, tracking, zone } = context;
    const requested = readRequest(flags, daily, zone.day(io.nowMs), settings);
    if ('problem' in requested) {
      io.err(`token-dash export: ${printable(requested.problem)}\n`);
      return EXIT.failed;
    }
    const rows = focusRows({ ...usageInput(context, await context.load()), ...requested });
    if (typeof flags.out !== 'string') for (const chunk of chunked(linesOf(rows))) io.out(chunk);
    else {
      await tracking.write(flags.out, [...linesOf(rows)].join(''), { replace: true });
      io.out(`${printable(flags.out)} is written\n`);
    }
    if (rows.length > 0) return EXIT.ok;
    io.err('token-dash export: no usage found\n');
    return EXIT.noData;
  },
};

function* linesOf(rows: readonly FocusRow[]): Generator<string> {
  yield `${FOCUS_COLUMNS.join(',')}\r\n`;
  for (const row of rows) yield `${FOCUS_COLUMNS.map(name => csvCell(row[name])).join(',')}\r\n`;
}
