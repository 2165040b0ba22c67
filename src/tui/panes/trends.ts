/** Two line charts over the same days and the same few models or projects: tokens, and dollars. */
import { shortCount } from '../../core/format.ts';
import type { TrendSeries } from '../../reports/trend.ts';
import { type ChartData, chart } from '../draw/chart.ts';
import { framed, inside } from '../draw/frame.ts';
import { colourOf, markOf } from '../draw/identity.ts';
import { legendLines } from '../draw/legend.ts';
import type { Look } from '../draw/look.ts';
import { costIn } from '../draw/money.ts';
import { styled } from '../draw/styled.ts';
import type { View } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import { hasUsage, type Pane, type PaneProps } from './pane.ts';

const PLACE = { row: 1, height: () => 'rest' as const, when: hasUsage };

export const usageTrendPane: Pane = {
  id: 'usage-trend',
  title: 'Usage trend',
  ...PLACE,
  draw: props =>
    trend(props, 'tokens/day', props.model.charts.tokens, series => shortCount(series.tally.total)),
};

export const costTrendPane: Pane = {
  id: 'cost-trend',
  title: 'Cost trend',
  ...PLACE,
  draw: props =>
    trend(props, `${props.look.currency?.code ?? '$'}/day`, props.model.charts.money, series =>
      costIn(series.cost, props.look),
    ),
};

function trend(
  { model, view, size, look }: PaneProps,
  unit: string,
  data: ChartData,
  total: (series: TrendSeries) => string,
) {
  const room = inside(size);
  const title = `${data === model.charts.money ? 'Cost' : 'Usage'} trend ${look.glyphs.separator} ${unit}`;
  const entries = model.trend.series.map(series => ({
    name: model.nameOf(series.name),
    mark: markOf(series.name, model.identities, look.glyphs),
    colour: colourOf(series.name, model.identities, look.theme),
    text: total(series),
  }));
  const focus = model.trend.series.some(series => series.name === view.selected) ? view.selected : undefined;
  const names = legendLines(entries, room.columns, legendRows(room.rows), look, focus && model.nameOf(focus));
  const space = { columns: room.columns, rows: room.rows - names.length };
  const lines =
    entries.length === 0
      ? [[styled(emptyWords(model, view), look.theme.text.muted)]]
      : [...names, ...chart(coloured(data, model, look), space, look, focus)];
  return framed({ title, note: view.range.title, lines }, size, look);
}

/** A high chart can spare a row or two for naming every line. */
function legendRows(rows: number): number {
  return rows >= 16 ? 3 : rows >= 9 ? 2 : 1;
}

function emptyWords({ isRead }: ViewModel, { range }: View): string {
  if (!isRead) return 'Reading the logs...';
  return range.days === undefined ? 'Nothing was used yet.' : `Nothing was used in the last ${range.title}.`;
}

/** Charts are remembered by the identity of their data, so data in a theme's colours must be remembered as well. */
const inColours = new WeakMap<ChartData, Map<string, ChartData>>();

function coloured(data: ChartData, model: ViewModel, { theme }: Look): ChartData {
  const known = inColours.get(data) ?? new Map<string, ChartData>();
  inColours.set(data, known);
  const made = known.get(theme.key) ?? {
    ...data,
    series: data.series.map(each => ({ ...each, colour: colourOf(each.name, model.identities, theme) })),
  };
  known.set(theme.key, made);
  return made;
}
