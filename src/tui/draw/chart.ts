/**
 * Charts over buckets of time: numbers up the side, lines or stacked bars, dates along the foot, and the marks of the
 * cursor and of what is not over yet. Data and a size in, lines out, each exactly as wide as the size.
 */
import { LRUCache } from 'lru-cache';
import { logScaleOf, type Measure, placeLabels, type Scale, scaleOf, shareOn } from './axis.ts';
import { levelOf, resolutionOf } from './braille.ts';
import { lineCells } from './chart-lines.ts';
import { stackCells } from './chart-stack.ts';
import type { Look, Size } from './look.ts';
import { barOf, type ChartData, type ChartStyle, columnOf, highest } from './plot.ts';
import { type Style, type StyledLine, type StyledText, styled } from './styled.ts';

/** Drawn charts by their data. Stale when the data is another object, which is when the old one is collected. */
const drawn = new WeakMap<ChartData, LRUCache<string, readonly StyledLine[]>>();

export function chart(data: ChartData, style: ChartStyle, size: Size, look: Look): readonly StyledLine[] {
  const known = drawn.get(data) ?? new LRUCache<string, readonly StyledLine[]>({ max: 8 });
  drawn.set(data, known);
  const { mode, isLog, cursor, focus, isPlain } = style;
  const key = [
    ...[size.columns, size.rows, look.glyphs.id, look.theme.key],
    ...[mode, isLog, cursor, focus, isPlain],
  ].join(' ');
  const lines = known.get(key) ?? draw(data, style, size, look);
  known.set(key, lines);
  return lines;
}

/** From this height on there is a row for a base line above the dates. */
const ROWS_FOR_BASE = 6;

function draw(data: ChartData, style: ChartStyle, size: Size, look: Look): readonly StyledLine[] {
  const rowsBelow = style.isPlain ? 0 : size.rows >= ROWS_FOR_BASE ? 2 : 1;
  const rows = Math.max(1, size.rows - rowsBelow);
  const scale = scaleFor(data, style, rows);
  const side = sideOf(scale, rows, data.measure, look);
  const columns = Math.max(1, size.columns - side.width);
  const input = { data, style, scale, size: { columns, rows }, look };
  const cells = style.mode === 'bars' && !style.isLog ? stackCells(input) : lineCells(input);
  const plot = cells.chars.map((line, y) => joined(line, cells.styles[y]!));
  const below = belowOf(data, style, side.width, columns, look);
  const lines = [...plot.map((line, y) => [...side.rows[y]!, ...line]), ...below.slice(2 - rowsBelow)];
  return lines.slice(0, size.rows);
}

function scaleFor(
  { series, totals, before, recovered, reach = 0, measure }: ChartData,
  { isLog }: ChartStyle,
  rows: number,
): Scale {
  const all = [
    ...series.map(each => each.values),
    [reach],
    totals ?? [],
    before ?? [],
    tops(totals, recovered),
  ];
  if (isLog) return logScaleOf(all.flat(), measure);
  return scaleOf(
    all.reduce((most, values) => Math.max(most, highest(values)), 0),
    rows,
    measure,
  );
}

/** Where a bucket holds both, what is remembered stands on what was measured. */
function tops(totals: readonly number[] = [], recovered: readonly number[] = []): readonly number[] {
  return recovered.map((value, i) => (value > 0 ? value + (totals[i] ?? 0) : 0));
}

/** The columns of a plot, and the base line and the dates below it, for charts that share them. */
export function footOf(data: ChartData, style: ChartStyle, size: Size, look: Look): readonly StyledLine[] {
  const { width } = sideOf(scaleFor(data, style, size.rows), size.rows, data.measure, look);
  return belowOf(data, style, width, Math.max(1, size.columns - width), look);
}

/** The numbers and the upright line, one entry per row. */
function sideOf(scale: Scale, rows: number, measure: Measure, { glyphs, theme }: Look) {
  const { down } = resolutionOf(glyphs);
  const labels = Array<string>(rows).fill('');
  for (const tick of scale.ticks) {
    // Zero is the base line, which has its own label.
    const fromBelow = Math.ceil(levelOf(shareOn(scale, tick), 1, rows * down) / down) - 1;
    if (tick > 0) labels[rows - 1 - Math.max(0, fromBelow)] = measure.label(tick, scale.step);
  }
  const zero = scale.isLog ? '' : measure.label(0, scale.step);
  const width = labels.reduce((most, label) => Math.max(most, label.length), zero.length) + 1;
  return {
    width,
    rows: labels.map(label => [
      styled(label.padStart(width - 1), theme.text.muted),
      styled(label === '' ? glyphs.axis.side : glyphs.axis.tick, theme.border.idle),
    ]),
  };
}

/** The base line with the marks of cursor and unfinished bucket, and the dates. */
function belowOf(
  { labels, measure, isUnfinished }: ChartData,
  { cursor, mode, isLog }: ChartStyle,
  left: number,
  columns: number,
  look: Look,
): StyledLine[] {
  const { glyphs, theme } = look;
  const at = (index: number) => columnOf(index, labels.length, columns, isLog ? 'lines' : mode, look);
  const used = Math.min(columns, labels.length > 0 ? at(labels.length - 1) + 1 : columns);
  const placed = placeLabels(labels, Math.max(used, Math.min(columns, used + 4)), at);
  const base: StyledText[] = Array.from({ length: columns }, () =>
    styled(glyphs.axis.base, theme.border.idle),
  );
  let dates = '';
  for (const { text, start } of placed) dates = dates.padEnd(start) + text;
  if (isUnfinished && labels.length > 0) {
    const { start, width } =
      mode === 'bars' && !isLog
        ? barOf(labels.length - 1, labels.length, columns)
        : { start: at(labels.length - 1), width: 1 };
    for (let x = start; x < Math.min(columns, start + width); x += 1)
      base[x] = styled(glyphs.unfinished, theme.text.accent);
  }
  if (cursor !== undefined && cursor >= 0 && cursor < labels.length) {
    base[Math.min(columns - 1, at(cursor))] = styled(glyphs.cursor, theme.text.current);
  }
  const zero = isLog ? '' : measure.label(0, 1);
  return [
    [
      styled(zero.padStart(left - 1).slice(-(left - 1) || undefined), theme.text.muted),
      styled(glyphs.axis.corner, theme.border.idle),
      ...joined(
        base.map(part => part.text),
        base,
      ),
    ],
    [styled(' '.repeat(left) + dates.slice(0, columns).padEnd(columns), theme.text.muted)],
  ];
}

/** Joins neighbours of one style. */
function joined(chars: readonly string[], styles: readonly Style[]): StyledLine {
  const line: StyledText[] = [];
  let start = 0;
  for (let x = 1; x <= chars.length; x += 1) {
    if (x < chars.length && isSameStyle(styles[x]!, styles[start]!)) continue;
    const { colour, ground, bold, dim, inverse } = styles[start] ?? {};
    line.push({ text: chars.slice(start, x).join(''), colour, ground, bold, dim, inverse });
    start = x;
  }
  return line;
}

function isSameStyle(a: Style, b: Style): boolean {
  return (
    a.colour === b.colour &&
    a.ground === b.ground &&
    a.bold === b.bold &&
    a.dim === b.dim &&
    a.inverse === b.inverse
  );
}
