/**
 * A line chart: numbers up the side, one line per series, dates along the bottom. Data and a size in, lines of line
 * out, each exactly as wide as asked. Where lines cross in a cell the bigger series has the colour; a focused one is
 * on top of all and the others dim.
 */
import { LRUCache } from 'lru-cache';
import type { Theme } from '../theme.ts';
import { type Measure, placeLabels, type Scale, scaleOf } from './axis.ts';
import { levelOf, overlay, rasterise, resolutionOf } from './braille.ts';
import type { Look, Size } from './look.ts';
import { dotOf, resample } from './resample.ts';
import { type Colour, type Style, type StyledLine, type StyledText, styled } from './styled.ts';

export interface ChartSeries {
  readonly name: string;
  /** One value per label. */
  readonly values: readonly number[];
  readonly colour?: Colour;
}

/** What is drawn. Treat it as frozen: a chart is remembered by the identity of this object. */
export interface ChartData {
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly measure: Measure;
}

/** Drawn charts by their data. Stale when the data is another object, which is when the old one is collected. */
const drawn = new WeakMap<ChartData, LRUCache<string, readonly StyledLine[]>>();

/** Draws a chart into `size`; `focus` names a series to bring to the front. */
export function chart(data: ChartData, size: Size, look: Look, focus?: string): readonly StyledLine[] {
  const known = drawn.get(data) ?? new LRUCache<string, readonly StyledLine[]>({ max: 8 });
  drawn.set(data, known);
  const key = [size.columns, size.rows, look.glyphs.id, look.theme.key, focus].join(' ');
  const lines = known.get(key) ?? draw(data, size, look, focus);
  known.set(key, lines);
  return lines;
}

/** From this height on there is a row for a base line above the dates. */
const ROWS_FOR_BASE = 6;

function draw(
  data: ChartData,
  { columns, rows }: Size,
  look: Look,
  focus: string | undefined,
): readonly StyledLine[] {
  const rowsBelow = rows >= ROWS_FOR_BASE ? 2 : 1;
  const plotRows = Math.max(1, rows - rowsBelow);
  const max = Math.max(0, ...data.series.map(each => highest(each.values)));
  const scale = scaleOf(max, plotRows, data.measure);
  const side = sideOf(scale, plotRows, data.measure, look);
  const plotColumns = Math.max(1, columns - side.width);
  const plot = plotOf(data.series, { columns: plotColumns, rows: plotRows }, scale, look, focus);
  const below = belowOf(data.labels, side.width, plotColumns, look);
  const lines = [...plot.map((line, y) => [...side.rows[y]!, ...line]), ...below.slice(2 - rowsBelow)];
  return lines.slice(0, rows);
}

function highest(values: readonly number[]): number {
  return values.reduce((most, value) => (value > most && Number.isFinite(value) ? value : most), 0);
}

/** The numbers and the upright line, one entry per row. */
function sideOf(scale: Scale, rows: number, measure: Measure, { glyphs, theme }: Look) {
  const { down } = resolutionOf(glyphs);
  const labels = Array<string>(rows).fill('');
  for (const tick of scale.ticks) {
    const fromBelow = Math.ceil(levelOf(tick, scale.top, rows * down) / down) - 1;
    labels[rows - 1 - Math.max(0, fromBelow)] = measure.say(tick, scale.step);
  }
  const width = Math.max(...labels.map(label => label.length)) + 1;
  return {
    width,
    rows: labels.map(label => [
      styled(label.padStart(width - 1), theme.text.muted),
      styled(label === '' ? glyphs.axis.side : glyphs.axis.tick, lineStyle(theme)),
    ]),
  };
}

/** The base line with a notch for each date, and the dates. */
function belowOf(
  labels: readonly string[],
  left: number,
  columns: number,
  { glyphs, theme }: Look,
): StyledLine[] {
  const { across } = resolutionOf(glyphs);
  const placed = placeLabels(labels, columns, index =>
    Math.floor(dotOf(index, labels.length, columns * across) / across),
  );
  const base = Array<string>(columns).fill(glyphs.axis.base);
  let dates = '';
  for (const { text, start, anchor } of placed) {
    base[anchor] = glyphs.axis.date;
    dates = dates.padEnd(start) + text;
  }
  return [
    [styled(`${' '.repeat(left - 1)}${glyphs.axis.corner}${base.join('')}`, lineStyle(theme))],
    [styled(' '.repeat(left) + dates.padEnd(columns), theme.text.muted)],
  ];
}

/** The lines of all series, merged into rows of line. */
function plotOf(
  series: readonly ChartSeries[],
  { columns, rows }: Size,
  scale: Scale,
  look: Look,
  focus: string | undefined,
): readonly StyledLine[] {
  const { across } = resolutionOf(look.glyphs);
  const chars = Array.from({ length: rows }, () => Array<string>(columns).fill(' '));
  const owners = Array.from({ length: rows }, () => Array<ChartSeries | undefined>(columns));
  for (const each of bottomUp(series, focus)) {
    const raster = rasterise(resample(each.values, columns * across), rows, scale.top, look.glyphs);
    raster.forEach((line, y) => {
      for (let x = 0; x < columns; x += 1) {
        const char = line[x] ?? ' ';
        if (char === ' ') continue;
        chars[y]![x] = overlay(chars[y]![x]!, char);
        owners[y]![x] = each;
      }
    });
  }
  return chars.map((line, y) => toRuns(line, owners[y]!, focus));
}

/** The order to draw in: small ones first, the focused one last. Series of zeros are left out. */
function bottomUp(series: readonly ChartSeries[], focus: string | undefined): readonly ChartSeries[] {
  return series
    .map(each => ({ each, rank: each.name === focus ? Number.POSITIVE_INFINITY : highest(each.values) }))
    .filter(({ each }) => highest(each.values) > 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ each }) => each);
}

/** Joins neighbours of one owner. */
function toRuns(
  chars: readonly string[],
  owners: readonly (ChartSeries | undefined)[],
  focus?: string,
): StyledLine {
  const line: StyledText[] = [];
  let start = 0;
  for (let x = 1; x <= chars.length; x += 1) {
    if (x < chars.length && owners[x] === owners[start]) continue;
    line.push(styled(chars.slice(start, x).join(''), seriesStyle(owners[start], focus)));
    start = x;
  }
  return line;
}

function seriesStyle(series: ChartSeries | undefined, focus: string | undefined): Style {
  if (!series) return {};
  return { colour: series.colour, dim: focus !== undefined && series.name !== focus };
}

function lineStyle({ border, text }: Theme): Style {
  return border.idle ? { colour: border.idle } : text.muted;
}
