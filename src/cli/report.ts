/**
 * How the reports are called: one command each, with the same flags for all. The short flags, and some of the long ones,
 * are those of ccusage, so that what people have in their fingers and their scripts goes on working. What is done with
 * them is in `report-run.ts`, which is loaded when it is needed.
 */
import { type Command as Declaration, Option } from 'commander';
import { ORDERS } from '../core/query.ts';
import { WEEKDAYS } from '../core/span.ts';
import { GROUPINGS, REPORTS } from '../reports/index.ts';
import type { Report } from '../reports/report.ts';
import type { Command, Example } from './command.ts';

export const REPORT_COMMANDS: readonly Command[] = REPORTS.map(report => ({
  id: report.id,
  summary: `${report.answers.slice(0, 1).toLowerCase()}${report.answers.slice(1)}`,
  examples: examplesOf(report),
  declare: declaration => declare(declaration, report),
  run: async (context, _, flags) => {
    const { runReport } = await import('./report-run.ts');
    return runReport(report, flags, context);
  },
}));

function examplesOf({ id }: Report): readonly Example[] {
  return [
    [`${id} --since this-month`, 'of this month'],
    [`${id} --by project,model --limit 20`, 'split by project and model, twenty rows'],
    [`${id} --json | jq .totals`, 'for scripts; --schema says what it holds'],
    [`${id} --source claude-code --json`, 'in place of ccusage, which reads Claude Code alone'],
  ];
}

function declare(declaration: Declaration, { id, period, columns }: Report): void {
  declaration
    .option('-s, --since <day>', 'from this day on: 2026-11-22, 7d, 2w, today, this-month, last-month')
    .option('-u, --until <day>', 'up to this day')
    .option('--last <n>', `the last so many ${period}s, the one that is running among them`)
    .option('-p, --project <name>', 'of this project: its path, or the end of it', several)
    .option('--model <name>', "of this model: its id, or a part of it such as 'opus'", several)
    .option('--source <name>', "of this source: 'claude-code', 'goose'", several)
    .option('--agent <name>', "of this kind of agent; 'main' is the main conversation", several)
    .option('--session <id>', 'of this session; the beginning of its id will do', several)
    .option(
      '--by <names>',
      `split the rows further: ${GROUPINGS.map(({ word }) => word).join(', ')}`,
      several,
    )
    .addOption(new Option('-o, --order <order>', 'of the rows: by time or by cost').choices(ORDERS))
    .option('--limit <n>', 'at most so many rows')
    .option('-b, --breakdown', 'the models of each row below it')
    .addOption(new Option('-w, --week-start <day>', 'on which weeks begin').choices(WEEKDAYS))
    .option('-j, --json', 'as JSON')
    .option('--csv', 'as CSV, with every column')
    .option('--markdown', 'as a Markdown table')
    .option('--jq <expression>', 'the JSON through jq, where there is one')
    .option('--schema', 'the JSON Schema of --json, and nothing else')
    .option('--compact', 'a table for 80 columns, however many there are')
    .option('--color', 'colours even where the output is no terminal')
    .option('--no-color', 'no colours')
    .addOption(costOfMode(declaration))
    .option('-O, --offline', 'understood for the sake of ccusage: nothing is ever fetched')
    .addOption(new Option('--no-offline').hideHelp());
  OWN_FLAGS[id]?.(declaration);
  const leaving = columns.filter(({ leaves = 0 }) => leaves > 0).sort((a, b) => a.leaves! - b.leaves!);
  const titles = leaving.map(column => column.title.toLowerCase());
  declaration.addHelpText('after', `\nOn a narrow terminal these columns leave first: ${titles.join(', ')}.`);
}

/** Flags that only one report has. */
const OWN_FLAGS: Readonly<Record<string, (declaration: Declaration) => void>> = {
  daily: declaration => {
    declaration.option('-i, --instances', 'by project; in JSON, the days of each project under its name');
  },
  weekly: declaration => {
    declaration.addOption(new Option('--start-of-week <day>').choices(WEEKDAYS).hideHelp());
  },
  session: declaration => {
    declaration.option('-i, --id <id>', 'every response of this session');
  },
  blocks: declaration => {
    declaration
      .option('-a, --active', 'only the block that is running')
      .option('-r, --recent', 'only those of the last three days')
      .option('-t, --token-limit <n>', "how full they are of so many tokens; 'max': of the fullest")
      .option('-n, --session-length <hours>', 'length of a block', '5');
  },
};

/** ccusage's word for our `--cost`, which stands with the flags of all commands. */
function costOfMode(declaration: Declaration): Option {
  const costs: Readonly<Record<string, string>> = { auto: 'auto', calculate: 'list', display: 'logged' };
  declaration.on('option:mode', (mode: string) => declaration.parent?.setOptionValue('cost', costs[mode]));
  return new Option('-m, --mode <mode>', "ccusage's word for --cost").choices(Object.keys(costs));
}

/** A comma list, or the flag several times. */
function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',').flatMap(name => (name.trim() === '' ? [] : [name.trim()]))];
}
