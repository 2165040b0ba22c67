/**
 * The query of a report, or what is wrong with it, as a message for the user. Command line and server read
 * their flags and parameters here, so that the same words mean the same in both.
 */
import type { Day } from '../core/calendar.ts';
import { nearest } from '../core/nearest.ts';
import { projectsMeant } from '../core/project-names.ts';
import { daysOf, type Order, type Query, wholeNumber } from '../core/query.ts';
import type { Settings } from '../core/settings.ts';
import { WEEKDAYS, type Weekday } from '../core/span.ts';
import { daily } from './daily.ts';
import { dailyInstances, dailyOfProject } from './daily-by-directory.ts';
import { MANUAL_LOG } from './declared.ts';
import { GROUPINGS } from './index.ts';
import type { BlockOptions, Grouping, Report } from './report.ts';
import { responses } from './responses.ts';

/** The parameters of `parameters.ts` by their names in a program. */
export interface RequestWords {
  readonly since?: string;
  readonly until?: string;
  readonly last?: string;
  readonly project?: readonly string[];
  readonly model?: readonly string[];
  readonly source?: readonly string[];
  readonly agent?: readonly string[];
  readonly session?: readonly string[];
  readonly by?: readonly string[];
  readonly order?: Order;
  readonly limit?: string;
  readonly weekStart?: string;
  readonly startOfWeek?: string;
  readonly instances?: boolean;
  readonly id?: string;
  readonly active?: boolean;
  readonly recent?: boolean;
  readonly tokenLimit?: string;
  readonly sessionLength?: string;
}

export interface Requested {
  readonly query: Query;
  readonly by: readonly Grouping[];
  readonly blocks: BlockOptions;
}

export interface Problem {
  readonly problem: string;
}

/** The settings hold where the request says nothing else. */
export function readRequest(
  words: RequestWords,
  report: Pick<Report, 'id' | 'period' | 'isDeclared'>,
  today: Day,
  { weekStart, projects }: Pick<Settings, 'weekStart' | 'projects'>,
): Requested | Problem {
  const misplaced = report.isDeclared ? misplacedIn(words, report.id) : undefined;
  if (misplaced !== undefined) return { problem: misplaced };
  const firstDay = weekdayOf(words.weekStart ?? words.startOfWeek ?? weekStart.value);
  const days = daysOf(words, report.period, today, firstDay);
  if ('problem' in days) return days;
  const limit = words.limit === undefined ? undefined : wholeNumber(words.limit);
  if (words.limit !== undefined && limit === undefined) return notWhole('--limit', words.limit);
  const by = groupingsOf(words.by ?? []);
  if ('problem' in by) return by;
  const blocks = blocksOf(words);
  if ('problem' in blocks) return blocks;
  return {
    query: {
      ...days,
      projects: (words.project ?? []).flatMap(name => projectsMeant(name, projects.value ?? {})),
      models: words.model ?? [],
      sources: words.source ?? [],
      agents: words.agent ?? [],
      sessions: words.id === undefined ? (words.session ?? []) : [words.id],
      order: words.order,
      limit,
      weekStart: firstDay,
    },
    by,
    blocks,
  };
}

/** The report that is meant: some words of ccusage ask for another JSON. */
export function reportFor(asked: Report, { instances, id, project }: RequestWords): Report {
  if (instances) return dailyInstances;
  if (id !== undefined) return responses;
  return asked.id === daily.id && project ? dailyOfProject : asked;
}

/** Why there is nothing of a source that is not read; undefined where all are. */
export function strangerAmong(
  sources: readonly string[],
  read: readonly { readonly id: string }[],
): string | undefined {
  const ids = [...read.map(source => source.id), MANUAL_LOG];
  const stranger = sources.find(name => !ids.includes(name));
  if (stranger === undefined) return undefined;
  return `--source '${stranger}' is not read; there are ${ids.join(', ')}`;
}

/** What makes no sense for a report about logged tasks, in words for the user. */
function misplacedIn({ by = [], source = [] }: RequestWords, id: string): string | undefined {
  if (by.length > 0) return `--by splits measured usage; ${id} is about logged tasks`;
  if (source.some(name => name !== MANUAL_LOG))
    return `${id} is about the source ${MANUAL_LOG}, and no other`;
  return undefined;
}

/** The day that a name means; Sunday where it means none. */
export function weekdayOf(name = 'sunday'): Weekday {
  return Math.max(0, WEEKDAYS.indexOf(name as (typeof WEEKDAYS)[number])) as Weekday;
}

function groupingsOf(words: readonly string[]): readonly Grouping[] | Problem {
  const found: Grouping[] = [];
  for (const word of new Set(words.map(each => each.toLowerCase()))) {
    const grouping = GROUPINGS.find(each => each.word === word);
    if (!grouping) {
      const all = GROUPINGS.map(each => each.word);
      const near = nearest(word, all);
      const hint = near ? `did you mean ${near}?` : `choose from ${all.join(', ')}`;
      return { problem: `--by '${word}' is an unknown dimension; ${hint}` };
    }
    found.push(grouping);
  }
  return found;
}

function blocksOf(words: RequestWords): BlockOptions | Problem {
  const { active, recent, tokenLimit, sessionLength = '5' } = words;
  const hours = wholeNumber(sessionLength);
  if (!hours || hours > 168)
    return { problem: `--session-length takes hours from 1 to 168, not '${sessionLength}'` };
  const limit = tokenLimit === undefined || tokenLimit === 'max' ? tokenLimit : wholeNumber(tokenLimit);
  if (limit === 0 || (tokenLimit !== undefined && limit === undefined)) {
    return { problem: `--token-limit takes a number of tokens or 'max', not '${tokenLimit}'` };
  }
  return { hours, only: active ? 'active' : recent ? 'recent' : undefined, tokenLimit: limit };
}

function notWhole(flag: string, value: string): Problem {
  return { problem: `${flag} takes a whole number, not '${value}'` };
}
