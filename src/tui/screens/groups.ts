/** A chart over one grouping and the table of its names: what Models and Projects are. */

import type { Cost } from '../../core/money.ts';
import { approximateUsd } from '../../core/money.ts';
import { mostExpensiveFirst } from '../../reports/breakdown.ts';
import { type Dimension, sumsByName } from '../../reports/day-tallies.ts';
import type { Tally } from '../../rollup/tally.ts';
import { markedName, muted, shareBar, sparkCell, tallyColumns, usdOf } from '../cells.ts';
import { chartData, chartInput, hasChart, legendEntries } from '../chart-data.ts';
import { keyOf } from '../data.ts';
import { chartWithLegend } from '../draw/chart-panel.ts';
import type { Size } from '../draw/look.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { merged } from '../draw/spark.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { drawTable } from '../draw/table.ts';
import { emptyText } from '../levels/sessions.ts';
import { changeText, measureOf, percentText } from '../measure.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { emptyWords, focusOf } from '../panes/trends.ts';
import { bucketTitle, rangeTitle } from '../range.ts';
import { byNumber, byText, type Column, type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import type { Screen, ScreenContext } from './screen.ts';

export interface GroupRow {
  readonly name: string;
  readonly tally: Tally;
  readonly cost: Cost;
  readonly before: Tally | undefined;
  /** Cost of each bucket of the range. */
  readonly spark: readonly number[];
  readonly lastDay: number | undefined;
}

/** The names of a dimension in the range, most expensive first. */
export function groupRows(
  { data, query, span, buckets, before }: ViewModel,
  dimension: Dimension,
): readonly GroupRow[] {
  const key = `groups ${dimension} ${keyOf([query, span, buckets.length, before !== undefined])}`;
  return data.once(key, each => {
    const tallies = each.tallies(dimension, query);
    const length = span.to - span.from + 1;
    const earlier = before ? sumsByName(tallies, span.from - length, span.from - 1) : undefined;
    const spark = new Map<string, number[]>();
    const last = new Map<string, number>();
    buckets.forEach((bucket, i) => {
      for (const [name, tally] of sumsByName(tallies, bucket.from, bucket.to)) {
        const values = spark.get(name) ?? Array<number>(buckets.length).fill(0);
        values[i] = approximateUsd(tally.cost().usd);
        spark.set(name, values);
        last.set(name, bucket.to);
      }
    });
    return [...sumsByName(tallies, span.from, span.to)]
      .map(([name, tally]) => ({
        name,
        tally,
        cost: tally.cost(),
        before: earlier?.get(name),
        spark: spark.get(name) ?? [],
        lastDay: last.get(name),
      }))
      .sort(mostExpensiveFirst);
  });
}

export interface GroupScreen {
  readonly dimension: Dimension;
  readonly title: string;
  /** The title of the column of names. */
  readonly noun: string;
  /** Further columns, between name and counts. */
  columns?(context: ScreenContext): readonly Column<GroupRow>[];
  about?(row: GroupRow, context: ScreenContext): StyledLine | undefined;
}

export function groupTable(
  context: ScreenContext,
  { dimension, title, noun, columns, about }: GroupScreen,
): Table {
  const { model, view } = context;
  const rows = groupRows(model, dimension);
  const total = { tally: model.trend.total, cost: model.trend.total.cost() };
  const all = approximateUsd(total.cost.usd);
  const most = rows.reduce((high, row) => Math.max(high, usdOf(row)), 0);
  const isCompared = model.before !== undefined;
  const outside = model.data.once(`names outside ${dimension} ${keyOf([model.query, model.span])}`, each => {
    const everywhere = new Set<string>();
    for (const names of each.tallies(dimension, model.query).days.values())
      for (const name of names.keys()) everywhere.add(name);
    return everywhere.size - rows.length;
  });
  const compare: readonly Column<GroupRow>[] = isCompared
    ? [
        {
          id: 'vs-before',
          title: 'vs before',
          align: 'right',
          width: 9,
          leaves: 11,
          compare: byNumber(
            row => approximateUsd(row.cost.usd) - approximateUsd(row.before?.cost().usd ?? 0n),
          ),
          isDescending: true,
          cell: (row, _, look) =>
            muted(changeText(usdOf(row), approximateUsd(row.before?.cost().usd ?? 0n)), look),
        },
      ]
    : [];
  return tableOf<GroupRow>(
    {
      title,
      note: outside > 0 ? `${outside} more outside the range` : undefined,
      rows,
      idOf: row => row.name,
      nameOf: row => `${model.nameOf(row.name)} ${row.name}`,
      columns: [
        {
          id: 'name',
          title: noun,
          width: 16,
          grows: true,
          compare: byText(row => model.nameOf(row.name)),
          cell: (row, width, look) =>
            markedName(row.name, model.nameOf(row.name), model.identities, width, look),
          plain: row => row.name,
        },
        ...(columns?.(context) ?? []),
        ...tallyColumns<GroupRow>(total, [
          'responses',
          'input',
          'output',
          'cacheRead',
          'cacheWrite',
          'hits',
          'tokens',
          'cost',
        ]),
        {
          id: 'share',
          title: 'share',
          width: 13,
          leaves: 3,
          cell: (row, width, look) => [
            ...shareBar(usdOf(row), most, width - 6, look),
            styled(percentText(all > 0 ? usdOf(row) / all : undefined).padStart(6), look.theme.text.muted),
          ],
          plain: row => (all > 0 ? Math.round((usdOf(row) / all) * 1000) / 10 : 0),
        },
        ...compare,
        {
          id: 'over-time',
          title: 'over time',
          width: 16,
          leaves: 1,
          cell: (row, width, look) => sparkCell(merged(row.spark, width), width, look),
          plain: () => '',
        },
      ],
      sort: 'cost',
      hasTotal: true,
      totalLabel: '  total',
      empty: emptyText(context),
      opens: row => ({
        level: {
          kind: 'sessions',
          title: model.nameOf(row.name),
          scope: { from: model.span.from, to: model.span.to, [dimension]: row.name },
        },
      }),
      about: about && (row => about(row, context)),
    },
    tableState(view),
  );
}

/** The chart of the measure, over the whole width. */
export function chartPane(title: string): Pane {
  return {
    id: 'group-chart',
    title,
    row: 0,
    height: (screen: Size) => (screen.rows < 20 ? 0 : 'rest'),
    draw: props => drawChart(props),
  };
}

function drawChart({ model, view, size, screen, look }: PaneProps): readonly StyledLine[] {
  const room = panelRoom(size, screen);
  const measure = measureOf(view.measure);
  const input = chartInput(model);
  const { theme, glyphs } = look;
  const { trend, before, cursor } = model;
  const total = cursor === undefined ? trend.total : trend.totals[cursor]!;
  const title: StyledLine = [
    styled(measure.title, theme.text.strong),
    styled(
      ` ${glyphs.separator} ${measure.unit(look)}/${model.period} by ${model.dimension}${view.isLog ? ', log' : ''}`,
    ),
  ];
  const change = before
    ? ` ${changeText(measure.of(trend.total), measure.of(before.total))}  ${glyphs.separator} before ${measure.text(before.total, look)}`
    : '';
  const note: StyledLine = [
    styled(
      `${cursor === undefined ? rangeTitle(view.range, model.span) : bucketTitle(model.bucket, model.period, model.today)} `,
      theme.text.muted,
    ),
    styled(measure.text(total, look), theme.text.strong),
    styled(cursor === undefined ? change : '', theme.text.muted),
  ];
  const focus = focusOf(model, view);
  const lines = !hasChart(input, measure)
    ? [[styled(emptyWords(model, view), theme.text.muted)]]
    : chartWithLegend(
        chartData(input, measure, look),
        { mode: view.chart, isLog: view.isLog, cursor, focus },
        {
          entries: legendEntries(input, measure, model.nameOf, look, cursor),
          total: measure.isSum ? measure.text(total, look) : undefined,
          focus: focus === undefined ? undefined : model.nameOf(focus),
        },
        room,
        look,
        room.columns >= 60,
      );
  return panel({ title, note, lines }, size, screen, look);
}

/** Head, total and its rule, and the frame. */
const LINES_AROUND = 5;

/** All rows of a table, whatever is looked for in it, up to a bit more than half of the screen: a chart takes the rest. */
export function tableHeight(table: Table | undefined, { rows }: Size): number {
  const room = Math.floor((rows - 3) * 0.54);
  return Math.max(8, Math.min(room, (table?.ofCount ?? 0) + LINES_AROUND));
}

/** The table with a line about the selected row below it. */
export function tablePane(id: string): Pane {
  return {
    id,
    title: 'Rows',
    row: 1,
    height: (screen, { table }) => (screen.rows < 20 ? 'rest' : tableHeight(table, screen)),
    holdsTable: true,
    draw: ({ table, view, size, screen, look }) => {
      if (!table) return panel({ title: '', lines: [] }, size, screen, look);
      const state = tableState(view);
      const at = table.positionOf(state.selected);
      const about = at < 0 ? undefined : table.aboutAt(at, look);
      return drawTable(
        table,
        state,
        { size, screen, look },
        { foot: about ? about.map(part => part.text).join('') : undefined },
      );
    },
  };
}

export function groupScreen(spec: GroupScreen): Screen {
  const chart = chartPane(spec.title);
  const rows = tablePane(`${spec.dimension}-rows`);
  const chartAlone: Pane = { ...chart, height: () => 'rest' };
  const rowsAlone: Pane = { ...rows, height: () => 'rest' };
  return {
    split: spec.dimension,
    obeys: ['filters', 'measure', 'period'],
    hasChart: true,
    alone: ['chart', 'list'],
    hasRail: true,
    panes: ({ view }) =>
      view.zoom === 'chart' ? [chartAlone] : view.zoom === 'list' ? [rowsAlone] : [chart, rows],
    table: context => groupTable(context, spec),
    keys: [
      'help',
      'down',
      'open',
      'previous',
      'previous-used',
      'sort',
      'find',
      'range',
      'bars',
      'compare',
      'measure',
      'filter',
      'by-week',
      'copy-row',
      'export',
      'quit',
    ],
    words: { open: 'sessions' },
  };
}
