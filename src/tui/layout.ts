/**
 * Where the panes stand, by the size of the terminal. All four are on the screen from 60 by 18 on; below that the
 * screen says kindly that it needs more room. What is gained in height goes to the trends.
 */
import type { Size } from './draw/chart.ts';

export const LEAST: Size = { columns: 60, rows: 18 };

export interface Layout {
  readonly summary: Size;
  /** Two trends side by side. */
  readonly trends: readonly [Size, Size];
  /** Two halves of the breakdown side by side. */
  readonly breakdowns: readonly [Size, Size];
  /** All four of these as one. */
  readonly body: Size;
  readonly footer: Size;
  /** A card over all panes. */
  readonly sheet: Size;
}

/** Undefined where the terminal is too small. */
export function layoutOf({ columns, rows }: Size): Layout | undefined {
  if (columns < LEAST.columns || rows < LEAST.rows) return undefined;
  const summaryRows = rows < 22 ? 5 : 6;
  // Room for the bars of three models at 24 rows, of eight at 50.
  const barRows = Math.min(12, Math.max(5, Math.floor(rows * 0.26)));
  const trendRows = rows - summaryRows - barRows - 1;
  const left = Math.ceil(columns / 2);
  const halves = (height: number): readonly [Size, Size] => [
    { columns: left, rows: height },
    { columns: columns - left, rows: height },
  ];
  return {
    summary: { columns, rows: summaryRows },
    trends: halves(trendRows),
    breakdowns: halves(barRows),
    body: { columns, rows: trendRows + barRows },
    footer: { columns, rows: 1 },
    sheet: { columns, rows: rows - 1 },
  };
}
