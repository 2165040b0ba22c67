/** Sparklines: a row of values as a row of cells, filled from the bottom. */
import type { Glyphs } from './glyphs.ts';

/** One cell per value; `most` is the value of a full cell. Nothing shows as a dot, a trace as the lowest step. */
export function spark(values: readonly number[], glyphs: Glyphs, most = highest(values)): string {
  const { rise, dotted } = glyphs;
  return values
    .map(value => {
      if (!(value > 0) || !(most > 0)) return dotted;
      const step = Math.ceil((Math.min(value, most) / most) * rise.length - 1e-9);
      return rise[Math.max(1, step) - 1]!;
    })
    .join('');
}

/** Two rows of cells: twice the resolution. */
export function tallSpark(values: readonly number[], rows: number, glyphs: Glyphs): readonly string[] {
  const { rise } = glyphs;
  const most = highest(values);
  const steps = values.map(value =>
    value > 0 && most > 0 ? Math.max(1, Math.round((value / most) * rows * rise.length)) : 0,
  );
  return Array.from({ length: rows }, (_, y) => {
    const below = (rows - 1 - y) * rise.length;
    return steps.map(step => (step <= below ? ' ' : rise[Math.min(rise.length, step - below) - 1]!)).join('');
  });
}

/** Sums of neighbours, so that as many are left as there are cells. */
export function merged(values: readonly number[], cells: number): readonly number[] {
  if (values.length <= cells) return values;
  const sums = Array<number>(cells).fill(0);
  values.forEach((value, i) => {
    sums[Math.floor((i * cells) / values.length)]! += value;
  });
  return sums;
}

function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
