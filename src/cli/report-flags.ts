/** What the flags of a report ask for, or what is wrong with them, in words for the user. */
import type { Day } from '../core/calendar.ts';
import { projectsMeant } from '../core/project-names.ts';
import { daysOf, type Order, type Query, wholeNumber } from '../core/query.ts';
import type { Settings } from '../core/settings.ts';
import { WEEKDAYS, type Weekday } from '../core/span.ts';
import { GROUPINGS } from '../reports/index.ts';
import type { BlockOptions, Grouping, Report } from '../reports/report.ts';
import { nearest } from './nearest.ts';

/** As `report.ts` declares them. */
export interface ReportFlags {
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
  readonly breakdown?: boolean;
  readonly weekStart?: string;
  readonly startOfWeek?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly markdown?: boolean;
  readonly jq?: string;
  readonly schema?: boolean;
  readonly compact?: boolean;
  readonly color?: boolean;
  readonly instances?: boolean;
  readonly id?: string;
  readonly active?: boolean;
  readonly recent?: boolean;
  readonly tokenLimit?: string;
  readonly sessionLength?: string;
}

export type Format = 'table' | 'json' | 'csv' | 'markdown' | 'jq';

export interface Asked {
  readonly query: Query;
  readonly by: readonly Grouping[];
  readonly blocks: BlockOptions;
  readonly format: Format;
}

export interface Problem {
  readonly problem: string;
}

/** The settings hold where no flag says otherwise. */
export function readFlags(
  flags: ReportFlags,
  report: Pick<Report, 'period'>,
  today: Day,
  { weekStart, projects }: Pick<Settings, 'weekStart' | 'projects'>,
): Asked | Problem {
  const firstDay = weekdayOf(flags.weekStart ?? flags.startOfWeek ?? weekStart.value);
  const days = daysOf(flags, report.period, today, firstDay);
  if ('problem' in days) return days;
  const limit = flags.limit === undefined ? undefined : wholeNumber(flags.limit);
  if (flags.limit !== undefined && limit === undefined) return notWhole('--limit', flags.limit);
  const by = groupingsOf(flags.by ?? []);
  if ('problem' in by) return by;
  const blocks = blocksOf(flags);
  if ('problem' in blocks) return blocks;
  const formats = formatsOf(flags);
  if (formats.length > 1) {
    return { problem: `${formats.map(format => `--${format}`).join(' and ')} are two formats: choose one` };
  }
  return {
    query: {
      ...days,
      projects: (flags.project ?? []).flatMap(name => projectsMeant(name, projects.value ?? {})),
      models: flags.model ?? [],
      sources: flags.source ?? [],
      agents: flags.agent ?? [],
      sessions: flags.id === undefined ? (flags.session ?? []) : [flags.id],
      order: flags.order,
      limit,
      weekStart: firstDay,
    },
    by,
    blocks,
    format: formats[0] ?? 'table',
  };
}

/** A `--json` beside `--jq` says the same twice. */
function formatsOf({ json, csv, markdown, jq }: ReportFlags): readonly Format[] {
  const asked: Partial<Record<Format, boolean>> = {
    json: json && jq === undefined,
    csv,
    markdown,
    jq: jq !== undefined,
  };
  return (Object.keys(asked) as Format[]).filter(format => asked[format]);
}

function weekdayOf(name = 'sunday'): Weekday {
  return Math.max(0, WEEKDAYS.indexOf(name as (typeof WEEKDAYS)[number])) as Weekday;
}

function groupingsOf(words: readonly string[]): readonly Grouping[] | Problem {
  const found: Grouping[] = [];
  for (const word of new Set(words.map(each => each.toLowerCase()))) {
    const grouping = GROUPINGS.find(each => each.word === word);
    if (!grouping) {
      const all = GROUPINGS.map(each => each.word);
      const near = nearest(word, all);
      const hint = near ? `did you mean ${near}?` : `there are ${all.join(', ')}`;
      return { problem: `--by '${word}' is nothing to split by: ${hint}` };
    }
    found.push(grouping);
  }
  return found;
}

function blocksOf({ active, recent, tokenLimit, sessionLength = '5' }: ReportFlags): BlockOptions | Problem {
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
