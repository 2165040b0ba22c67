/**
 * `/api/stats`, `/api/logs` and `/api/projects`, with the keys of the manual token log's dashboard. They are about what
 * was logged by hand alone: measured usage is never in them.
 */

import { differenceOf, FLAT_USD_PER_MTOK } from '../core/flat-rate.ts';
import { getOrInsert } from '../core/group.ts';
import type { JsonSchema } from '../core/json-schema.ts';
import { decimal, type Money } from '../core/money.ts';
import type { Work } from '../core/work.ts';
import { dateAndTime } from '../core/work-line.ts';
import { workId } from '../reports/declared.ts';
import type { WebContext } from './context.ts';
import { count, exactly, word } from './json-shapes.ts';
import type { Question, Route, RouteParameter } from './route.ts';

const amount: JsonSchema = { type: 'number', minimum: 0 };
const SUM = { tokens: count, cost: amount, count };
const STATS = exactly({
  totalTokens: count,
  totalCost: amount,
  byProject: { type: 'object', additionalProperties: exactly(SUM) },
  byDate: { type: 'object', additionalProperties: exactly(SUM) },
  byTask: {
    type: 'object',
    additionalProperties: exactly({ ...SUM, projects: { type: 'array', items: word } }),
  },
  logs: count,
});
const LOGS: JsonSchema = {
  type: 'array',
  items: exactly({
    datetime: word,
    date: word,
    time: word,
    project: word,
    task: word,
    tokens: count,
    cost: amount,
  }),
};

const PROJECT: RouteParameter = { name: 'project', says: 'of this project', isList: true };

export const statsRoutes: readonly Route[] = [
  {
    path: '/api/recompute',
    says: 'Entries whose stored cost is not the rate times their tokens, by a cent or more.',
    parameters: [PROJECT],
    run: question => ({
      json: entriesOf(question).flatMap(entry => {
        const found = differenceOf(entry, rateOf(question.context));
        if (!found?.isLarge) return [];
        const { stored, byRate, reason } = found;
        return {
          ...entryJson(entry),
          id: workId(entry),
          line: entry.place.line,
          stored: decimal(stored),
          byRate: decimal(byRate),
          reason,
        };
      }),
    }),
  },
  {
    path: '/api/stats',
    says: 'What was logged by hand, summed up by project, date and task.',
    parameters: [PROJECT],
    schema: STATS,
    run: question => ({ json: statsOf(entriesOf(question)) }),
  },
  {
    path: '/api/logs',
    says: 'Every entry that was logged by hand, in the order of the file.',
    parameters: [PROJECT],
    schema: LOGS,
    run: question => ({ json: entriesOf(question).map(entryJson) }),
  },
  {
    path: '/api/projects',
    says: 'The projects of what was logged by hand, the first seen first.',
    parameters: [],
    schema: { type: 'array', items: word },
    run: question => ({ json: [...new Set(entriesOf(question).map(entry => entry.project))] }),
  },
];

function entriesOf({ workLog, search }: Question): readonly Work[] {
  const wanted = search.getAll('project').filter(name => name !== '');
  const { entries } = workLog;
  return wanted.length === 0 ? entries : entries.filter(entry => wanted.includes(entry.project));
}

/** USD per million tokens, as the configuration has it. */
export function rateOf({ settings }: WebContext): number {
  return settings.manualLog.value?.usdPerMtok ?? FLAT_USD_PER_MTOK;
}

function entryJson(entry: Work) {
  const { date, time } = dateAndTime(entry);
  return {
    datetime: entry.at,
    date,
    time,
    project: entry.project,
    task: entry.name,
    tokens: entry.tokens.total,
    cost: asNumber(entry.usd ?? 0n),
  };
}

class Sum {
  tokens = 0;
  usd: Money = 0n;
  count = 0;

  add({ tokens, usd = 0n }: Work): void {
    this.tokens += tokens.total;
    this.usd += usd;
    this.count += 1;
  }

  get json() {
    return { tokens: this.tokens, cost: asNumber(this.usd), count: this.count };
  }
}

function statsOf(entries: readonly Work[]) {
  const all = new Sum();
  const byProject = new Map<string, Sum>();
  const byDate = new Map<string, Sum>();
  const byTask = new Map<string, { readonly sum: Sum; readonly projects: Set<string> }>();
  for (const entry of entries) {
    all.add(entry);
    getOrInsert(byProject, entry.project, () => new Sum()).add(entry);
    getOrInsert(byDate, dateAndTime(entry).date, () => new Sum()).add(entry);
    const task = getOrInsert(byTask, entry.name, () => ({ sum: new Sum(), projects: new Set<string>() }));
    task.sum.add(entry);
    task.projects.add(entry.project);
  }
  return {
    totalTokens: all.tokens,
    totalCost: asNumber(all.usd),
    byProject: named(byProject, sum => sum.json),
    byDate: named(byDate, sum => sum.json),
    byTask: named(byTask, ({ sum, projects }) => ({ ...sum.json, projects: [...projects] })),
    logs: all.count,
  };
}

/** Names come from a file: one that is called `__proto__` is a name like any other. */
function named<T, Made>(from: ReadonlyMap<string, T>, make: (of: T) => Made): Readonly<Record<string, Made>> {
  return Object.fromEntries([...from].map(([name, of]) => [name, make(of)]));
}

function asNumber(amount: Money): number {
  return Number(decimal(amount));
}
