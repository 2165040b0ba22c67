/** Sessions: every conversation with its title, start, length, models and cost; Enter shows its responses. */

import { approximateUsd } from '../../core/money.ts';
import { clean, fitTo } from '../../core/width.ts';
import { SCREEN_INPUT } from '../../reports/report.ts';
import { sessions as report } from '../../reports/session.ts';
import { lengthText } from '../cells.ts';
import { keyOf } from '../data.ts';
import { markOf, markStyle } from '../draw/identity.ts';
import { costIn, usdTable } from '../draw/money.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { tallSpark } from '../draw/spark.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { drawTable } from '../draw/table.ts';
import { shareOfSession } from '../levels/session-index.ts';
import { canonical, type SessionRow, scopedQuery, sessionsOf, sessionsTable } from '../levels/sessions.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { dayTitle } from '../range.ts';
import { shownRow } from '../table.ts';
import { tableState } from '../view.ts';
import type { Screen, ScreenContext } from './screen.ts';

const rows: Pane = {
  id: 'sessions',
  title: 'Sessions',
  row: 0,
  height: () => 'rest',
  holdsTable: true,
  draw: ({ table, view, size, screen, look }) =>
    table
      ? drawTable(table, tableState(view), { size, screen, look })
      : panel({ title: 'Sessions', lines: [] }, size, screen, look),
};

/** What the selected session was made of; it follows the selection and holds no keys. */
const preview: Pane = {
  id: 'session-preview',
  title: 'Preview',
  row: 1,
  height: screen => (screen.rows >= 30 ? 7 : 0),
  draw: props => drawPreview(props),
};

function scopeOf({ model }: Pick<ScreenContext, 'model'>) {
  return { from: model.span.from, to: model.span.to };
}

export const sessions: Screen = {
  obeys: ['filters'],
  hasRail: true,
  alone: ['list'],
  panes: ({ view }) => (view.zoom === 'list' ? [rows] : [rows, preview]),
  table: context => sessionsTable(context, scopeOf(context)),
  keys: [
    'help',
    'down',
    'open',
    'sort',
    'reverse',
    'find',
    'range',
    'filter',
    'copy-row',
    'export',
    'palette',
    'quit',
  ],
};

function drawPreview(props: PaneProps): readonly StyledLine[] {
  const { model, size, screen, look } = props;
  const { theme, glyphs } = look;
  const row = selectedRow(props);
  if (!row) {
    return panel({ title: 'Preview', lines: [] }, size, screen, look);
  }
  const room = panelRoom(size, screen);
  const { zone } = model;
  const until = zone.clock(row.toMs).slice(0, 5);
  const note = `${clean(model.projectName(row.project), glyphs)} ${glyphs.separator} ${dayTitle(zone.day(row.fromMs))} ${zone.clock(row.fromMs).slice(0, 5)} to ${until}`;
  const models = modelRows(model.data, row, model.query);
  const left = Math.min(44, Math.floor(room.columns * 0.45));
  const width = Math.max(8, room.columns - left - 3);
  const spark = tallSpark(shareOfSession(model.data, row, width), Math.max(1, room.rows - 2), glyphs);
  const head: StyledLine = [
    styled(
      fitTo(`${'model'.padEnd(18)}${'resp'.padStart(6)}${'cost'.padStart(12)}`, left, glyphs),
      theme.text.muted,
    ),
    styled('   cost over its length', theme.text.muted),
  ];
  const ends: StyledLine = [
    styled(fitTo('', left + 3, glyphs)),
    styled(`start${lengthText(row.toMs - row.fromMs).padStart(Math.max(1, width - 5))}`, theme.text.muted),
  ];
  const canonicalName = canonical(model.data);
  const lines = Array.from({ length: Math.max(1, room.rows - 2) }, (_, y): StyledLine => {
    const part = models[y];
    const name = part && canonicalName(part.name);
    const cells: StyledLine = part
      ? [
          styled(
            `${markOf(name!, model.modelIdentities, glyphs)} `,
            markStyle(name!, model.modelIdentities, theme),
          ),
          styled(fitTo(model.modelName(name!), 16, glyphs)),
          styled(fitTo(String(part.tally.events), 6, glyphs, 'right')),
          styled(fitTo(costIn(part.cost, look, usdTable), 12, glyphs, 'right')),
          styled(' '.repeat(Math.max(0, left - 36))),
        ]
      : [styled(' '.repeat(left))];
    return [...cells, styled('   '), styled(spark[y] ?? '', theme.text.accent)];
  });
  return panel(
    {
      title: [styled('Preview ', theme.text.muted), styled(clean(row.title, glyphs), theme.text.strong)],
      note,
      lines: [head, ...lines, ends],
    },
    size,
    screen,
    look,
  );
}

function selectedRow({ model, view, table }: PaneProps): SessionRow | undefined {
  const id = shownRow(table, tableState(view));
  if (id === undefined) return undefined;
  return sessionsOf(model.data, model.query, scopeOf({ model })).rows.find(row => row.id === id);
}

function modelRows(data: PaneProps['model']['data'], row: SessionRow, query: PaneProps['model']['query']) {
  const asked = scopedQuery(query, { session: row.session, source: row.source });
  return data.once(`session models ${keyOf(asked)}`, ({ journal, prices, zone }) => {
    const answer = report.run({
      ...SCREEN_INPUT,
      journal,
      prices,
      zone,
      query: asked,
    });
    const parts = answer.rows.find(each => each.keys[0] === row.id)?.models ?? [];
    return [...parts].sort((a, b) => approximateUsd(b.cost.usd) - approximateUsd(a.cost.usd));
  });
}
