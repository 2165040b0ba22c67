/** A straight line through measured points. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly start: number;
  readonly slope: number;
}

/**
 * Least squares of the *relative* distances: each point weighs by what it is, since a time that is twice as long is twice
 * as uncertain. Unweighted, the largest point would draw the line, and the small ones would look crooked beside it.
 */
export function fitted(points: readonly Point[]): Line {
  const weighed = points.map(({ x, y }) => ({ x, y, weight: 1 / y ** 2 }));
  const sum = (of: (point: (typeof weighed)[number]) => number) =>
    weighed.reduce((all, point) => all + point.weight * of(point), 0);
  const [n, x, y] = [sum(() => 1), sum(p => p.x), sum(p => p.y)];
  const [xx, xy] = [sum(p => p.x * p.x), sum(p => p.x * p.y)];
  const slope = (n * xy - x * y) / (n * xx - x * x);
  return { start: (y - slope * x) / n, slope };
}

export function at({ start, slope }: Line, x: number): number {
  return start + slope * x;
}

/** How far a point is from the line, as a share of what the line says. */
export function distance(line: Line, { x, y }: Point): number {
  return y / at(line, x) - 1;
}
