/**
 * Agents, skills, commands, tools and whatever else reports tell usage apart by: one view each, read off the registry of
 * reports, so that a new report is a new view.
 */

import { approximateUsd, usd } from '../../core/money.ts';
import { clean, fitTo } from '../../core/width.ts';
import { muted, shareBar, sparkCell, tallyColumns, usdOf } from '../cells.ts';
import { moneyIn, usdTable } from '../draw/money.ts';
import { panel } from '../draw/panel.ts';
import { merged } from '../draw/spark.ts';
import { styled } from '../draw/styled.ts';
import { drawTable } from '../draw/table.ts';
import { emptyText } from '../levels/sessions.ts';
import { percentText } from '../measure.ts';
import type { Pane } from '../panes/pane.ts';
import { byNumber, byText, type Column, type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import { actionSessionsPane, actionTrendPane, hasDetail } from './action-detail.ts';
import { type ActionRow, answerOf, scopeOf, VIEWS, viewOf } from './actions.ts';
import { tableHeight } from './groups.ts';
import type { Screen, ScreenContext } from './screen.ts';

function table(context: ScreenContext): Table {
  const { model, view, look } = context;
  const shown = viewOf(context);
  const { grouping } = shown.report;
  const { rows, total } = answerOf(model, shown);
  const hasQuestion = context.size.columns > shown.title.length + shown.report.answers.length + 30;
  const most = rows.reduce((high, row) => Math.max(high, usdOf(row)), 0);
  const all = approximateUsd(total.cost.usd);
  const money = (value: number) => moneyIn(usd(Math.round(value * 1e6) / 1e6), look, usdTable);
  const perSession: readonly Column<ActionRow>[] = (
    [
      ['sessions', 'sessions', 8, 12, row => row.sessions],
      ['mean', 'mean', 8, 4, row => row.mean],
      ['median', 'median', 8, 3, row => row.median],
    ] satisfies [string, string, number, number, (row: ActionRow) => number][]
  ).map(([id, title, width, leaves, of]) => ({
    id,
    title,
    align: 'right',
    width,
    leaves,
    compare: byNumber(of),
    isDescending: true,
    cell: (row: ActionRow) => muted(id === 'sessions' ? String(of(row)) : money(of(row)), look),
    plain: of,
  }));
  return tableOf<ActionRow>(
    {
      title: hasQuestion ? `${shown.title} ${look.glyphs.separator} ${shown.report.answers}` : shown.title,
      rows,
      idOf: row => row.name,
      nameOf: row => row.name,
      columns: [
        {
          id: 'name',
          title: grouping.title.toLowerCase(),
          width: 18,
          grows: true,
          compare: byText(row => row.name.toLowerCase()),
          cell: (row, width) => fitTo(clean(row.name, look.glyphs), width, look.glyphs),
          plain: row => row.name,
        },
        perSession[0]!,
        ...tallyColumns<ActionRow>(total, ['responses', 'tokens', 'cost']),
        {
          id: 'share',
          title: 'share',
          width: 14,
          leaves: 2,
          cell: (row, width) => [
            ...shareBar(usdOf(row), most, width - 6, look),
            styled(percentText(all > 0 ? usdOf(row) / all : undefined).padStart(6), look.theme.text.muted),
          ],
          plain: row => (all > 0 ? Math.round((usdOf(row) / all) * 1000) / 10 : 0),
        },
        perSession[1]!,
        perSession[2]!,
        {
          id: 'over-time',
          title: 'over time',
          width: 15,
          leaves: 1,
          cell: (row, width) => sparkCell(merged(row.spark, width), width, look),
          plain: () => '',
        },
      ],
      sort: 'cost',
      hasTotal: true,
      empty: emptyText(context),
      opens: row => {
        const scope = scopeOf(grouping.word, row.name, model);
        return scope && { level: { kind: 'responses', title: row.name, scope } };
      },
    },
    tableState(view),
  );
}

/** Room for how many views are further right. */
const MORE = 2;

const tabs: Pane = {
  id: 'views',
  title: 'Views',
  row: 0,
  height: screen => (screen.rows >= 14 ? 1 : 0),
  draw: ({ view, size, look }) => {
    const at = (view.tabs.agents ?? 0) % VIEWS.length;
    const { muted: dim, current } = look.theme.text;
    const titles = VIEWS.map(({ title }, i) => (i === at ? `[${title}]` : ` ${title} `));
    const hint = '   n next view';
    // Where not all have room, the ones before the current one leave first.
    let first = 0;
    const width = () => titles.slice(first).join('').length + 1;
    while (first < at && width() > size.columns) first += 1;
    let last = titles.length;
    const isCut = () => titles.slice(first, last).join('').length + 1 + MORE > size.columns;
    while (last > at + 1 && (last < titles.length || width() > size.columns) && isCut()) last -= 1;
    const more = last < titles.length ? `+${titles.length - last}` : '';
    const line = titles.slice(first, last).map((title, i) => styled(title, first + i === at ? current : dim));
    return [
      [
        styled(' '),
        ...line,
        styled(more, dim),
        styled(width() + hint.length < size.columns ? hint : '', dim),
      ],
    ];
  },
};

const rows: Pane = {
  id: 'actions',
  title: 'Rows',
  row: 1,
  height: (screen, content) => (hasDetail(screen) ? tableHeight(content.table, screen) : 'rest'),
  holdsTable: true,
  draw: ({ table: shown, view, size, screen, look }) =>
    shown
      ? drawTable(shown, tableState(view), { size, screen, look })
      : panel({ title: 'Agents', lines: [] }, size, screen, look),
};

const rowsAlone: Pane = { ...rows, height: () => 'rest' };
const trendAlone: Pane = { ...actionTrendPane, height: () => 'rest' };

export const agents: Screen = {
  obeys: ['filters'],
  hasChart: ({ size, view }) => view.zoom === 'chart' || (view.zoom === undefined && hasDetail(size)),
  alone: ['chart', 'list'],
  hasRail: true,
  views: VIEWS.map(({ title }) => title),
  panes: ({ view }) =>
    view.zoom === 'chart'
      ? [tabs, trendAlone]
      : view.zoom === 'list'
        ? [tabs, rowsAlone]
        : [tabs, rows, actionTrendPane, actionSessionsPane],
  table,
  keys: [
    'help',
    'next-view',
    'down',
    'open',
    'previous',
    'bars',
    'sort',
    'find',
    'filter',
    'range',
    'copy-row',
    'export',
    'quit',
  ],
  words: { open: 'responses' },
};
