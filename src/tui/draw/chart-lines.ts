/**
 * A line per series, rasterised by asciichart. Where lines cross in a cell the bigger series has the colour; a focused
 * one is on top of all and the others dim. Marks are on the lines, so that they differ without colour.
 */
import { shareOn } from './axis.ts';
import { overlay, rasterise, resolutionOf } from './braille.ts';
import {
  blankCells,
  type Cells,
  type ChartSeries,
  columnOf,
  highest,
  inkOf,
  type PlotInput,
  putRecovered,
} from './plot.ts';
import { resample } from './resample.ts';
import type { Style } from './styled.ts';

/** Columns between two marks of one line. */
const MARK_EVERY = 14;

export function lineCells({ data, style, scale, size, look }: PlotInput): Cells {
  const { columns, rows } = size;
  const { across } = resolutionOf(look.glyphs);
  const cells = blankCells(size);
  const put = (values: readonly number[], ink: Style) => {
    const shares = resample(values, columns * across).map(value => shareOn(scale, value));
    rasterise(shares, rows, 1, look.glyphs).forEach((line, y) => {
      for (let x = 0; x < columns; x += 1) {
        const char = line[x] ?? ' ';
        if (char === ' ') continue;
        cells.chars[y]![x] = overlay(cells.chars[y]![x]!, char);
        cells.styles[y]![x] = ink;
      }
    });
  };
  if (data.before) putDots(data.before, cells, { data, style, scale, size, look });
  if (data.totals && data.series.length > 1) put(data.totals, look.theme.text.muted);
  const ordered = bottomUp(data.series, style.focus);
  for (const each of ordered) put(each.values, inkOf(each, style.focus));
  if (!style.isPlain)
    for (const each of ordered)
      putMarks(each, data.series.indexOf(each), cells, { data, style, scale, size, look });
  putRecovered(cells, { data, style, scale, size, look });
  return cells;
}

/** The order to draw in: small ones first, the focused one last. Series of zeros are left out. */
function bottomUp(series: readonly ChartSeries[], focus: string | undefined): readonly ChartSeries[] {
  return series
    .map(each => ({ each, rank: each.name === focus ? Number.POSITIVE_INFINITY : highest(each.values) }))
    .filter(({ each }) => highest(each.values) > 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ each }) => each);
}

function rowOf(share: number, rows: number): number {
  return Math.min(rows - 1, Math.max(0, rows - Math.ceil(share * rows)));
}

/** The series' own mark on its points, every few columns and at other places than those of its neighbours. */
function putMarks(
  each: ChartSeries,
  order: number,
  { chars, styles }: Cells,
  { style, scale, size, look }: PlotInput,
): void {
  const { columns, rows } = size;
  const ink = { ...inkOf(each, style.focus), bold: true };
  let next = 1 + ((order * 5) % MARK_EVERY);
  each.values.forEach((value, index) => {
    const x = columnOf(index, each.values.length, columns, 'lines', look);
    const isPeak = value === highest(each.values);
    if (!(value > 0) || (x < next && !isPeak)) return;
    const y = rowOf(shareOn(scale, value), rows);
    chars[y]![x] = each.mark;
    styles[y]![x] = ink;
    if (x >= next) next = x + MARK_EVERY;
  });
}

/** What was before, as dots behind everything. */
function putDots(
  values: readonly number[],
  { chars, styles }: Cells,
  { scale, size, look }: PlotInput,
): void {
  const { columns, rows } = size;
  values.forEach((value, index) => {
    if (!(value > 0)) return;
    const x = columnOf(index, values.length, columns, 'lines', look);
    const y = rowOf(shareOn(scale, value), rows);
    chars[y]![x] = look.glyphs.dotted;
    styles[y]![x] = look.theme.text.muted;
  });
}
