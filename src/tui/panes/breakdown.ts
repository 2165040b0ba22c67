/** What the day, or the bucket under the cursor, was made of: a bar per name, by tokens on the left and by cost on the right. */

import { clean, displayWidth, fitTo } from '../../core/width.ts';
import type { BreakdownRow } from '../../reports/breakdown.ts';
import { Tally } from '../../rollup/tally.ts';
import { bar } from '../draw/bars.ts';
import { colourOf, markOf, markStyle } from '../draw/identity.ts';
import type { Look, Size } from '../draw/look.ts';
import { isNarrow, panel, panelRoom } from '../draw/panel.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import type { Content } from '../layout.ts';
import { type MeasureOf, measureOf, percentText } from '../measure.ts';
import { bucketTitle, dayTitle } from '../range.ts';
import { windowTop } from '../table.ts';
import { tableState } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import { hasUsage, type Pane, type PaneProps } from './pane.ts';
import { leftMeasure } from './trends.ts';

/** The total, and the frame above and below. */
const LINES_AROUND = 3;

/** As many rows as the range has names, so that a step of the cursor moves nothing; charts take the rest. */
const PLACE = {
  row: 2,
  height(screen: Size, { model }: Content): number | 'rest' {
    if (isNarrow(screen) || screen.rows < 14) return 'rest';
    const names = model.trend.series.length + (model.trend.others?.count ?? 0);
    const most = Math.min(14, Math.max(6, Math.floor(screen.rows * 0.26)));
    return Math.max(6, Math.min(most, names + LINES_AROUND));
  },
  when: hasUsage,
};

export const tokensPane: Pane = {
  ...PLACE,
  id: 'breakdown-tokens',
  title: "Today's tokens",
  hides: isNarrow,
  draw: props => breakdown(props, leftMeasure(props.view)),
};

export const costPane: Pane = {
  ...PLACE,
  id: 'breakdown-cost',
  title: "Today's cost",
  draw: props => breakdown(props, measureOf(props.view.measure)),
};

function breakdown(
  { model, view, size, screen, look }: PaneProps,
  measure: MeasureOf,
): readonly StyledLine[] {
  const room = panelRoom(size, screen);
  const rows = rowsBy(model.rows, measure);
  const total = totalOf(model.rows);
  const page = room.rows > 4 ? room.rows - 1 : room.rows;
  const selected = tableState(view).selected;
  const at = rows.findIndex(row => row.name === selected);
  const top = at < 0 ? 0 : windowTop(at, rows.length, page);
  const shown = rows.slice(top, top + page);
  const widths = widthsOf(rows, model, measure, room, screen, look);
  const longest = rows.reduce((most, row) => Math.max(most, measure.of(row.tally)), 0);
  const lines: StyledLine[] = shown.map(row =>
    barLine(row, model, { measure, widths, longest, total, isSelected: row.name === selected }, look),
  );
  if (shown.length === 0) lines.push([styled(emptyWords(model), look.theme.text.muted)]);
  else if (room.rows > lines.length) lines.push(totalLine(total, measure, widths, look));
  const name = bucketTitle(model.bucket, model.period, model.today);
  const words =
    room.columns >= 46 ? `${measure.title.toLowerCase()} by ${model.dimension}` : measure.title.toLowerCase();
  const isPart = rows.length > shown.length;
  const above = top > 0 ? `${look.glyphs.isAscii ? '^' : '↑'}${top} ` : '';
  return panel(
    {
      title: [
        styled(
          isNarrow(screen) ? `${name.replace(' so far', '')} by ${model.dimension}` : name,
          look.theme.text.strong,
        ),
        ...(isNarrow(screen) ? [] : [styled(` ${look.glyphs.separator} ${words}`)]),
      ],
      note: noteOf(model, total, measure, room, above, look),
      foot: isPart ? `${top + 1}-${top + shown.length} of ${rows.length}` : undefined,
      lines,
      selected: at >= top && at >= 0 ? at - top : undefined,
    },
    size,
    screen,
    look,
  );
}

/** Each pane by its own measure. */
function rowsBy(rows: readonly BreakdownRow[], measure: MeasureOf): readonly BreakdownRow[] {
  if (measure.id === 'cost') return rows;
  return [...rows].sort((a, b) => measure.of(b.tally) - measure.of(a.tally));
}

function totalOf(rows: readonly BreakdownRow[]): Tally {
  const total = new Tally();
  for (const row of rows) total.absorb(row.tally);
  return total;
}

interface Widths {
  readonly name: number;
  readonly bar: number;
  readonly tokens: number;
  readonly value: number;
  readonly share: number;
}

/** The names as long as they are, up to two fifths; the bar has what is left. */
function widthsOf(
  rows: readonly BreakdownRow[],
  model: ViewModel,
  measure: MeasureOf,
  room: Size,
  screen: Size,
  look: Look,
): Widths {
  const seen = rows.slice(0, 200);
  const longest = seen.reduce(
    (most, row) => Math.max(most, displayWidth(clean(model.nameOf(row.name), look.glyphs))),
    5,
  );
  const value = seen.reduce((most, row) => Math.max(most, measure.text(row.tally, look).length), 8) + 1;
  const share = measure.isSum && room.columns >= 46 ? 6 : 0;
  // Narrow screens show both measures in one list.
  const tokens = isNarrow(screen) && measure.id !== 'tokens' ? 9 : 0;
  const name = Math.min(longest, Math.max(8, Math.floor(room.columns * 0.36)));
  const left = room.columns - 2 - name - 1 - value - share - tokens;
  return { name: left < 0 ? Math.max(4, name + left) : name, bar: Math.max(0, left), tokens, value, share };
}

interface BarStyle {
  readonly measure: MeasureOf;
  readonly widths: Widths;
  readonly longest: number;
  readonly total: Tally;
  readonly isSelected: boolean;
}

function barLine(row: BreakdownRow, model: ViewModel, style: BarStyle, look: Look): StyledLine {
  const { measure, widths, longest, total, isSelected } = style;
  const { glyphs, theme } = look;
  const colour = colourOf(row.name, model.identities, theme) ?? theme.text.muted.colour;
  const mark = markOf(row.name, model.identities, glyphs);
  const value = measure.of(row.tally);
  const all = measure.of(total);
  const name = clean(model.nameOf(row.name), glyphs);
  const shown = fitTo(name, widths.name, glyphs);
  const label = isSelected ? shown.trimEnd() : shown;
  const filled = bar(longest > 0 ? value / longest : 0, widths.bar, glyphs);
  const fills = glyphs.isAscii ? filled.replaceAll('#', mark) : filled;
  return [
    styled(`${mark} `, markStyle(row.name, model.identities, theme)),
    styled(label, isSelected ? theme.text.selected : {}),
    styled(`${' '.repeat(shown.length - label.length)} `),
    styled(fills, { colour }),
    ...(widths.tokens > 0
      ? [
          styled(
            fitTo(measureOf('tokens').text(row.tally, look), widths.tokens, glyphs, 'right'),
            theme.text.muted,
          ),
        ]
      : []),
    styled(
      fitTo(measure.text(row.tally, look), widths.value, glyphs, 'right'),
      isSelected ? theme.text.strong : {},
    ),
    ...(widths.share > 0
      ? [
          styled(
            fitTo(percentText(all > 0 ? value / all : undefined), widths.share, glyphs, 'right'),
            theme.text.muted,
          ),
        ]
      : []),
  ];
}

function totalLine(total: Tally, measure: MeasureOf, widths: Widths, look: Look): StyledLine {
  const { glyphs, theme } = look;
  return [
    styled(fitTo('  total', 2 + widths.name + 1 + widths.bar, glyphs), theme.text.muted),
    ...(widths.tokens > 0
      ? [
          styled(
            fitTo(measureOf('tokens').text(total, look), widths.tokens, glyphs, 'right'),
            theme.text.muted,
          ),
        ]
      : []),
    styled(fitTo(measure.text(total, look), widths.value, glyphs, 'right'), theme.text.strong),
    ...(widths.share > 0 ? [styled(fitTo('100 %', widths.share, glyphs, 'right'), theme.text.muted)] : []),
  ];
}

function noteOf(
  model: ViewModel,
  total: Tally,
  measure: MeasureOf,
  room: Size,
  above: string,
  look: Look,
): StyledLine {
  if (!model.isRead) return [];
  const { bucket } = model;
  const isDay = bucket.from === bucket.to;
  const day =
    isDay && room.columns >= 46 && bucket.to === model.today
      ? `${dayTitle(bucket.to).replace(/ \d{4}-/, ' ')}  `
      : '';
  return [
    styled(`${above}${day}`, look.theme.text.muted),
    styled(total.events === 0 ? '' : measure.text(total, look), look.theme.text.strong),
  ].filter(part => part.text !== '');
}

function emptyWords({ bucket, today, tallies, isRead }: ViewModel): string {
  if (!isRead) return 'Reading the logs...';
  if (bucket.to !== today) return 'No usage on this day.';
  return tallies.order.length > 0 ? 'No usage today yet. Press < for the last day with usage.' : 'No usage.';
}
