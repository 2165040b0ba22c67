/**
 * A frame of the terminal as an SVG picture: an export of the current view, and what the README shows. Each piece of
 * text is placed at its cells and as wide as they are, so that it looks alike in any monospace font.
 */
import { displayWidth } from '../../core/width.ts';

const CELL = { width: 8.4, height: 16.5 } as const;
const MARGIN = 14;
/** What a terminal shows where a frame says nothing. */
const GROUNDS = {
  dark: { ground: '#101014', text: '#d7d7d7' },
  light: { ground: '#ffffff', text: '#1c1c1c' },
} as const;
export type Ground = keyof typeof GROUNDS;

interface Ink {
  readonly colour: string | undefined;
  readonly ground: string | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
}

const PLAIN: Ink = { colour: undefined, ground: undefined, bold: false, dim: false, inverse: false };

/** Draws lines with SGR styles. */
export function picture(frame: string, columns: number, rows: number, on: Ground = 'dark'): string {
  const { ground, text } = GROUNDS[on];
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = rows * CELL.height + 2 * MARGIN;
  const marks = frame.split('\n').flatMap((line, y) => lineMarks(line, y, { ground, text }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    '<title>token-dash</title>',
    `<rect width="100%" height="100%" rx="8" fill="${ground}"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="${text}" xml:space="preserve">`,
    ...marks,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function lineMarks(
  line: string,
  y: number,
  base: { readonly ground: string; readonly text: string },
): string[] {
  const marks: string[] = [];
  let ink = PLAIN;
  let column = 0;
  for (const part of line.split(/(\x1b\[[\d;]*m)/)) {
    if (part.startsWith('\x1b')) {
      ink = inkAfter(ink, part.slice(2, -1));
      continue;
    }
    const shown = shownInk(ink, base);
    if (shown.ground !== undefined && part !== '')
      marks.push(groundMark(column, y, displayWidth(part), shown.ground));
    // Blanks draw nothing, and would be stretched unevenly.
    for (const word of part.split(/( +)/)) {
      const text = word.trim();
      const indent = word.length - word.trimStart().length;
      if (text !== '') marks.push(textMark(text, column + indent, y, displayWidth(text), shown));
      column += displayWidth(word);
    }
  }
  return marks;
}

/** Inverse text in the colours that it is drawn in. */
function shownInk(ink: Ink, base: { readonly ground: string; readonly text: string }): Ink {
  if (!ink.inverse) return ink;
  return { ...ink, colour: ink.ground ?? base.ground, ground: ink.colour ?? base.text };
}

function groundMark(column: number, y: number, cells: number, ground: string): string {
  const left = (MARGIN + column * CELL.width).toFixed(1);
  const top = (MARGIN + y * CELL.height).toFixed(1);
  return `<rect x="${left}" y="${top}" width="${(cells * CELL.width).toFixed(1)}" height="${CELL.height}" fill="${ground}"/>`;
}

function textMark(text: string, column: number, y: number, cells: number, ink: Ink): string {
  const left = (MARGIN + column * CELL.width).toFixed(1);
  const base = (MARGIN + y * CELL.height + 12.5).toFixed(1);
  const length = (cells * CELL.width).toFixed(1);
  const weight = ink.bold ? ' font-weight="bold"' : '';
  const faint = ink.dim ? ' opacity="0.6"' : '';
  const shown = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  // Letters keep their shape; bars, lines and frames are drawn without gaps.
  const adjust = /[^\x20-\x7e]/.test(text) ? ' lengthAdjust="spacingAndGlyphs"' : '';
  return `<text x="${left}" y="${base}" textLength="${length}"${adjust}${ink.colour === undefined ? '' : ` fill="${ink.colour}"`}${weight}${faint}>${shown}</text>`;
}

function inkAfter(ink: Ink, codes: string): Ink {
  const numbers = codes === '' ? [0] : codes.split(';').map(Number);
  let next = ink;
  for (let i = 0; i < numbers.length; i++) {
    const code = numbers[i]!;
    if (code === 0) next = PLAIN;
    else if (code === 1) next = { ...next, bold: true };
    else if (code === 2) next = { ...next, dim: true };
    else if (code === 22) next = { ...next, bold: false, dim: false };
    else if (code === 7) next = { ...next, inverse: true };
    else if (code === 27) next = { ...next, inverse: false };
    else if (code === 39) next = { ...next, colour: undefined };
    else if (code === 49) next = { ...next, ground: undefined };
    else if ((code === 38 || code === 48) && numbers[i + 1] === 5) {
      const colour = xterm(numbers[i + 2]!);
      next = code === 38 ? { ...next, colour } : { ...next, ground: colour };
      i += 2;
    }
  }
  return next;
}

/** A colour of xterm's cube and greys; the 16 colours of the user are not in the picture. */
function xterm(index: number): string {
  const hex = (value: number) => value.toString(16).padStart(2, '0');
  if (index >= 232) return `#${hex(8 + (index - 232) * 10).repeat(3)}`;
  const level = (n: number) => [0, 95, 135, 175, 215, 255][n]!;
  const cube = index - 16;
  return `#${[cube / 36, (cube / 6) % 6, cube % 6].map(n => hex(level(Math.floor(n)))).join('')}`;
}
