/**
 * Days before the first response of Claude Code's logs, as its own statistics and prompt history remember them. They have
 * no cost, and their counts are upper bounds: reports list them beside their rows, and they are in no row and no total.
 */
import { type Day, dayText, parseDay } from '../core/calendar.ts';
import { counted } from '../core/format.ts';
import { getOrInsert } from '../core/group.ts';
import { count, described, list, names, type Output, optional, record, text } from '../core/json-output.ts';
import { isModelNamed, type Query } from '../core/query.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';

/** The source whose days they are. */
export const RECOVERED_SOURCE = 'claude-code';

export interface Recovered {
  readonly day: Day;
  /** What is known of the day; absent where nothing counts it. */
  readonly totalTokens?: number;
  readonly inputAndOutputTokens?: number;
  readonly prompts?: number;
  readonly models: readonly string[];
  /** The files that say so. */
  readonly origins: readonly string[];
}

/**
 * The days that a query lets in, in order. What is remembered is of no project, agent or session: a query for some of
 * them is about none of it.
 */
export function recoveredIn(
  { projects, agents, sessions, sources, models, from, to }: Omit<Query, 'weekStart'>,
  recovered: readonly RecoveredDay[] | undefined,
): readonly Recovered[] {
  if (!recovered || projects.length + agents.length + sessions.length > 0) return [];
  if (sources.length > 0 && !sources.includes(RECOVERED_SOURCE)) return [];
  const days = new Map<Day, RecoveredDay[]>();
  for (const row of recovered) {
    const day = parseDay(row.day);
    if (day === undefined || day < (from ?? day) || day > (to ?? day)) continue;
    if (models.length > 0 && !isModelNamed(row.model, models)) continue;
    getOrInsert(days, day, () => []).push(row);
  }
  return [...days].map(([day, rows]) => dayOf(day, rows)).sort((a, b) => a.day - b.day);
}

function dayOf(day: Day, rows: readonly RecoveredDay[]): Recovered {
  const sum = (of: string) => {
    const counts = rows.filter(row => row.counted === of).map(row => row.tokens ?? row.prompts ?? 0);
    return counts.length > 0 ? counts.reduce((all, each) => all + each, 0) : undefined;
  };
  return {
    day,
    totalTokens: sum('all'),
    inputAndOutputTokens: sum('input and output'),
    prompts: sum('prompts'),
    models: [...new Set(rows.map(({ model }) => model).filter(model => model !== ''))].sort(),
    origins: [...new Set(rows.map(({ origin }) => origin))].sort(),
  };
}

/** What an answer leaves out, in a sentence; none where it leaves out none. */
export function recoveredNote(days: readonly Recovered[]): readonly string[] {
  const [first] = days;
  if (!first) return [];
  const are = days.length === 1 ? 'is' : 'are';
  return [
    `${counted(days.length, 'recovered day')} ${are} not in these totals: what Claude Code remembers ${spanText(first.day, days.at(-1)!.day)}, without costs; token-dash ledger recovered shows it.`,
  ];
}

function spanText(from: Day, to: Day): string {
  return from === to ? `of ${dayText(from)}` : `from ${dayText(from)} to ${dayText(to)}`;
}

const LIST = described(
  optional(
    list(
      (of: { readonly recovered?: readonly Recovered[] }) => of.recovered ?? [],
      record<Recovered>({
        date: text(({ day }) => dayText(day)),
        totalTokens: described(
          optional(count(({ totalTokens }) => totalTokens)),
          'all tokens, at most; absent where they are not known',
        ),
        inputAndOutputTokens: described(
          optional(count(({ inputAndOutputTokens }) => inputAndOutputTokens)),
          'without the cache, at most; absent where all are known or none',
        ),
        prompts: optional(count(({ prompts }) => prompts)),
        models: names(({ models }) => models),
        origins: described(
          names(({ origins }) => origins),
          'what remembers it: stats-cache, history',
        ),
      }),
    ),
  ),
  'days before the first log, as Claude Code itself remembers them, by local day; in no row and no total; absent where there are none',
);

/** The list, left out where it is empty. */
export const RECOVERED: Output<{ readonly recovered?: readonly Recovered[] }> = {
  ...LIST,
  write: of => (of.recovered && of.recovered.length > 0 ? LIST.write(of) : undefined),
};
