/** What a chart draws, and the place of a bucket in its plot: shared by lines and stacks. */
import { type Measure, type Scale, shareOn } from './axis.ts';
import { resolutionOf } from './braille.ts';
import type { Look, Size } from './look.ts';
import { dotOf } from './resample.ts';
import type { Colour, Style } from './styled.ts';

export interface ChartSeries {
  readonly name: string;
  readonly mark: string;
  readonly colour?: Colour;
  /** One value per label. */
  readonly values: readonly number[];
}

/** What is drawn. Treat it as frozen: a chart is remembered by the identity of this object. */
export interface ChartData {
  /** One per bucket. */
  readonly labels: readonly string[];
  readonly measure: Measure;
  /** In the order of the legend; stacks begin with the first at the foot. */
  readonly series: readonly ChartSeries[];
  /** Of all series, by bucket; absent where a sum would mean nothing. */
  readonly totals?: readonly number[];
  /** The totals of the period before, by bucket. */
  readonly before?: readonly number[];
  /** What is remembered of a bucket and in no sum. */
  readonly recovered?: readonly number[];
  /** The least that the axis reaches to: charts beside each other have one. */
  readonly reach?: number;
  /** Whether the last bucket is not over. */
  readonly isUnfinished?: boolean;
}

export interface ChartStyle {
  readonly mode: 'lines' | 'bars';
  readonly isLog?: boolean;
  /** The bucket that the cursor is on. */
  readonly cursor?: number;
  /** The emphasised series. */
  readonly focus?: string;
  /** The plot alone, without base line and dates; its lines have no marks. */
  readonly isPlain?: boolean;
}

/** A plot as cells: a character and its style each. */
export interface Cells {
  readonly chars: string[][];
  readonly styles: Style[][];
}

export interface PlotInput {
  readonly data: ChartData;
  readonly style: ChartStyle;
  readonly scale: Scale;
  readonly size: Size;
  readonly look: Look;
}

export function highest(values: readonly number[]): number {
  return values.reduce((most, value) => (value > most && Number.isFinite(value) ? value : most), 0);
}

/** The column of a bucket in the plot. */
export function columnOf(
  index: number,
  count: number,
  columns: number,
  mode: ChartStyle['mode'],
  look: Look,
): number {
  if (mode === 'bars') return barOf(index, count, columns).start;
  const { across } = resolutionOf(look.glyphs);
  return Math.floor(dotOf(index, count, columns * across) / across);
}

/** The place and width of a bar: gaps where there is room for them, two columns where there is more. */
export function barOf(index: number, count: number, columns: number): { start: number; width: number } {
  if (count > columns) return { start: Math.floor((index * columns) / count), width: 1 };
  const slot = Math.min(4, Math.max(1, Math.floor(columns / count)));
  const width = slot >= 4 ? 3 : slot >= 2 ? Math.max(1, slot - 1 + (columns >= 60 && slot === 2 ? 1 : 0)) : 1;
  return { start: index * slot, width };
}

export function inkOf(series: ChartSeries, focus: string | undefined): Style {
  return { colour: series.colour, dim: focus !== undefined && series.name !== focus };
}

/** What is remembered, as dotted bars from the foot, behind what was measured: on top of it in stacks. */
export function putRecovered(
  { chars, styles }: Cells,
  { data, style, scale, size, look }: PlotInput,
  footOf: (index: number) => number = () => 0,
): void {
  const { columns, rows } = size;
  const { recovered = [], labels } = data;
  const isBars = style.mode === 'bars' && !style.isLog;
  recovered.forEach((value, index) => {
    if (!(value > 0)) return;
    const foot = footOf(index);
    const top = Math.max(foot > 0 ? 0 : 1, Math.round(shareOn(scale, foot + value) * rows));
    const bottom = Math.ceil(shareOn(scale, foot) * rows);
    const start = columnOf(index, labels.length, columns, isBars ? 'bars' : 'lines', look);
    const width = isBars ? barOf(index, labels.length, columns).width : 1;
    for (let row = foot > 0 ? bottom : 0; row < top; row += 1)
      for (let x = start; x < Math.min(columns, start + width); x += 1) {
        const y = rows - 1 - row;
        if (chars[y]![x] !== ' ') continue;
        chars[y]![x] = look.glyphs.recovered;
        styles[y]![x] = look.theme.text.muted;
      }
  });
}

export function blankCells({ columns, rows }: Size): Cells {
  return {
    chars: Array.from({ length: rows }, () => Array<string>(columns).fill(' ')),
    styles: Array.from({ length: rows }, () => Array<Style>(columns).fill({})),
  };
}
