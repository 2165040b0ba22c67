/**
 * Lines drawn by asciichart, at the resolution of a glyph set: in braille a cell is two dots wide and four high, so
 * asciichart plots at twice the width and four times the height, and its raster is packed, eight dots to a character.
 * The other sets take asciichart's own box or ASCII corners, one per cell.
 *
 * asciichart is given whole levels and nothing else, because it has traps: without `height` it takes one row per unit
 * (a billion tokens, a billion rows), NaN or an empty series throws, and zeros are drawn as a line along the floor.
 */
import asciichart from 'asciichart';
import type { Glyphs } from './glyphs.ts';

/** How many points a cell holds. */
export interface Resolution {
  readonly across: number;
  readonly down: number;
}

export function resolutionOf({ id }: Glyphs): Resolution {
  return id === 'braille' ? { across: 2, down: 4 } : { across: 1, down: 1 };
}

/** A drawn line: rows from the top, of one character per cell, a space where nothing is drawn. */
export type Raster = readonly string[];

/**
 * Draws `points`, one per dot, on `rows` rows of which the highest dot is `top`. Zero is the floor below the lowest
 * dot and draws nothing; whatever is above zero shows as one dot at least.
 */
export function rasterise(points: readonly number[], rows: number, top: number, glyphs: Glyphs): Raster {
  const { down } = resolutionOf(glyphs);
  const highest = rows * down;
  const levels = points.map(value => levelOf(value, top, highest));
  if (levels.length === 0 || rows < 1) return [];
  // The line begins in asciichart's axis column, which is cut off; the first point is doubled to be right of it.
  const plotted = asciichart.plot([levels[0]!, ...levels], {
    min: 0,
    max: highest,
    height: highest,
    offset: 1,
    format: () => ' ',
    symbols: glyphs.line,
  });
  const lines = plotted
    .split('\n')
    .slice(0, highest)
    .map(line => line.slice(1, 1 + levels.length));
  return glyphs.id === 'braille' ? pack(lines, rows) : lines;
}

/** The dot row of a value, counted from 1 at the bottom; 0 for nothing. */
export function levelOf(value: number, top: number, highest: number): number {
  if (!(value > 0 && top > 0)) return 0;
  return Math.min(highest, Math.max(1, Math.round((value / top) * highest)));
}

/** The bits of a braille character: left and right dot of each of its four rows. */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;
const BLANK = 0x2800;

/** Packs two by four characters into one. */
function pack(dots: readonly string[], rows: number): Raster {
  return Array.from({ length: rows }, (_, y) => {
    const cells = Array<number>(Math.ceil(dots[0]!.length / 2)).fill(0);
    DOTS.forEach((bits, dy) => {
      const line = dots[y * 4 + dy]!;
      for (let x = line.indexOf('#'); x >= 0; x = line.indexOf('#', x + 1)) cells[x >> 1]! |= bits[x & 1]!;
    });
    return cells.map(bits => (bits === 0 ? ' ' : String.fromCharCode(BLANK + bits))).join('');
  });
}

/** Two characters in one cell: the dots of both in braille, else the one on top. */
export function overlay(below: string, above: string): string {
  if (above === ' ') return below;
  const [low, high] = [below.charCodeAt(0), above.charCodeAt(0)];
  return low >= BLANK && high >= BLANK ? String.fromCharCode(low | high) : above;
}
