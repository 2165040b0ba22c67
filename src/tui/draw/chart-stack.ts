/**
 * Stacked bars. A cell that holds the border of two series shows the lower one as a partly filled block in its colour
 * on the colour of the upper one. Without colour cells are not shared: each belongs to the series that has most of it.
 */
import { shareOn } from './axis.ts';
import {
  barOf,
  blankCells,
  type Cells,
  type ChartSeries,
  inkOf,
  type PlotInput,
  putRecovered,
} from './plot.ts';

interface Part {
  readonly series: ChartSeries;
  readonly order: number;
  /** Steps above the foot. */
  readonly from: number;
  readonly to: number;
}

export function stackCells({ data, style, scale, size, look }: PlotInput): Cells {
  const { columns, rows } = size;
  const { glyphs, theme } = look;
  const steps = glyphs.rise.length;
  const cells = blankCells(size);
  const count = data.labels.length;
  const shown = count > columns ? tallestOf(data, columns) : data.labels.map((_, i) => i);
  for (const [place, index] of shown.entries()) {
    const { start, width } = count > columns ? { start: place, width: 1 } : barOf(index, count, columns);
    const parts = partsOf(data.series, index, value => shareOn(scale, value) * rows * steps);
    const height = parts.at(-1)?.to ?? 0;
    for (let row = 0; row * steps < height; row += 1) {
      const cell = cellOf(parts, row * steps, Math.min(height, (row + 1) * steps), steps);
      for (let x = start; x < Math.min(columns, start + width); x += 1) {
        const y = rows - 1 - row;
        const ink = inkOf(cell.lower.series, style.focus);
        if (!theme.hasColours || steps < 8) {
          const fills = glyphs.isAscii ? [cell.most.series.mark] : glyphs.shades;
          cells.chars[y]![x] = fills[glyphs.isAscii ? 0 : cell.most.order] ?? cell.most.series.mark;
          cells.styles[y]![x] = inkOf(cell.most.series, style.focus);
        } else {
          cells.chars[y]![x] = glyphs.rise[cell.filled - 1]!;
          cells.styles[y]![x] = cell.upper ? { ...ink, ground: cell.upper.series.colour } : ink;
        }
      }
    }
    const before = data.before?.[index];
    if (before !== undefined && before > 0 && start + width < columns + 1) {
      const x = Math.min(columns - 1, start + width);
      const y = Math.min(rows - 1, Math.max(0, rows - Math.ceil(shareOn(scale, before) * rows)));
      if (cells.chars[y]![x] === ' ') {
        cells.chars[y]![x] = glyphs.dotted;
        cells.styles[y]![x] = theme.text.muted;
      }
    }
  }
  putRecovered(cells, { data, style, scale, size, look }, index => data.totals?.[index] ?? 0);
  return cells;
}

/** The parts of a bar that are at least a step high. Whatever is above zero shows as one step at least. */
function partsOf(
  series: readonly ChartSeries[],
  index: number,
  stepsOf: (value: number) => number,
): readonly Part[] {
  const parts: Part[] = [];
  let sum = 0;
  let foot = 0;
  series.forEach((each, order) => {
    const value = each.values[index] ?? 0;
    if (!(value > 0) || !Number.isFinite(value)) return;
    sum += value;
    const to = Math.round(stepsOf(sum));
    if (to <= foot) return;
    parts.push({ series: each, order, from: foot, to });
    foot = to;
  });
  if (parts.length > 0 || sum === 0) return parts;
  const order = series.findIndex(each => (each.values[index] ?? 0) > 0);
  return [{ series: series[order]!, order, from: 0, to: 1 }];
}

/** What one cell shows of the parts between two steps. */
function cellOf(parts: readonly Part[], from: number, to: number, steps: number) {
  const inside = parts.filter(part => part.to > from && part.from < to);
  const share = (part: Part) => Math.min(part.to, to) - Math.max(part.from, from);
  const most = inside.reduce((best, part) => (share(part) > share(best) ? part : best));
  const [lower, upper] = inside;
  const isWhole = to - from === steps;
  // A bar that ends within the cell cannot show a border too.
  if (!upper || !isWhole) return { lower: most, upper: undefined, filled: to - from, most };
  return { lower: lower!, upper: inside.at(-1)!, filled: Math.min(steps, lower!.to - from), most };
}

/** Of buckets that share a column the highest, so that a peak stays as high as the axis says. */
function tallestOf({ labels, series }: PlotInput['data'], columns: number): readonly number[] {
  const best = Array<number>(columns).fill(0);
  const sums = labels.map((_, i) => series.reduce((sum, each) => sum + (each.values[i] ?? 0), 0));
  const seen = new Set<number>();
  labels.forEach((_, i) => {
    const x = Math.floor((i * columns) / labels.length);
    if (!seen.has(x) || sums[i]! > sums[best[x]!]!) best[x] = i;
    seen.add(x);
  });
  return best;
}
