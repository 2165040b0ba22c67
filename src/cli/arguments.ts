/**
 * The command line as data: which face is wanted, and with what. Flags beat environment variables. What is wrong is
 * said in words, with the nearest thing that exists; nothing is run from here.
 */

import { CommanderError, Command as Declaration, InvalidArgumentError, Option } from 'commander';
import { parseDay, Zone } from '../core/calendar.ts';
import { largest } from '../core/extremes.ts';
import { nearest } from '../core/nearest.ts';
import type { SourceInfo } from '../core/source.ts';
import { fromCcusage } from './ccusage-words.ts';
import type { Command, Example } from './command.ts';
import { COMMANDS } from './commands.ts';
import { DASHBOARD_HELP, type DashboardFlags, takeDashboardFlags } from './dashboard-flags.ts';
import { EXIT, EXIT_WORDS } from './io.ts';
import { REPORT_COMMANDS } from './report.ts';

/** Options of every face. */
export interface CommonOptions {
  readonly demo?: boolean;
  readonly timezone?: string;
  readonly theme?: string;
  /** Directories of a source in place of the default ones, a comma list, by the source's key. */
  readonly roots?: Readonly<Record<string, string>>;
  readonly cache: boolean;
  /** A ledger in place of the usual one, or 'off'. */
  readonly ledger?: string;
  /** A configuration file in place of the usual one. */
  readonly config?: string;
  /** Whose cost counts where a log states one. */
  readonly cost?: string;
  /** Price everything as of this moment, UTC ms. */
  readonly asOf?: number;
}

export type Invocation =
  | { readonly face: 'dashboard'; readonly options: CommonOptions; readonly flags?: DashboardFlags }
  | { readonly face: 'validate'; readonly asJson: boolean; readonly options: CommonOptions }
  | {
      readonly face: 'command';
      readonly command: Command;
      readonly args: readonly string[];
      readonly flags: Readonly<Record<string, unknown>>;
      readonly options: CommonOptions;
      /** The whole command line as it is declared. */
      readonly declared: Declaration;
    }
  /** Everything is said already: print it and leave. */
  | { readonly face: 'message'; readonly out: string; readonly err: string; readonly exitCode: number };

/** What a choice of a flag may be; the lists are in the modules that use them. */
export interface Choices {
  readonly themes: readonly string[];
  readonly costModes: readonly string[];
  readonly sources: readonly SourceInfo[];
}

interface RootFlags extends Omit<CommonOptions, 'asOf' | 'roots'> {
  readonly test?: boolean;
  readonly json?: boolean;
  readonly asOf?: number;
  readonly prices?: 'today' | 'then';
}

export function readArguments(
  argv: readonly string[],
  version: string,
  choices: Choices,
  nowMs: number,
): Invocation {
  let out = '';
  let err = '';
  let invocation: Invocation | undefined;
  const output = {
    writeOut: (text: string) => {
      out += text;
    },
    writeErr: (text: string) => {
      err += text;
    },
  };
  const ids = COMMANDS.map(({ id }) => id);
  const reports = REPORT_COMMANDS.map(({ id }) => id);
  const translated = fromCcusage(argv, reports, ids, choices.sources);
  if ('problem' in translated)
    return { face: 'message', out: '', err: `token-dash: ${translated.problem}\n`, exitCode: EXIT.failed };
  const words = translated.argv;
  const { rest, flags: shown, problem } = takeDashboardFlags(words, ids);
  const program = declareRoot(version, choices).configureOutput(output).exitOverride();
  const checkCost = ({ cost }: RootFlags, by: Declaration) => {
    if (cost === undefined || choices.costModes.includes(cost)) return;
    const allowed = `Allowed choices are ${choices.costModes.join(', ')}.`;
    by.error(`error: option '--cost <mode>' argument '${cost}' is invalid. ${allowed}`, { exitCode: 1 });
  };
  program.action((flags: RootFlags) => {
    const { test, json } = flags;
    checkCost(flags, program);
    const [word] = program.args;
    if (word !== undefined) program.error(unknownCommand(word), { exitCode: 1 });
    if (json && !test) program.error('error: --json goes with --test or with a command', { exitCode: 1 });
    const options = common(flags, choices.sources, nowMs);
    if (problem !== undefined) program.error(`error: ${problem}`, { exitCode: 1 });
    const isShown = Object.keys(shown).length > 0;
    if (test && isShown)
      program.error('error: --test takes no filters: they are of the dashboard', { exitCode: 1 });
    invocation = test
      ? { face: 'validate', asJson: json === true, options }
      : { face: 'dashboard', options, ...(isShown && { flags: shown }) };
  });
  // Of the other commands the root's help shows only names and summaries, and declaring their flags takes time.
  const isWhole = COMMANDS.some(({ id, readsDeclarations }) => readsDeclarations && words.includes(id));
  const isDeclared = ({ id }: Command) => isWhole || words.includes(id);
  const declare = (command: Command, parent: Declaration) => {
    const declaration = parent.command(command.id).summary(command.summary);
    if (!isDeclared(command)) return;
    declaration.description(sentence(command.summary));
    declaration.configureOutput(output).exitOverride().showSuggestionAfterError().allowExcessArguments(false);
    declaration.configureHelp({ showGlobalOptions: true }).helpCommand(false);
    command.declare(declaration);
    declaration.addHelpText('after', helpText(command.examples));
    declaration.action(() => {
      const flags = declaration.optsWithGlobals<RootFlags>();
      const { args } = declaration;
      const options = common(flags, choices.sources, nowMs);
      invocation = { face: 'command', command, args, flags: { ...flags }, options, declared: program };
    });
    for (const part of command.parts ?? []) declare(part, declaration);
  };
  for (const command of COMMANDS) declare(command, program);
  try {
    program.parse(withoutEquals(rest), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { face: 'message', out, err, exitCode: error.exitCode };
  }
  return invocation ?? { face: 'message', out, err, exitCode: 1 };
}

/**
 * `-p=-home-ada-loom` is how a value that begins with a dash, as the names of all projects do, is given to ccusage. To
 * commander the sign would be part of the value, which then silently fits nothing.
 */
function withoutEquals(argv: readonly string[]): string[] {
  return argv.map(word => word.replace(/^(-[a-z])=(?=.)/is, '$1'));
}

function declareRoot(version: string, { themes, costModes, sources }: Choices): Declaration {
  const root = new Declaration('token-dash')
    .description(`What AI coding costs: a dashboard over the logs of ${titles(sources)} on this machine.`)
    .usage('[options] [command]')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .option('--test', 'read all logs once without a screen and print what was found')
    .option('--json', 'with --test or a command: as JSON')
    .option('--demo', 'use built-in sample logs instead of yours')
    .option('-z, --timezone <zone>', 'IANA time zone of days, such as Asia/Kolkata', zoneName)
    .addOption(new Option('--theme <name>', 'colours of the dashboard').choices(themes));
  for (const { key, title, variable, usualDir } of sources)
    root.option(`--${key} <dirs>`, `where ${title} keeps its logs (default: ${variable}, ${usualDir})`);
  return (
    root
      .addOption(
        new Option('--cost <mode>', 'which cost to use where a log states one (default: list)')
          .choices(costModes)
          // A command may have a --cost of its own, an amount: which of the two is meant is known when it runs.
          .argParser(value => value),
      )
      .option('--as-of <date>', 'price everything as of this day', dayStart)
      .addOption(
        new Option('--prices <when>', 'use the prices of each day, or of today').choices(['then', 'today']),
      )
      .option('--no-cache', 'do not read or write the cache')
      .option('--ledger <file>', 'ledger in place of ~/.local/share/token-dash/ledger.db, or off')
      .option('--config <file>', 'configuration file instead of ~/.config/token-dash/config.yaml')
      .addHelpText('after', DASHBOARD_HELP)
      .addHelpText('after', helpText(EXAMPLES))
      .showSuggestionAfterError()
      // An unknown command would come as one; the root says so itself, with the nearest that exists.
      .allowExcessArguments()
  );
}

/** 'Claude Code, Goose, Codex CLI and 12 other tools'. */
function titles(sources: Choices['sources']): string {
  const all = sources.map(({ title }) => title);
  const named =
    all.length <= MOST_NAMED + 1
      ? all
      : [...all.slice(0, MOST_NAMED), `${all.length - MOST_NAMED} other tools`];
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}
const MOST_NAMED = 3;

function unknownCommand(word: string): string {
  const near = nearest(
    word,
    COMMANDS.map(command => command.id),
  );
  return `error: unknown command '${word}'${near ? `\n(Did you mean ${near}?)` : ''}`;
}

function common(flags: RootFlags, sources: Choices['sources'], nowMs: number): CommonOptions {
  const { demo, timezone, theme, cache, config, cost, ledger, asOf, prices } = flags;
  const given: Readonly<Record<string, unknown>> = { ...flags };
  const roots = sources.flatMap(({ key }) => {
    const dirs = given[key];
    return typeof dirs === 'string' ? [[key, dirs] as const] : [];
  });
  return {
    ...{ demo, timezone, theme, cache, config, cost, ledger },
    roots: roots.length > 0 ? Object.fromEntries(roots) : undefined,
    asOf: asOf ?? (prices === 'today' ? nowMs : undefined),
  };
}

const EXAMPLES: readonly Example[] = [
  ['', 'open the dashboard'],
  ['--demo', 'open it over sample logs'],
  ['--test', 'what is found, and what each model resolves to'],
  ['explain today', "what today's cost is made of"],
  ['price claude-opus-5 --input 1000 --output 500', 'what a request costs'],
  ['--timezone Europe/Paris', 'count days in Paris time'],
];

/** The end of every help: how it is used, and what the exit codes say. */
function helpText(examples: readonly Example[]): string {
  const lines = examples.map(([args, what]) => [`token-dash ${args}`.trimEnd(), what] as const);
  const width = largest(lines.map(([line]) => line.length));
  const codes = Object.entries(EXIT).map(
    ([name, code]) => `${code} ${EXIT_WORDS[name as keyof typeof EXIT]}`,
  );
  return [
    '',
    'Examples:',
    ...lines.map(([line, what]) => `  ${line.padEnd(width)}  ${what}`),
    '',
    `Exit codes: ${codes.join(', ')}.`,
  ].join('\n');
}

/** Summaries begin small, because in the list of commands they follow a name. */
function sentence(summary: string): string {
  return `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}`;
}

function zoneName(name: string): string {
  try {
    return new Zone(name).name;
  } catch {
    throw new InvalidArgumentError(
      `${JSON.stringify(name)} is no IANA time zone (try Europe/Berlin or UTC).`,
    );
  }
}

function dayStart(text: string): number {
  const day = parseDay(text);
  if (day === undefined)
    throw new InvalidArgumentError(`${JSON.stringify(text)} is no day (try 2026-11-22).`);
  return day * 86_400_000;
}
