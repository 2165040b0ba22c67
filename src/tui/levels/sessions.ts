/** Sessions as a table: of everything, or of what a row of another table is made of. */

import type { Query } from '../../core/query.ts';
import type { Scope } from '../../core/scope.ts';
import { clean, fitTo } from '../../core/width.ts';
import { type Row, SCREEN_INPUT } from '../../reports/report.ts';
import { sessions as report, sessionOf } from '../../reports/session.ts';
import {
  type Counted,
  isoMoment,
  lengthText,
  modelMarks,
  momentText,
  muted,
  shareBar,
  sparkCell,
  tallyColumns,
  usdOf,
} from '../cells.ts';
import type { Data } from '../data.ts';
import { keyOf } from '../data.ts';
import { emptyQuery } from '../query.ts';
import type { ScreenContext } from '../screens/screen.ts';
import { byNumber, byText, type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import { shareOfSession } from './session-index.ts';

export interface SessionRow extends Counted {
  readonly id: string;
  readonly source: string;
  readonly session: string;
  readonly project: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** As logged, most expensive first. */
  readonly models: readonly string[];
  /** What the session is called, where its log says; else its id in short. */
  readonly title: string;
  readonly isTitled: boolean;
}

export interface Sessions {
  readonly rows: readonly SessionRow[];
  readonly total: Counted;
}

/** The sessions that a query and a scope let in. */
export function sessionsOf(data: Data, query: Query | undefined, scope: Scope): Sessions {
  const asked = scopedQuery(query, scope);
  return data.once(`sessions ${keyOf(asked)}`, each => {
    const { journal, prices, zone } = each;
    const answer = report.run({
      ...SCREEN_INPUT,
      journal,
      prices,
      zone,
      query: asked,
    });
    return { rows: answer.rows.map(row => sessionRow(row, each)), total: answer.total };
  });
}

/** A scope in the words of a query. */
export function scopedQuery(query: Query | undefined, scope: Scope): Query {
  const base = query ?? emptyQuery();
  const list = (name: string | undefined, known: readonly string[]) => (name === undefined ? known : [name]);
  return {
    ...base,
    from: scope.from ?? base.from,
    to: scope.to ?? base.to,
    projects: list(scope.project === '' ? '(no project)' : scope.project, base.projects),
    models: list(scope.model, base.models),
    sources: list(scope.source, base.sources),
    agents: list(scope.agent, base.agents),
    sessions: list(scope.session, base.sessions),
  };
}

function sessionRow(row: Row, data: Data): SessionRow {
  const { source, session, project } = sessionOf(row);
  const title = titleOf(data, source, session);
  return {
    id: row.keys[0] ?? '',
    source,
    session,
    project,
    fromMs: row.sum.fromMs,
    toMs: row.sum.toMs,
    tally: row.tally,
    cost: row.cost,
    models: row.models.map(model => model.name),
    title: title ?? `untitled ${session.slice(0, 8)}`,
    isTitled: title !== undefined,
  };
}

/** What a session is called; never the text of a prompt. */
export function titleOf({ journal }: Data, source: string, session: string): string | undefined {
  const titled = journal as { titleOf?(source: string, session: string): string | undefined };
  return titled.titleOf?.(source, session);
}

export function sessionsTable(context: ScreenContext, scope: Scope, title = 'Sessions'): Table {
  const { model, view, look } = context;
  const { data, zone, today } = model;
  const { rows, total } = sessionsOf(data, model.query, scope);
  const most = data.once(`most ${keyOf(scopedQuery(model.query, scope))}`, () =>
    rows.reduce((high, row) => Math.max(high, usdOf(row)), 0),
  );
  return tableOf<SessionRow>(
    {
      title,
      rows,
      idOf: row => row.id,
      nameOf: row => `${row.title} ${row.session} ${model.projectName(row.project)}`,
      columns: [
        {
          id: 'start',
          title: 'start',
          width: 11,
          leaves: 14,
          compare: byNumber(row => row.fromMs),
          isDescending: true,
          cell: row => momentText(row.fromMs, zone, today),
          plain: row => isoMoment(row.fromMs),
        },
        {
          id: 'title',
          title: 'title',
          width: 21,
          grows: true,
          compare: byText(row => row.title.toLowerCase()),
          cell: (row, width) => {
            const text = fitTo(clean(row.title, look.glyphs), width, look.glyphs);
            return row.isTitled ? text : muted(text, look);
          },
          plain: row => row.title,
        },
        {
          id: 'project',
          title: 'project',
          width: 13,
          leaves: 13,
          compare: byText(row => model.projectName(row.project)),
          cell: row => clean(model.projectName(row.project), look.glyphs),
          plain: row => row.project,
        },
        {
          id: 'models',
          title: 'models',
          width: 6,
          leaves: 12,
          cell: (row, width) =>
            modelMarks(row.models.map(canonical(model.data)), model.modelIdentities, width, look),
          plain: row => row.models.join(' '),
        },
        {
          id: 'length',
          title: 'length',
          align: 'right',
          width: 7,
          leaves: 11,
          compare: byNumber(row => row.toMs - row.fromMs),
          isDescending: true,
          cell: row => lengthText(row.toMs - row.fromMs),
          plain: row => Math.round((row.toMs - row.fromMs) / 1000),
        },
        ...tallyColumns<SessionRow>(total, ['responses', 'tokens', 'cost']),
        {
          id: 'share',
          title: 'share',
          width: 7,
          leaves: 2,
          cell: (row, width) => shareBar(usdOf(row), most, width, look),
          plain: row => usdOf(row),
        },
        {
          id: 'over-time',
          title: 'over time',
          width: 12,
          leaves: 1,
          cell: (row, width) => sparkCell(shareOfSession(data, row, width), width, look),
          plain: () => '',
        },
      ],
      sort: 'cost',
      hasTotal: true,
      totalLabel: 'total',
      empty: emptyText(context),
      opens: row => ({
        level: {
          kind: 'responses',
          title: row.title,
          scope: { ...scope, session: row.session, source: row.source },
        },
      }),
    },
    tableState(view),
  );
}

export function emptyText({ model, view }: ScreenContext): string {
  if (!model.isRead) return 'Reading the logs...';
  const find = tableState(view).find;
  const filters = Object.entries(view.filters).map(([name, value]) => `${name} ${value}`);
  const words = [...(find ? [`/ ${find}`] : []), ...filters];
  return words.length > 0 ? `No matches (${words.join(', ')}). F clears filters.` : 'No usage in this range.';
}

/** The name that prices know a model by, so that it has the mark it has everywhere. */
export function canonical(data: Data): (model: string) => string {
  const names = data.once('canonical models', ({ journal, prices }) => {
    const known = new Map<string, string>();
    for (const terms of journal.terms) {
      const rate = prices.rate({ ...PROBE, terms });
      known.set(terms.model, rate.origin?.model ?? (terms.model || '(no model)'));
    }
    return known;
  });
  return model => names.get(model) ?? names.get(model.replace(/-fast$/, '')) ?? model;
}

/** An event of which only the terms matter. */
const PROBE = {
  atMs: Date.UTC(2026, 10, 1),
  tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, cacheWriteOther: 0 },
  webSearches: 0,
  loggedUsd: undefined,
  quality: 'exact',
} as const;
