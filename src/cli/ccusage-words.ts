/**
 * The command line of ccusage, versions 15 to 20, in our words: what means the same is translated, what has another name here
 * is answered with it. Its short flags, and most of its long ones, are declared by the reports themselves.
 */
import type { SourceInfo } from '../core/source.ts';

export type Translated = { readonly argv: readonly string[] } | { readonly problem: string };

interface Word {
  /** The flags that follow in its place. */
  readonly as?: readonly string[];
  /** What to use instead. */
  readonly instead?: string;
}

const LIVE: Word = { instead: 'the dashboard is live: token-dash' };
const DEBUG: Word = { instead: 'token-dash --test shows what was read, and how each model was priced' };
const FLAGS: Readonly<Record<string, Word>> = {
  '-d': DEBUG,
  '--debug': DEBUG,
  '--debug-samples': DEBUG,
  '-l': { instead: 'days and numbers are written the same way everywhere: leave it out' },
  '--locale': { instead: 'days and numbers are written the same way everywhere: leave it out' },
  '--live': LIVE,
  '--refresh-interval': LIVE,
  '--project-aliases': { instead: "name projects under 'projects: aliases' in the configuration" },
  '--no-cost': { instead: 'costs take no time here: leave it out, or choose columns of --csv or --json' },
  '--sections': { instead: 'token-dash overview has all sections' },
  '--speed': { instead: 'the speed is read from each response: leave it out' },
  '--by-agent': { as: ['--by', 'source'] },
  '--all': { as: [] },
  '--single-thread': { as: [] },
  '-q': { as: ['--jq'] },
};

/** Those of its status line. */
const BANDS: Word = { instead: 'the context is coloured from 70 % and from 90 % on: leave it out' };
const STATUSLINE: Readonly<Record<string, Word>> = {
  '-B': { instead: 'the cost per hour is always shown: leave it out' },
  '--visual-burn-rate': { instead: 'the cost per hour is always shown: leave it out' },
  '--cost-source': {
    instead: "the session is priced from its log; token-dash witness shows Claude Code's own count beside it",
  },
  '--context-low-threshold': BANDS,
  '--context-medium-threshold': BANDS,
  '--refresh-interval': { instead: 'logs are read again when their figures are old: leave it out' },
  '-d': DEBUG,
  '--debug': DEBUG,
  '--cache': { as: [] },
  '-O': { as: [] },
  '--offline': { as: [] },
  '--no-offline': { as: [] },
};

/** Of a whole other kind, by the command in which they are. */
const COMMANDS: Readonly<Record<string, string>> = {
  mcp: 'token-dash serve answers scripts over HTTP',
};

/** Tools that ccusage reads, by their words there, and we do not. */
const OTHER_TOOLS: ReadonlySet<string> = new Set(
  'amp droid codebuff hermes kilo kimi qwen copilot gemini antigravity grok zcode gjc cline opencode openclaw pi codex devin muse rovo'.split(
    ' ',
  ),
);

/** `reports` are the ids of reports; `commands` those of all commands. */
export function fromCcusage(
  argv: readonly string[],
  reports: readonly string[],
  commands: readonly string[],
  sources: readonly Pick<SourceInfo, 'id' | 'key'>[],
): Translated {
  const at = argv.findIndex(word => commands.includes(word));
  const command = argv[at] ?? '';
  const before = argv[at - 1] ?? '';
  const source = sources.find(({ id, key }) => before === key || before === id);
  if (reports.includes(command)) {
    // `claude daily` is the report of one tool, `all daily` that of all.
    if (source) return inReport([...argv.toSpliced(at - 1, 1), '--source', source.id], command);
    if (before === 'all') return inReport(argv.toSpliced(at - 1, 1), command);
    return OTHER_TOOLS.has(before) ? { problem: notRead(before) } : inReport(argv, command);
  }
  if (command === 'statusline') return translate(argv, command, STATUSLINE);
  const [word = ''] = argv;
  const alone = sources.find(({ id, key }) => word === key || word === id);
  if (at >= 0) return { argv };
  if (alone) return { problem: `no command '${word}': token-dash daily --source ${alone.id}` };
  if (OTHER_TOOLS.has(word)) return { problem: notRead(word) };
  const instead = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  return instead === undefined ? { argv } : { problem: `no command '${word}': ${instead}` };
}

function notRead(tool: string): string {
  return `'${tool}' is not read here: token-dash sources lists the tools that are`;
}

function inReport(argv: readonly string[], report: string): Translated {
  return translate(argv, report, FLAGS);
}

function translate(
  argv: readonly string[],
  command: string,
  flags: Readonly<Record<string, Word>>,
): Translated {
  const translated: string[] = [];
  for (const each of argv) {
    const [name = ''] = each.split('=', 1);
    const word = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (word?.instead !== undefined) return { problem: `${command} has no ${name}: ${word.instead}` };
    for (const flag of word?.as ?? [each]) translated.push(flag);
    if (word?.as && each.includes('=')) translated.push(each.slice(name.length + 1));
  }
  return { argv: translated };
}
