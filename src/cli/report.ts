/**
 * How the reports are called: one command each, with the same flags for all. The short flags, and some of the long ones,
 * are those of ccusage, so that habits and scripts keep working.
 */
import { type Command as Declaration, Option } from 'commander';
import type { Period } from '../core/span.ts';
import { REPORTS } from '../reports/index.ts';
import { namesIn, PARAMETERS, type Parameter } from '../reports/parameters.ts';
import type { Report } from '../reports/report.ts';
import type { Command, Example } from './command.ts';
import { runReport } from './report-run.ts';

export const REPORT_COMMANDS: readonly Command[] = REPORTS.map(report => ({
  id: report.id,
  summary: `${report.answers.slice(0, 1).toLowerCase()}${report.answers.slice(1)}`,
  examples: examplesOf(report),
  declare: declaration => declare(declaration, report),
  run: (context, _, flags) => runReport(report, flags, context),
}));

function examplesOf({ id, isDeclared }: Report): readonly Example[] {
  if (isDeclared) {
    return [
      [`${id} --since this-month`, 'of this month'],
      [`${id} --project loom --limit 15`, 'of one project, fifteen rows'],
      [`${id} --json | jq .totals`, 'for scripts; --schema describes it'],
    ];
  }
  return [
    [`${id} --since this-month`, 'of this month'],
    [`${id} --by project,model --limit 20`, 'split by project and model, twenty rows'],
    [`${id} --json | jq .totals`, 'for scripts; --schema describes it'],
    [`${id} --source claude-code --json`, 'instead of ccusage, which reads Claude Code alone'],
  ];
}

function declare(declaration: Declaration, { id, period, columns }: Report): void {
  for (const parameter of PARAMETERS) if (!parameter.of) declaration.addOption(optionOf(parameter, period));
  declaration
    .option('-b, --breakdown', 'list the models of each row')
    .option('-j, --json', 'as JSON')
    .option('--csv', 'as CSV, with every column')
    .option('--markdown', 'as a Markdown table')
    .option('--jq <expression>', 'filter the JSON through jq')
    .option('--schema', 'print the JSON Schema of --json')
    .option('--compact', 'fit the table into 80 columns')
    .option('--color', 'use colours even if the output is not a terminal')
    .option('--no-color', 'no colours')
    .addOption(costOfMode(declaration))
    .option('-O, --offline', 'accepted for ccusage compatibility; nothing is ever fetched')
    .addOption(new Option('--no-offline').hideHelp());
  for (const parameter of PARAMETERS)
    if (parameter.of === id) declaration.addOption(optionOf(parameter, period));
  const leaving = columns.filter(({ leaves = 0 }) => leaves > 0).sort((a, b) => a.leaves! - b.leaves!);
  const titles = leaving.map(column => column.title.toLowerCase());
  declaration.addHelpText(
    'after',
    `\nOn a narrow terminal these columns are left out first: ${titles.join(', ')}.`,
  );
}

/** A parameter as a flag. */
function optionOf(parameter: Parameter, period: Period): Option {
  const { name, short, value, isList, choices, isHidden, default: usual } = parameter;
  const flags = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
  const option = new Option(flags, parameter.says(period));
  if (isList) option.argParser(several);
  if (choices) option.choices(choices);
  if (usual !== undefined) option.default(usual);
  return isHidden ? option.hideHelp() : option;
}

/** ccusage's word for our `--cost`, which is among the flags of all commands. */
function costOfMode(declaration: Declaration): Option {
  const costs: Readonly<Record<string, string>> = { auto: 'auto', calculate: 'list', display: 'logged' };
  declaration.on('option:mode', (mode: string) => declaration.parent?.setOptionValue('cost', costs[mode]));
  return new Option('-m, --mode <mode>', "ccusage's word for --cost").choices(Object.keys(costs));
}

/** A comma list, or the flag several times. */
function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...namesIn(value)];
}
