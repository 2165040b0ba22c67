/**
 * The parameters of a report: filters, order, limits. One list, off which the command line reads its
 * flags, the server its query parameters, and the API its description.
 */
import { ORDERS } from '../core/query.ts';
import type { Period } from '../core/span.ts';
import { WEEKDAYS } from '../core/span.ts';
import { GROUPINGS, type ReportId } from './index.ts';

export interface Parameter {
  /** As in a query string and behind `--`: 'week-start'. */
  readonly name: string;
  readonly short?: string;
  /** What follows it in the help: '<day>'. Absent for a flag, which is there or not. */
  readonly value?: string;
  /** May be given several times, or as a comma list. */
  readonly isList?: true;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** Understood, but no longer named in the help. */
  readonly isHidden?: true;
  /** The one report that has it; absent where all have it. */
  readonly of?: ReportId;
  says(period: Period): string;
}

export const PARAMETERS: readonly Parameter[] = [
  one('since', '<day>', 'from this day: 2026-11-22, 7d, 2w, today, this-month, last-month', 's'),
  one('until', '<day>', 'up to and including this day', 'u'),
  {
    name: 'last',
    value: '<n>',
    says: period => `the last N ${period}s, including the current one`,
  },
  list('project', '<name>', 'only this project: its path, or the end of it', 'p'),
  list('model', '<name>', "only this model: its id, or a part of it such as 'opus'"),
  list('source', '<name>', 'only this source, by its id in `token-dash sources`'),
  list('agent', '<name>', "only this agent type; 'main' is the main conversation"),
  list('session', '<id>', 'only this session: its id, or the beginning of it'),
  list('by', '<names>', `split the rows further: ${GROUPINGS.map(({ word }) => word).join(', ')}`),
  { ...one('order', '<order>', 'order of the rows, by time or by cost', 'o'), choices: ORDERS },
  one('limit', '<n>', 'at most N rows'),
  { ...one('week-start', '<day>', 'first day of the week', 'w'), choices: WEEKDAYS },
  {
    ...flag('instances', 'by project; the JSON groups days by project', 'i'),
    of: 'daily',
  },
  { ...one('start-of-week', '<day>', ''), choices: WEEKDAYS, isHidden: true, of: 'weekly' },
  { ...one('id', '<id>', 'every response of this session', 'i'), of: 'session' },
  { ...flag('active', 'only the block that is running', 'a'), of: 'blocks' },
  { ...flag('recent', 'only those of the last three days', 'r'), of: 'blocks' },
  {
    ...one('token-limit', '<n>', "how full they are of so many tokens; 'max': of the fullest", 't'),
    of: 'blocks',
  },
  { ...one('session-length', '<hours>', 'length of a block', 'n'), default: '5', of: 'blocks' },
];

/** Those that a report has. */
export function parametersOf(id: string): readonly Parameter[] {
  return PARAMETERS.filter(({ of }) => of === undefined || of === id);
}

/** Its name in a program: 'weekStart'. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The names in a comma list. */
export function namesIn(text: string): readonly string[] {
  return text.split(',').flatMap(name => (name.trim() === '' ? [] : [name.trim()]));
}

function one(name: string, value: string, words: string, short?: string): Parameter {
  return { name, value, short, says: () => words };
}

function list(name: string, value: string, words: string, short?: string): Parameter {
  return { ...one(name, value, words, short), isList: true };
}

function flag(name: string, words: string, short?: string): Parameter {
  return { name, short, says: () => words };
}
