/** Two charts over the same buckets and the same few names: tokens, and cost or what else the view measures. */
import { chartData, chartInput, hasChart, legendEntries } from '../chart-data.ts';
import { chartWithLegend } from '../draw/chart-panel.ts';
import { fill } from '../draw/frame.ts';
import type { Look, Size } from '../draw/look.ts';
import { isNarrow, panel, panelRoom } from '../draw/panel.ts';
import { tallSpark } from '../draw/spark.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { changeText, type MeasureOf, measureOf } from '../measure.ts';
import { bucketTitle, dayTitle, rangeTitle } from '../range.ts';
import { tableState, type View } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import { hasUsage, type Pane, type PaneProps } from './pane.ts';

const PLACE = {
  row: 1,
  height: (screen: Size) =>
    isNarrow(screen) ? (screen.rows < 14 ? 0 : 3) : screen.rows < 14 ? 0 : ('rest' as const),
  when: hasUsage,
};

/** The left one of twins shows tokens, unless the right one does. */
export function leftMeasure(view: View): MeasureOf {
  return measureOf(
    view.measure === 'cost' || view.measure === 'hits' || view.measure === 'responses' ? 'tokens' : 'cost',
  );
}

export const usageTrendPane: Pane = {
  ...PLACE,
  id: 'usage-trend',
  title: 'Usage trend',
  // One chart is enough where there is no room for two.
  hides: isNarrow,
  draw: props => trendPanel(props, leftMeasure(props.view)),
};

export const costTrendPane: Pane = {
  ...PLACE,
  id: 'cost-trend',
  title: 'Cost trend',
  draw: props =>
    isNarrow(props.screen)
      ? sparkPanel(props, measureOf(props.view.measure))
      : trendPanel(props, measureOf(props.view.measure)),
};

export function trendPanel(props: PaneProps, measure: MeasureOf): readonly StyledLine[] {
  const { model, view, size, screen, look } = props;
  const room = panelRoom(size, screen);
  const input = chartInput(model);
  const name = measure.id === 'tokens' ? 'Usage trend' : `${measure.title} trend`;
  const unit = `${measure.unit(look)}/${model.period}`;
  const title: StyledLine = [
    styled(name, look.theme.text.strong),
    ...(room.columns >= 46 ? [styled(` ${look.glyphs.separator} ${unit}${view.isLog ? ', log' : ''}`)] : []),
  ];
  const focus = focusOf(model, view);
  const lines = !hasChart(input, measure)
    ? [[styled(emptyWords(model, view), look.theme.text.muted)]]
    : chartWithLegend(
        chartData(input, measure, look),
        { mode: view.chart, isLog: view.isLog, cursor: model.cursor, focus },
        {
          entries: legendEntries(input, measure, model.nameOf, look, model.cursor),
          total: measure.isSum ? measure.text(totalOf(model), look) : undefined,
          focus: focus === undefined ? undefined : model.nameOf(focus),
        },
        room,
        look,
      );
  return panel({ title, note: noteOf(model, view, measure, room, look), lines }, size, screen, look);
}

function totalOf({ trend, cursor }: ViewModel) {
  return cursor === undefined ? trend.total : trend.totals[cursor]!;
}

/** The range with its sum, and the change against the one before. */
function noteOf(model: ViewModel, view: View, measure: MeasureOf, room: Size, look: Look): StyledLine {
  const { trend, before, span, cursor, bucket, today, period } = model;
  if (!model.isRead) return [];
  const isShort = room.columns < 46;
  const text = cursor === undefined ? rangeTitle(view.range, span) : bucketTitle(bucket, period, today);
  const title = isShort ? text.replace(' days', ' d').replace(/(\w{3}) \d{4}-/, '$1 ') : text;
  const sum = measure.text(totalOf(model), look);
  const line: StyledLine = [
    styled(`${title}${isShort ? ' ' : '  '}`, look.theme.text.muted),
    styled(sum, look.theme.text.strong),
  ];
  if (!before || cursor !== undefined || !measure.isSum) return line;
  const change = changeText(measure.of(trend.total), measure.of(before.total));
  const words =
    room.columns >= 70
      ? `${change}  ${look.glyphs.separator} before ${measure.text(before.total, look)}`
      : change;
  return [...line, styled(` ${words}`, look.theme.text.muted)];
}

/** The selected row's series is emphasised. */
export function focusOf(model: ViewModel, view: View): string | undefined {
  const { selected } = tableState(view);
  return model.trend.series.some(series => series.name === selected) ? selected : undefined;
}

/** Two rows of a sparkline in place of both charts. */
function sparkPanel(
  { model, view, size, screen, look }: PaneProps,
  measure: MeasureOf,
): readonly StyledLine[] {
  const { trend, cursor, today, bucket, buckets, period } = model;
  const values = trend.totals.map(tally => measure.of(tally));
  const peak = values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
  const rows = Math.max(1, size.rows - 1);
  const top = trend.totals[peak];
  const sideText = top && model.isRead ? measure.text(top, look) : '';
  const side = Math.max(8, sideText.length + 1);
  const shown = values.slice(-(size.columns - side - 24));
  const spark = tallSpark(shown, rows, look.glyphs);
  const isUp = cursor !== undefined;
  const words = !model.isRead
    ? []
    : [
        trend.totals.length > 0 ? `top ${dayTitle(buckets[peak]!.from).replace(/ \d{4}-/, ' ')}` : '',
        isUp
          ? `${bucketTitle(bucket, period, today).replace(/ \d{4}-/, ' ')} ${measure.text(trend.totals[cursor]!, look)}`
          : trend.totals.length > 0
            ? `today ${measure.text(trend.totals.at(-1)!, look)} so far`
            : '',
      ];
  const lines = spark.map(
    (row, y): StyledLine => [
      styled((y === 0 ? sideText : '').padStart(side - 1), look.theme.text.muted),
      styled(' '),
      styled(row, look.theme.text.accent),
      styled(`  ${words[y] ?? ''}`, look.theme.text.muted),
    ],
  );
  const title: StyledLine = [
    styled(measure.title, look.theme.text.strong),
    styled(` ${look.glyphs.separator} ${measure.unit(look)}/${period}`),
  ];
  return panel(
    {
      title,
      note: noteOf(model, view, measure, { columns: 50, rows: 3 }, look),
      lines: lines.map(line => fill(line, size.columns - 2, look)),
    },
    size,
    screen,
    look,
  );
}

export function emptyWords({ isRead }: ViewModel, { range }: View): string {
  if (!isRead) return 'Reading the logs...';
  return range.id === 'all' ? 'Nothing was used yet.' : 'No usage in this range.';
}
