/**
 * One small chart per series, where colour cannot tell lines apart: all on the same axis, each under its mark, name and value.
 */
import { displayWidth, fitTo } from '../../core/width.ts';
import { chart, footOf } from './chart.ts';
import type { LegendEntry } from './legend.ts';
import type { Look, Size } from './look.ts';
import { type ChartData, type ChartSeries, type ChartStyle, highest } from './plot.ts';
import { lineWidth, type StyledLine, styled } from './styled.ts';

/** Fewer lines than these stay apart by their marks. */
const FEWEST = 3;
/** Without room for so much, lines share a chart. */
const LEAST_COLUMNS = 18;
const LEAST_PLOT_ROWS = 2;
/** ASCII has one level to a row. */
const LEAST_ASCII_ROWS = 3;
/** As many rows of the plot are worth another column of charts. */
const GOOD_PLOT_ROWS = 4;
const GAP = 2;
const FOOT_ROWS = 2;

interface Grid {
  readonly across: number;
  /** Of one chart, its head not counted. */
  readonly plotRows: number;
}

/** The charts in exactly `size`; undefined where lines in one chart serve better. */
export function multiples(
  data: ChartData,
  style: ChartStyle,
  entries: readonly LegendEntry[],
  size: Size,
  look: Look,
): readonly StyledLine[] | undefined {
  const isColoured = look.theme.hasColours && !look.glyphs.isAscii;
  // What is compared with or remembered belongs to the sum, which has no line here.
  if (isColoured || style.mode === 'bars' || data.before || data.recovered) return undefined;
  // Those without a value too, such as what is free: twins of tokens and of cost are laid out alike.
  const drawn = data.series;
  const grid = gridOf(drawn.length, size.columns, size.rows - FOOT_ROWS, look);
  if (!grid) return undefined;
  const { across, plotRows } = grid;
  const columns = Math.floor((size.columns - (across - 1) * GAP) / across);
  const reach = drawn.reduce((most, { values }) => Math.max(most, highest(values)), 0);
  const one = (series: ChartSeries): ChartData => ({
    ...{ labels: data.labels, measure: data.measure, isUnfinished: data.isUnfinished, reach },
    series: [series],
  });
  const plot = { columns, rows: plotRows };
  const charts = drawn.map(series => [
    headOf(series, entries, style.focus, columns, look),
    ...chart(one(series), { ...style, isPlain: true }, plot, look),
  ]);
  const rows = Array.from({ length: Math.ceil(drawn.length / across) }, (_, at) =>
    beside(charts.slice(at * across, (at + 1) * across), columns, plotRows + 1),
  );
  const foot = footOf(one(drawn[0]!), style, plot, look);
  const feet = beside(Array(Math.min(across, drawn.length)).fill(foot), columns, FOOT_ROWS);
  const lines = [...rows.flat(), ...feet];
  const blank = Array<StyledLine>(Math.max(0, size.rows - lines.length)).fill([]);
  return [...lines, ...blank].map(line => padded(line, size.columns));
}

/** The fewest charts beside each other that are high enough; else those that are at least high enough to be read. */
function gridOf(count: number, columns: number, rows: number, { glyphs }: Look): Grid | undefined {
  if (count < FEWEST) return undefined;
  const most = Math.floor((columns + GAP) / (LEAST_COLUMNS + GAP));
  const least = glyphs.isAscii ? LEAST_ASCII_ROWS : LEAST_PLOT_ROWS;
  const grids = Array.from({ length: Math.min(most, count) }, (_, i): Grid => {
    const across = i + 1;
    return { across, plotRows: Math.floor(rows / Math.ceil(count / across)) - 1 };
  });
  const good = grids.find(({ plotRows }) => plotRows >= GOOD_PLOT_ROWS);
  return (
    good ?? grids.findLast(({ plotRows }, i) => plotRows >= least && plotRows > (grids[i - 1]?.plotRows ?? 0))
  );
}

/** '■ opus-5-5      $66.22'. */
function headOf(
  { mark, name }: ChartSeries,
  entries: readonly LegendEntry[],
  focus: string | undefined,
  columns: number,
  { glyphs, theme }: Look,
): StyledLine {
  const entry = entries.find(each => each.mark === mark);
  const text = entry === undefined || entry.isAbsent ? '-' : entry.text;
  const isFocused = focus === name;
  const dim = focus !== undefined && !isFocused;
  const room = Math.max(1, columns - 2 - displayWidth(text) - 1);
  return [
    styled(`${mark} `, { dim }),
    styled(fitTo(entry?.name ?? '', room, glyphs), { dim, bold: isFocused }),
    styled(` ${text}`, dim ? { dim } : theme.text.strong),
  ];
}

/** Charts side by side, each `columns` wide and `rows` high. */
function beside(charts: readonly (readonly StyledLine[])[], columns: number, rows: number): StyledLine[] {
  return Array.from({ length: rows }, (_, y) =>
    charts.flatMap((lines, at) => [
      ...(at > 0 ? [styled(' '.repeat(GAP))] : []),
      ...padded(lines[y] ?? [], columns),
    ]),
  );
}

function padded(line: StyledLine, columns: number): StyledLine {
  return [...line, styled(' '.repeat(Math.max(0, columns - lineWidth(line))))];
}
