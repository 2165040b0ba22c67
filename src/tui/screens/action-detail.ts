/** What the selected row of Agents is made of: its days by model, and its most expensive sessions. */
import { ATTRIBUTES } from '../../core/scope.ts';
import { clean, fitTo } from '../../core/width.ts';
import { dayTallies } from '../../reports/day-tallies.ts';
import { type Trend, trend } from '../../reports/trend.ts';
import { momentText } from '../cells.ts';
import { type ChartInput, chartData, legendEntries } from '../chart-data.ts';
import { keyOf } from '../data.ts';
import { chartWithLegend } from '../draw/chart-panel.ts';
import type { Size } from '../draw/look.ts';
import { moneyIn, usdTable } from '../draw/money.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { wrapped } from '../draw/wrap.ts';
import { titleOf } from '../levels/sessions.ts';
import { measureOf } from '../measure.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { rangeTitle } from '../range.ts';
import { shownRow } from '../table.ts';
import { tableState } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import { scopeOf, topSessions, viewOf } from './actions.ts';

const ROWS = 30;

/** There is room for it below the table, which keeps to the rows that it has. */
export function hasDetail({ rows }: Size): boolean {
  return rows >= ROWS;
}

const PLACE = {
  row: 2,
  height: (screen: Size): number | 'rest' => (hasDetail(screen) ? 'rest' : 0),
};

/** The selected row by name, else the first one; undefined where the view has none that can be told apart. */
function rowOf({ model, view, table }: PaneProps) {
  const name = shownRow(table, tableState(view));
  const { word } = viewOf({ view }).report.grouping;
  const scope = name === undefined ? undefined : scopeOf(word, name, model);
  return name === undefined || !scope ? undefined : { name, word, scope };
}

const NOT_APART = 'A response may belong to several rows of this view, so none of them can be opened.';

/** One row's usage by day and model. */
function trendOf(model: ViewModel, word: keyof typeof ATTRIBUTES, name: string): Trend {
  const { query, buckets } = model;
  const key = `trend of ${word} ${keyOf([name, query, model.span, model.period])}`;
  return model.data.once(key, ({ journal, prices, zone }) =>
    trend(
      dayTallies(journal, prices, zone, 'model', query, usage => ATTRIBUTES[word](usage) === name),
      buckets,
    ),
  );
}

export const actionTrendPane: Pane = {
  ...PLACE,
  id: 'action-trend',
  title: 'Its days',
  draw(props) {
    const { model, view, size, screen, look } = props;
    const { theme, glyphs } = look;
    const row = rowOf(props);
    if (!row) {
      const words = props.table?.count ? [[styled(NOT_APART, theme.text.muted)]] : [];
      const lines = wrapped(words, panelRoom(size, screen).columns);
      return panel({ title: '', lines }, size, screen, look);
    }
    const { name, word, scope } = row;
    const value = scope[word as keyof typeof scope] as string;
    const shown = trendOf(model, word as keyof typeof ATTRIBUTES, value);
    const cost = measureOf('cost');
    const input: ChartInput = {
      trend: shown,
      labels: model.labels,
      identities: model.modelIdentities,
      isUnfinished: model.span.to === model.today,
    };
    const lines =
      shown.series.length === 0
        ? [[styled('No usage in this range.', theme.text.muted)]]
        : chartWithLegend(
            chartData(input, cost, look),
            { mode: view.chart, isLog: view.isLog, cursor: model.cursor },
            {
              entries: legendEntries(input, cost, model.modelName, look, model.cursor),
              total: cost.text(shown.total, look),
            },
            panelRoom(size, screen),
            look,
          );
    return panel(
      {
        title: [
          styled(clean(name, glyphs), theme.text.strong),
          styled(` ${glyphs.separator} $/${model.period} by model`),
        ],
        note: [
          styled(`${rangeTitle(view.range, model.span)} `, theme.text.muted),
          styled(cost.text(shown.total, look), theme.text.strong),
        ],
        lines,
      },
      size,
      screen,
      look,
    );
  },
};

export const actionSessionsPane: Pane = {
  ...PLACE,
  id: 'action-sessions',
  title: 'Top sessions',
  draw(props) {
    const { model, size, screen, look } = props;
    const { theme, glyphs } = look;
    const row = rowOf(props);
    if (!row) return panel({ title: '', lines: [] }, size, screen, look);
    const room = panelRoom(size, screen);
    const top = topSessions(model, row.scope);
    const width = Math.max(10, room.columns - 12 - 7 - 11);
    const head: StyledLine = [
      styled(
        `${'start'.padEnd(12)}${fitTo('title', width, glyphs)}${'resp'.padStart(7)}${'cost'.padStart(11)}`,
        theme.text.muted,
      ),
    ];
    const rows = top
      .slice(0, Math.max(0, room.rows - 1))
      .map(({ source, session, atMs, usd: cost, count }): StyledLine => {
        const title = titleOf(model.data, source, session) ?? `untitled ${session.slice(0, 8)}`;
        return [
          styled(momentText(atMs, model.zone, model.today).padEnd(12), theme.text.muted),
          styled(fitTo(clean(title, glyphs), width - 1, glyphs)),
          styled(fitTo(String(count), 8, glyphs, 'right'), theme.text.muted),
          styled(fitTo(moneyIn(cost, look, usdTable), 11, glyphs, 'right')),
        ];
      });
    return panel(
      {
        title: [
          styled(clean(row.name, glyphs), theme.text.strong),
          styled(` ${glyphs.separator} its top sessions`),
        ],
        note: `${rows.length} of ${top.length}`,
        lines: [head, ...rows],
      },
      size,
      screen,
      look,
    );
  },
};
