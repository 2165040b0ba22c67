/**
 * The characters that pictures are made of, in three sets, because terminals differ in what they can show:
 *
 *   braille   any terminal with a Unicode font: eight dots in a cell, bars in eighths of a cell
 *   line      the Linux console: its 256 or 512 glyphs hold boxes and blocks, but no braille
 *   ascii     a locale that is not UTF-8: no byte above 127 is ever written
 *
 * Each string here is one column per character.
 */
export const GLYPH_SETS = ['braille', 'line', 'ascii'] as const;
export type GlyphSet = (typeof GLYPH_SETS)[number];

export interface Glyphs {
  readonly id: GlyphSet;
  readonly isAscii: boolean;
  readonly ellipsis: string;
  /** Tell series apart without colour. */
  readonly marks: readonly string[];
  /** Of all names that have no mark of their own. */
  readonly otherMark: string;
  /** Partly filled cells of a bar from left to right, the last one full. */
  readonly bar: readonly string[];
  /** An empty cell of a meter. */
  readonly track: string;
  /** A cell filled from the bottom in steps, the last one full: stacked bars and sparklines. */
  readonly rise: readonly string[];
  /** Fills of stacked series where there is no colour; marks follow. */
  readonly shades: readonly string[];
  /** Four steps of a heat map, low to high, two cells each. */
  readonly heat: readonly string[];
  readonly none: string;
  /** How much of a window has passed. */
  readonly passed: string;
  /** The selected row, in the frame. */
  readonly selected: string;
  /** Under a bucket that is not over. */
  readonly unfinished: string;
  readonly cursor: string;
  /** States of the data. */
  readonly fresh: string;
  readonly stale: string;
  readonly paused: string;
  readonly empty: string;
  readonly ascending: string;
  readonly descending: string;
  readonly dotted: string;
  /** Fills what is remembered and in no sum: days before the first log. */
  readonly recovered: string;
  readonly rule: string;
  readonly about: string;
  readonly alert: string;
  readonly axis: {
    readonly side: string;
    readonly tick: string;
    readonly corner: string;
    readonly base: string;
    /** The mark of a date under the base. */
    readonly date: string;
  };
  /** asciichart's ten symbols. The first two are its axis, which we draw ourselves; in braille every other is a dot. */
  readonly line: readonly string[];
  /** For Ink's `borderStyle`. */
  readonly border: 'round' | 'single' | 'classic';
  readonly atLeast: string;
  readonly separator: string;
  readonly up: string;
  readonly down: string;
  readonly pointer: string;
}

const braille: Glyphs = {
  id: 'braille',
  isAscii: false,
  ellipsis: '…',
  marks: ['■', '▲', '◆', '●', '○', '▼', '□', '◇'],
  otherMark: '·',
  bar: ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
  track: '░',
  rise: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  shades: ['█', '▓', '▒', '░'],
  heat: ['░░', '▒▒', '▓▓', '██'],
  none: ' ·',
  passed: '┃',
  selected: '▌',
  unfinished: '╌',
  cursor: '▲',
  fresh: '●',
  stale: '◌',
  paused: '‖',
  empty: '○',
  ascending: '▲',
  descending: '▼',
  dotted: '·',
  recovered: '⢕',
  rule: '─',
  about: '~',
  alert: '▲',
  axis: { side: '│', tick: '┤', corner: '└', base: '─', date: '┬' },
  line: [' ', ' ', '#', '#', '#', '#', '#', '#', '#', '#'],
  border: 'round',
  atLeast: '≥',
  separator: '·',
  up: '▲',
  down: '▼',
  pointer: '›',
};

const line: Glyphs = {
  ...braille,
  id: 'line',
  marks: ['■', '▲', '♦', '•', '○', '▼', '♣', '♠'],
  bar: ['▌', '█'],
  rise: ['▄', '█'],
  unfinished: '·',
  stale: '○',
  paused: '=',
  recovered: '"',
  line: [' ', ' ', '─', '─', '─', '└', '┌', '┐', '┘', '│'],
  border: 'single',
  pointer: '»',
};

const ascii: Glyphs = {
  id: 'ascii',
  isAscii: true,
  ellipsis: '~',
  marks: ['#', '=', 'o', 'c', '%', 'x', '*', '&'],
  otherMark: '.',
  bar: ['#'],
  track: '.',
  rise: ['.', ':', '|', '#'],
  shades: ['#', '=', 'o', 'c', '%', 'x', '*', '&'],
  heat: ['..', '::', '++', '##'],
  none: ' -',
  passed: '|',
  selected: '>',
  unfinished: ':',
  cursor: '^',
  fresh: '*',
  stale: 'o',
  paused: '=',
  empty: 'o',
  ascending: '^',
  descending: 'v',
  dotted: '.',
  recovered: '"',
  rule: '-',
  about: '~',
  alert: 'A',
  axis: { side: '|', tick: '+', corner: '+', base: '-', date: '+' },
  line: [' ', ' ', '-', '-', '-', "'", '.', '.', "'", '|'],
  border: 'classic',
  atLeast: '>=',
  separator: '-',
  up: '^',
  down: 'v',
  pointer: '>',
};

export const glyphs: Readonly<Record<GlyphSet, Glyphs>> = { braille, line, ascii };
