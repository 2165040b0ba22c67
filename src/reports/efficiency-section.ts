/**
 * The section "Token & Cost Efficiency" of a project's README, made from the manual log: what tasks of this project
 * usually take, how to log one, real examples, and goals. Pure: entries in, Markdown out.
 */
import { FLAT_USD_PER_MTOK, flatEstimate, rateText } from '../core/flat-rate.ts';
import { grouped, usdCents } from '../core/format.ts';
import { getOrInsert } from '../core/group.ts';
import { usd } from '../core/money.ts';
import { TASK_TYPES, type TaskType, taskTypeOf } from '../core/task-type.ts';
import type { Work } from '../core/work.ts';
import { dateAndTime } from '../core/work-line.ts';

export interface SectionOptions {
  readonly project?: string;
  readonly usdPerMtok?: number;
  readonly goalUsdPerDay?: number;
}

/** The four parts, by the words of their headings. */
const PARTS = {
  costs: 'Typical task costs',
  track: 'How to track',
  examples: 'Real examples',
  goals: 'Baseline goals',
} as const;

const HEADING = 'Token & Cost Efficiency';
const MOST_EXAMPLES = 5;
/** A task above this is worth splitting; the rule `large-task` says so. */
const LARGE_TASK = 10_000;

export function efficiencySection(entries: readonly Work[], options: SectionOptions = {}): string {
  const { project = '<project>', usdPerMtok = FLAT_USD_PER_MTOK, goalUsdPerDay } = options;
  const lines = [
    `## 💰 ${HEADING}`,
    '',
    `### ${PARTS.costs}`,
    '',
    `Costs are an estimate at ${rateText(usdPerMtok)}.`,
    '',
    ...costTable(entries, usdPerMtok),
    '',
    `### ${PARTS.track}`,
    '',
    'Log a task when it is finished, with the tokens that its session states:',
    '',
    '```bash',
    `token-dash log ${shellWord(project)} "what was changed" 3500`,
    `token-dash log ${shellWord(project)} "what was changed" auto   # the count of the last session`,
    'token-dash review                                # the last weeks, and what to look at',
    '```',
    '',
    `### ${PARTS.examples}`,
    '',
    ...exampleTable(entries),
    '',
    `### ${PARTS.goals}`,
    '',
    `- A task stays below ${grouped(LARGE_TASK)} tokens; what is larger is broken into pieces.`,
    '- A task stays within the baseline of its type; plan a fifth on top of it.',
    ...(goalUsdPerDay === undefined
      ? []
      : [`- A day costs ${usdCents(usd(goalUsdPerDay))} on average, or less.`]),
    '',
  ];
  return lines.join('\n');
}

/** What a README lacks of the section: 'all', or the headings of missing parts. */
export function missingParts(readme: string): 'all' | readonly string[] {
  const headings = readme.split('\n').filter(line => /^#{1,6}\s/.test(line));
  if (!headings.some(line => line.includes(HEADING))) return 'all';
  return Object.values(PARTS).filter(part => !headings.some(line => line.includes(part)));
}

function costTable(entries: readonly Work[], usdPerMtok: number): string[] {
  const byType = new Map<TaskType, number[]>();
  for (const { name, tokens } of entries) {
    const type = taskTypeOf(name);
    if (type) getOrInsert(byType, type, (): number[] => []).push(tokens.total);
  }
  const rows = TASK_TYPES.map(type => {
    const counts = (byType.get(type) ?? []).sort((a, b) => a - b);
    const middle = counts[Math.floor(counts.length / 2)];
    const seen =
      middle === undefined
        ? ['-', '-', '-']
        : [
            grouped(counts.length),
            counts.length > 1 ? `${grouped(counts[0]!)} to ${grouped(counts.at(-1)!)}` : grouped(middle),
            usdCents(flatEstimate(middle, usdPerMtok)),
          ];
    return [type.title, `${grouped(type.from)} to ${grouped(type.to)}`, ...seen];
  });
  return table(['Task type', 'Baseline tokens', 'Logged', 'Tokens', 'Usual cost'], rows);
}

function exampleTable(entries: readonly Work[]): string[] {
  if (entries.length === 0) return ['Nothing is logged yet.'];
  const rows = entries
    .slice(-MOST_EXAMPLES)
    .reverse()
    .map(work => [dateAndTime(work).date, work.name, grouped(work.tokens.total), usdCents(work.usd ?? 0n)]);
  return table(['Date', 'Task', 'Tokens', 'Cost'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Names come from the log: they may hold bars, line breaks and HTML. */
function cellText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\|`*_[\]]/g, each => `\\${each}`)
    .replace(/</g, '&lt;');
}

function shellWord(text: string): string {
  return /^[\w.@/<>-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
