/**
 * The command line as data: which face is wanted, and with what. Flags beat environment variables. What is wrong is
 * said in words, with the nearest thing that exists; nothing is run from here.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { Zone } from '../core/calendar.ts';

/** What every face may be told. */
export interface CommonOptions {
  readonly demo?: boolean;
  readonly timezone?: string;
  readonly theme?: string;
  /** Directories of Claude Code, a comma list, in place of the default ones. */
  readonly claude?: string;
  /** Goose's root directory, in place of the default ones. */
  readonly goose?: string;
  readonly cache: boolean;
}

export type Invocation =
  | { readonly face: 'dashboard'; readonly options: CommonOptions }
  | { readonly face: 'validate'; readonly asJson: boolean; readonly options: CommonOptions }
  /** Everything is said already: print it and leave. */
  | { readonly face: 'said'; readonly out: string; readonly err: string; readonly exitCode: number };

interface RootFlags extends CommonOptions {
  readonly test?: boolean;
  readonly json?: boolean;
}

export function readArguments(
  argv: readonly string[],
  version: string,
  themes: readonly string[],
): Invocation {
  let out = '';
  let err = '';
  let invocation: Invocation | undefined;
  const program = new Command('token-dash')
    .description('What AI coding costs: a dashboard over the logs of Claude Code and Goose on this machine.')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .option('--test', 'read all logs once, without a screen, and say what was found')
    .option('--json', 'with --test: as JSON')
    .option('--demo', 'show made-up logs that token-dash carries, never your own')
    .option('--timezone <zone>', 'IANA zone that days are counted in, such as Asia/Kolkata', zoneName)
    .addOption(new Option('--theme <name>', 'colours of the dashboard').choices(themes))
    .option(
      '--claude <dirs>',
      'Claude Code directories, a comma list (default: CLAUDE_CONFIG_DIR, ~/.claude)',
    )
    .option('--goose <dir>', "Goose's root directory (default: GOOSE_PATH_ROOT, ~/.local/share/goose)")
    .option('--no-cache', 'neither read nor write remembered facts')
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: text => {
        out += text;
      },
      writeErr: text => {
        err += text;
      },
    })
    .allowExcessArguments(false)
    .action((flags: RootFlags) => {
      const { test, json, ...options } = flags;
      if (json && !test) program.error('error: --json goes with --test', { exitCode: 1 });
      invocation = test
        ? { face: 'validate', asJson: json === true, options }
        : { face: 'dashboard', options };
    });
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { face: 'said', out, err, exitCode: error.exitCode };
  }
  return invocation ?? { face: 'said', out, err, exitCode: 1 };
}

const EXAMPLES = `
Examples:
  token-dash                          open the dashboard
  token-dash --demo                   open it over made-up logs
  token-dash --test                   what is found, and what each model costs
  token-dash --test --json | less     the same for scripts
  token-dash --timezone Europe/Paris  count days as Paris does

Exit codes: 0 done, 1 an error, 2 no usage found.
`;

function zoneName(name: string): string {
  try {
    return new Zone(name).name;
  } catch {
    throw new InvalidArgumentError(
      `${JSON.stringify(name)} is no IANA time zone (try Europe/Berlin or UTC).`,
    );
  }
}
