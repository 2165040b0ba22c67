/**
 * Flags of the dashboard alone. These words are read where no command is named, because commands have
 * flags of the same names with meanings of their own.
 */

export interface DashboardFlags {
  readonly since?: string;
  readonly until?: string;
  readonly project?: string;
  readonly model?: string;
  readonly source?: string;
  readonly agent?: string;
  /** Clicks and the wheel do something. */
  readonly mouse?: boolean;
  /** Lines of text in place of a screen. */
  readonly plain?: boolean;
}

const WITH_VALUE = ['since', 'until', 'project', 'model', 'source', 'agent'] as const;
const WITHOUT = ['mouse', 'plain'] as const;

export const DASHBOARD_HELP = [
  '',
  'Options of the dashboard:',
  '  --since <day>, --until <day>  days it opens on: 2026-11-22, 7d, 2w, this-month, last-month',
  '  --project, --model, --source, --agent <name>  show nothing else',
  '  --mouse                       clicks select, open and sort; the wheel scrolls',
  '  --plain                       say the figures in lines of text, for screen readers (also INK_SCREEN_READER=true)',
].join('\n');

/** Takes the dashboard's flags out of a command line that names no command; the rest is for everything else. */
export function takeDashboardFlags(
  argv: readonly string[],
  commands: readonly string[],
): { readonly rest: readonly string[]; readonly flags: DashboardFlags; readonly problem?: string } {
  if (argv.some((word, i) => commands.includes(word) && !isValue(argv[i - 1])))
    return { rest: argv, flags: {} };
  const rest: string[] = [];
  const flags: Record<string, string | boolean> = {};
  for (let i = 0; i < argv.length; i += 1) {
    const [, name = '', stated] = /^--([a-z]+)(?:=(.*))?$/s.exec(argv[i]!) ?? [];
    if ((WITHOUT as readonly string[]).includes(name) && stated === undefined) flags[name] = true;
    else if ((WITH_VALUE as readonly string[]).includes(name)) {
      const value = stated ?? argv[++i];
      if (value === undefined || value === '')
        return { rest: argv, flags: {}, problem: `--${name} needs a value` };
      flags[name] = value;
    } else rest.push(argv[i]!);
  }
  return { rest, flags };
}

/** Whether the word behind this one belongs to it. */
function isValue(before: string | undefined): boolean {
  return before !== undefined && (WITH_VALUE as readonly string[]).includes(before.slice(2));
}
