/** Usage told apart by what each report tells it apart by: rows with their sessions, and the sessions behind a row. */
import { getOrInsert } from '../../core/group.ts';
import { approximateUsd, type Cost } from '../../core/money.ts';
import { ATTRIBUTES, type Scope } from '../../core/scope.ts';
import { daily } from '../../reports/daily.ts';
import { REPORTS } from '../../reports/index.ts';
import {
  type Grouping,
  type Report,
  type ReportInput,
  type Row,
  SCREEN_INPUT,
} from '../../reports/report.ts';
import { sessions as sessionReport } from '../../reports/session.ts';
import { eventUsd, type Tally } from '../../rollup/tally.ts';
import { type Data, keyOf } from '../data.ts';
import { scopedQuery } from '../levels/sessions.ts';
import type { ViewModel } from '../view-model.ts';
import type { ScreenContext } from './screen.ts';

/** These have screens of their own, or group by time. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'model',
  'project',
  'session',
  'day',
  'week',
  'month',
  'hour',
  'block',
  // Logged by hand: no measured usage belongs to them.
  'task',
  'task-type',
]);

export interface ViewOf {
  readonly report: Report & { readonly grouping: Grouping };
  readonly title: string;
}

/** Titles of the views, in the order of their tabs. */
const TITLES: Readonly<Record<string, string>> = {
  action: 'Actions',
  agent: 'Agents',
  skill: 'Skills',
  command: 'Commands',
  tool: 'Tools',
  server: 'MCP servers',
  branch: 'Branches',
  origin: 'Origins',
  provider: 'Providers',
  source: 'Sources',
};
const ORDER = Object.keys(TITLES);

/** A view for each report that groups usage; the ones without a title of their own come last. */
export const VIEWS: readonly ViewOf[] = (REPORTS as readonly Report[])
  .flatMap((report): readonly ViewOf[] => {
    const { grouping } = report;
    if (!grouping || ELSEWHERE.has(grouping.word)) return [];
    const usual = report.title.replace(/^By /, '').replace(/^\w/, letter => letter.toUpperCase());
    return [{ report: { ...report, grouping }, title: TITLES[grouping.word] ?? usual }];
  })
  .sort((a, b) => placeOf(a) - placeOf(b));

function placeOf({ report }: ViewOf): number {
  const at = ORDER.indexOf(report.grouping.word);
  return at < 0 ? ORDER.length : at;
}

export interface ActionRow {
  readonly name: string;
  readonly tally: Tally;
  readonly cost: Cost;
  readonly sessions: number;
  readonly mean: number;
  readonly median: number;
  readonly spark: readonly number[];
}

export function viewOf({ view }: Pick<ScreenContext, 'view'>): ViewOf {
  return VIEWS[(view.tabs.agents ?? 0) % VIEWS.length]!;
}

function reportInput(data: Data, query: ReportInput['query'], by: readonly Grouping[]): ReportInput {
  const { journal, prices, zone } = data;
  return { ...SCREEN_INPUT, journal, prices, zone, query, by };
}

interface Answered {
  readonly rows: readonly ActionRow[];
  readonly total: Row;
}

export function answerOf(model: ViewModel, { report }: ViewOf): Answered {
  const query = scopedQuery(model.query, model.span);
  const { from, to } = model.span;
  return model.data.once(`view ${report.id} ${keyOf(query)}`, data => {
    const { grouping } = report;
    const answer = report.run(reportInput(data, query, []));
    const costs = new Map<string, number[]>();
    for (const row of report.run(reportInput(data, query, [sessionReport.grouping])).rows) {
      getOrInsert(costs, row.keys[0]!, () => []).push(approximateUsd(row.cost.usd));
    }
    const days = new Map<string, number[]>();
    for (const row of report.run(reportInput(data, query, [daily.grouping])).rows) {
      const at = dayIndex(row.keys[1]!, from);
      const values = getOrInsert(days, row.keys[0]!, () => Array<number>(to - from + 1).fill(0));
      if (at >= 0 && at < values.length) values[at]! += approximateUsd(row.cost.usd);
    }
    const rows = answer.rows.map((row): ActionRow => {
      const key = row.keys[0]!;
      const each = [...(costs.get(key) ?? [])].sort((a, b) => a - b);
      const sum = each.reduce((total, cost) => total + cost, 0);
      return {
        name: grouping.nameOf?.(key) ?? key,
        tally: row.tally,
        cost: row.cost,
        sessions: each.length,
        mean: each.length > 0 ? sum / each.length : 0,
        median: each[Math.floor(each.length / 2)] ?? 0,
        spark: days.get(key) ?? [],
      };
    });
    return { rows, total: answer.total };
  });
}

function dayIndex(text: string, from: number): number {
  return Math.round(Date.parse(text) / 86_400_000) - from;
}

/** The scope behind a row, where responses can be told apart by it. */
export function scopeOf(word: string, name: string, { span }: ViewModel): Scope | undefined {
  if (!(word in ATTRIBUTES)) return undefined;
  const value =
    word === 'skill' && name.startsWith('(')
      ? '(no skill)'
      : word === 'command' && name.startsWith('(')
        ? '(no command)'
        : name;
  return { from: span.from, to: span.to, [word]: value };
}

export interface TopSession {
  readonly source: string;
  readonly session: string;
  readonly project: string;
  readonly atMs: number;
  usd: bigint;
  count: number;
}

export function topSessions(model: ViewModel, scope: Scope): readonly TopSession[] {
  const { query } = model;
  return model.data.once(`top sessions ${keyOf([scope, query])}`, data => {
    const known = new Map<string, TopSession>();
    for (const index of data.parts(scope, 'newest', query).events) {
      const event = data.journal.event(index);
      const { source, session } = event.attribution;
      const each = getOrInsert(known, `${source}\0${session}`, () => ({
        source,
        session,
        project: event.project,
        atMs: event.atMs,
        usd: 0n,
        count: 0,
      }));
      each.usd += eventUsd(event, data.prices.rate(event)) ?? 0n;
      each.count += 1;
    }
    return [...known.values()].sort((a, b) => (a.usd < b.usd ? 1 : a.usd > b.usd ? -1 : 0));
  });
}
