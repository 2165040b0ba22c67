/**
 * As many points as there are dots. Fewer days than dots: straight lines from day to day, and each day's own dot has
 * the day's own value. More days than dots: the highest of the days that share a dot, not their sum or their mean, so
 * that a peak stays as high as the axis says and a chart means the same at every width.
 */

/** The dot, from 0, at which point `index` of `count` is drawn. A single point is in the middle. */
export function dotOf(index: number, count: number, dots: number): number {
  if (count === 1) return Math.floor(dots / 2);
  if (count > dots) return Math.floor((index * dots) / count);
  return Math.round((index * (dots - 1)) / (count - 1));
}

/** The values at `dots` dots. What is not a number counts as nothing; so does what lies below zero. */
export function resample(values: readonly number[], dots: number): number[] {
  const points = Array<number>(dots).fill(0);
  let before = { dot: 0, value: 0 };
  values.forEach((raw, index) => {
    const value = Number.isFinite(raw) ? Math.max(0, raw) : 0;
    const dot = dotOf(index, values.length, dots);
    points[dot] = Math.max(points[dot]!, value);
    if (index > 0) join(points, before, { dot, value });
    before = { dot, value };
  });
  return points;
}

interface Point {
  readonly dot: number;
  readonly value: number;
}

/** Fills the dots between two points. */
function join(points: number[], from: Point, to: Point): void {
  const rise = (to.value - from.value) / (to.dot - from.dot);
  for (let dot = from.dot + 1; dot < to.dot; dot += 1) points[dot] = from.value + rise * (dot - from.dot);
}
