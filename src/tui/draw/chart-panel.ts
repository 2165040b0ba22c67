/** A chart with its legend: at the side where there is room, else above, so that twins of one size look alike. */
import { chart } from './chart.ts';
import { multiples } from './chart-multiples.ts';
import { type LegendEntry, legend, legendColumn, legendLines } from './legend.ts';
import type { Look, Size } from './look.ts';
import type { ChartData, ChartStyle } from './plot.ts';
import { lineWidth, type StyledLine, styled } from './styled.ts';

/** From this width on the legend is at the side. */
const SIDE_COLUMNS = 50;
const SIDE_WIDTH = 23;
/** A chart this wide has its legend above, in columns. */
const WIDE_COLUMNS = 70;
/** Below so many rows a legend above would leave no chart. */
const ROWS_FOR_LEGEND = 5;

export interface Legend {
  readonly entries: readonly LegendEntry[];
  readonly total?: string;
  readonly focus?: string;
  /** Words above the entries: the bucket that they are of. */
  readonly head?: string;
}

export function chartWithLegend(
  data: ChartData,
  style: ChartStyle,
  { entries: all, total, focus, head }: Legend,
  size: Size,
  look: Look,
  isSideways = size.columns >= SIDE_COLUMNS && (size.columns < WIDE_COLUMNS || size.rows < 14),
): readonly StyledLine[] {
  const apart = multiples(data, style, all, size, look);
  if (apart) return apart;
  const entries = all.filter(({ isAbsent }) => !isAbsent);
  if (isSideways && size.rows >= 4) {
    const width = Math.min(SIDE_WIDTH, Math.floor(size.columns * 0.42));
    const top = head === undefined ? [] : [[styled(head, look.theme.text.strong)]];
    const side = [
      ...top,
      ...legendColumn(entries, total, { columns: width, rows: size.rows - top.length }, look, focus),
    ];
    const plot = chart(data, style, { columns: size.columns - width - 1, rows: size.rows }, look);
    return plot.map((line, y) => {
      const blank = size.columns - width - lineWidth(line);
      return [...line, styled(' '.repeat(Math.max(0, blank))), ...(side[y] ?? [])];
    });
  }
  const rows = legendRows(size, look);
  const names =
    rows === 0
      ? []
      : rows === 1
        ? [
            legend(
              entries.map(entry => ({ ...entry, text: size.columns >= 60 ? entry.text : '' })),
              size.columns,
              look,
              focus,
            ),
          ]
        : legendLines(entries, size.columns, rows, look, focus);
  return [...names, ...chart(data, style, { columns: size.columns, rows: size.rows - names.length }, look)];
}

/** Rows of the legend above a chart. Without colour a mark without its name says nothing, so more of them are named. */
function legendRows({ columns, rows }: Size, { theme }: Look): number {
  if (rows < ROWS_FOR_LEGEND) return 0;
  if (rows >= 16) return 3;
  if (rows >= 10 && columns >= WIDE_COLUMNS) return 2;
  return rows >= 8 && !theme.hasColours ? 2 : 1;
}
