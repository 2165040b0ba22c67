/** Responses as a table: one line each, Enter opens its receipt. */

import { lowerBound, shortCount } from '../../core/format.ts';
import { approximateUsd, type Money } from '../../core/money.ts';
import type { Scope } from '../../core/scope.ts';
import { cacheWriteTokens, totalTokens, type UsageEvent } from '../../core/usage.ts';
import { clean } from '../../core/width.ts';
import { part } from '../../reports/parts.ts';
import { isoMoment, markedName, muted } from '../cells.ts';
import type { Data } from '../data.ts';
import type { Look } from '../draw/look.ts';
import { costIn, moneyIn, usdTable } from '../draw/money.ts';
import type { StyledLine } from '../draw/styled.ts';
import { shortDay } from '../range.ts';
import type { ScreenContext } from '../screens/screen.ts';
import { byNumber, byText, type Column, type Opened, type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import { emptyText, titleOf } from './sessions.ts';

/** A response that is read when it is shown: a table of a million of them holds positions only. */
export interface ResponseRow {
  readonly index: number;
  readonly data: Data;
  known?: Known;
}

interface Known {
  readonly event: UsageEvent;
  readonly model: string;
  readonly usd: Money | undefined;
}

export function responseRows(
  data: Data,
  scope: Scope,
  query: ScreenContext['model']['query'],
): readonly ResponseRow[] {
  return data.once(`responses ${JSON.stringify([scope, query ?? null])}`, each =>
    Array.from(each.parts(scope, 'newest', query).events, (index): ResponseRow => ({ index, data: each })),
  );
}

export function responsesTable(context: ScreenContext, scope: Scope, title: string): Table {
  const { model, view } = context;
  const rows = responseRows(model.data, scope, model.query);
  const { tally } = model.data.parts(scope, 'newest', model.query);
  const total = { tally, cost: tally.cost() };
  return tableOf<ResponseRow>(
    {
      title,
      rows,
      idOf: row => know(row).event.id,
      nameOf: row => nameText(row, context),
      columns: responseColumns(context, scope, total),
      hasTotal: true,
      empty: emptyText(context),
      opens: row => ({ overlay: { kind: 'receipt', line: 0, event: row.index } }),
      sessionOf: row => sessionLevel(model.data, know(row).event),
    },
    tableState(view),
  );
}

export function know(row: ResponseRow): Known {
  row.known ??= part(row.data.journal, row.data.prices, row.index);
  return row.known;
}

export function sessionLevel(data: Data, event: UsageEvent): Opened {
  const { session, source } = event.attribution;
  const title = titleOf(data, source, session) ?? `untitled ${session.slice(0, 8)}`;
  return { level: { kind: 'responses', title, scope: { session, source } } };
}

function nameText(row: ResponseRow, { model }: ScreenContext): string {
  const { event, model: name } = know(row);
  const { source, session } = event.attribution;
  const title = titleOf(model.data, source, session) ?? session;
  return `${model.projectName(event.project)} ${title} ${name} ${event.agent ?? ''}`;
}

/** What a response was made by: an agent, a skill, a command, or the user's own conversation. */
export function actionOf(event: UsageEvent): string {
  const { skill, command } = event.attribution;
  return event.agent ?? skill ?? command ?? 'manual';
}

export function responseColumns(
  { model, look }: ScreenContext,
  scope: Scope,
  total: { readonly tally: { readonly total: number }; readonly cost: unknown } | undefined,
): readonly Column<ResponseRow>[] {
  const { data } = model;
  const isOneDay = scope.from !== undefined && scope.from === scope.to;
  const time: Column<ResponseRow> = {
    id: 'time',
    title: 'time',
    width: isOneDay ? 8 : TIME_WIDTH,
    leaves: 20,
    compare: byNumber(row => know(row).event.atMs),
    isDescending: true,
    cell: (row, _, look) => muted(timeText(know(row).event.atMs, isOneDay, model), look),
    plain: row => isoMoment(know(row).event.atMs),
  };
  const columns: Column<ResponseRow>[] = [
    time,
    {
      id: 'project',
      title: 'project',
      width: 12,
      leaves: 8,
      compare: byText(row => know(row).event.project),
      cell: row => clean(model.projectName(know(row).event.project), look.glyphs),
    },
    {
      id: 'title',
      title: 'session',
      width: 12,
      grows: true,
      leaves: 7,
      cell: row => sessionTitle(data, know(row).event),
    },
    {
      id: 'action',
      title: 'action',
      width: 14,
      leaves: 3,
      compare: byText(row => actionOf(know(row).event)),
      cell: (row, _, look) => {
        const action = actionOf(know(row).event);
        return action === 'manual' ? muted(action, look) : clean(action, look.glyphs);
      },
    },
    {
      id: 'model',
      title: 'model',
      width: 15,
      leaves: 9,
      compare: byText(row => know(row).model),
      cell: (row, width, look) =>
        markedName(know(row).model, model.modelName(know(row).model), model.modelIdentities, width, look),
      plain: row => know(row).model,
    },
    count('input', 'in', 6, event => event.tokens.input, 5),
    count('output', 'out', 6, event => event.tokens.output, 6),
    count('cache-read', 'cache r', 7, event => event.tokens.cacheRead, 2),
    count('cache-write', 'cache w', 7, event => cacheWriteTokens(event.tokens), 1),
    {
      id: 'cost',
      title: 'cost',
      align: 'right',
      width: 9,
      compare: byNumber(row => {
        const { usd, event } = know(row);
        return usd === undefined ? -1 : approximateUsd(usd) + totalTokens(event.tokens) * 1e-15;
      }),
      isDescending: true,
      cell: (row, _, look) => amountText(know(row), look),
      plain: row => (know(row).usd === undefined ? 'unpriced' : approximateUsd(know(row).usd!)),
      total: total && (look => totalText(data, scope, model, look)),
    },
  ];
  return scope.session !== undefined
    ? columns.filter(({ id }) => id !== 'title' && id !== 'project')
    : columns;
}

function totalText(data: Data, scope: Scope, model: ScreenContext['model'], look: Look): string {
  const { tally } = data.parts(scope, 'newest', model.query);
  return costIn(tally.cost(), look, usdTable);
}

function sessionTitle(data: Data, event: UsageEvent): string {
  const { source, session } = event.attribution;
  return titleOf(data, source, session) ?? session.slice(0, 8);
}

/** The time; before it the day where that is not today, or the day with its year where it is long ago. */
function timeText(atMs: number, isOneDay: boolean, { zone, today }: ScreenContext['model']): string {
  const day = zone.day(atMs);
  const clock = zone.clock(atMs);
  if (isOneDay) return clock;
  if (day === today) return clock.padStart(TIME_WIDTH);
  const date = shortDay(day, today);
  return date.length > 5 ? date : `${date} ${clock}`;
}

/** '11-30 12:46:58' */
const TIME_WIDTH = 14;

/** Below a cent there are more digits, so that a response that cost something never reads as nothing. */
export function amountText({ usd, event }: Known, look: Look): StyledLine | string {
  if (usd === undefined) return [{ text: 'unpriced', ...look.theme.text.warn }];
  const amount = moneyIn(usd, look, usdTable);
  return event.quality === 'lower bound' ? lowerBound(amount, look.glyphs.atLeast) : amount;
}

function count(
  id: string,
  title: string,
  width: number,
  of: (event: UsageEvent) => number,
  leaves: number,
): Column<ResponseRow> {
  return {
    id,
    title,
    align: 'right',
    width,
    leaves,
    compare: byNumber(row => of(know(row).event)),
    isDescending: true,
    cell: (row, _, look) => {
      const value = of(know(row).event);
      const text = value === 0 ? '-' : shortCount(value);
      return id.startsWith('cache') ? muted(text, look) : text;
    },
    plain: row => of(know(row).event),
  };
}
