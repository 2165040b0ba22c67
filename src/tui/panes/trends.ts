/** Two line charts over the same days and the same few models or projects: tokens, and dollars. */
import { shortCount } from '../../core/format.ts';
import type { TrendSeries } from '../../reports/trend.ts';
import { type ChartData, chart, type Look } from '../draw/chart.ts';
import { framed, inside } from '../draw/frame.ts';
import { colourOf, markOf } from '../draw/identity.ts';
import { legendLines } from '../draw/legend.ts';
import { costIn } from '../draw/money.ts';
import { run } from '../draw/runs.ts';
import type { Scene } from '../scene.ts';
import type { View } from '../view.ts';
import type { Pane, PaneProps } from './pane.ts';

export const usageTrendPane: Pane = {
  id: 'usage-trend',
  title: 'Usage trend',
  draw: props =>
    trend(props, 'tokens/day', props.scene.charts.tokens, series => shortCount(series.tally.total)),
};

export const costTrendPane: Pane = {
  id: 'cost-trend',
  title: 'Cost trend',
  draw: props =>
    trend(props, `${props.look.currency?.code ?? '$'}/day`, props.scene.charts.money, series =>
      costIn(series.cost, props.look),
    ),
};

function trend(
  { scene, view, size, look }: PaneProps,
  unit: string,
  data: ChartData,
  total: (series: TrendSeries) => string,
) {
  const room = inside(size);
  const title = `${data === scene.charts.money ? 'Cost' : 'Usage'} trend ${look.glyphs.separator} ${unit}`;
  const entries = scene.trend.series.map(series => ({
    name: scene.nameOf(series.name),
    mark: markOf(series.name, scene.identities, look.glyphs),
    colour: colourOf(series.name, scene.identities, look.theme),
    text: total(series),
  }));
  const focus = scene.trend.series.some(series => series.name === view.selected) ? view.selected : undefined;
  const names = legendLines(entries, room.columns, legendRows(room.rows), look, focus && scene.nameOf(focus));
  const space = { columns: room.columns, rows: room.rows - names.length };
  const lines =
    entries.length === 0
      ? [[run(emptyWords(scene, view), look.theme.text.muted)]]
      : [...names, ...chart(coloured(data, scene, look), space, look, focus)];
  return framed({ title, note: view.range.title, lines }, size, look);
}

/** A high chart can spare a row or two for naming every line. */
function legendRows(rows: number): number {
  return rows >= 16 ? 3 : rows >= 9 ? 2 : 1;
}

function emptyWords({ isRead }: Scene, { range }: View): string {
  if (!isRead) return 'Reading the logs...';
  return range.days === undefined ? 'Nothing was used yet.' : `Nothing was used in the last ${range.title}.`;
}

/** Charts are remembered by the identity of their data, so data in a theme's colours must be remembered as well. */
const inColours = new WeakMap<ChartData, Map<string, ChartData>>();

function coloured(data: ChartData, scene: Scene, { theme }: Look): ChartData {
  const known = inColours.get(data) ?? new Map<string, ChartData>();
  inColours.set(data, known);
  const made = known.get(theme.key) ?? {
    ...data,
    series: data.series.map(each => ({ ...each, colour: colourOf(each.name, scene.identities, theme) })),
  };
  known.set(theme.key, made);
  return made;
}
