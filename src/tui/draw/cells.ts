/**
 * A line of text with SGR styles as the cells of a terminal, and what to write to turn one such line into another.
 * Knows the styles that Ink and we write: bold, dim, italic, underline, inverse, strike-through, two colours.
 */
import { charWidth, hasMarks, isEmoji, isNarrow } from '../../core/width.ts';

/** The cells of a row up to the last one that shows anything. The right half of a wide character is ''. */
export interface Cells {
  readonly chars: readonly string[];
  /** SGR parameters of each cell in a fixed order, '' for none. */
  readonly styles: readonly string[];
}

export const noCells: Cells = { chars: [], styles: [] };

/**
 * Reads a line; what lies beyond `columns` is cut, and so is a wide character that would stick out. Marks that join the
 * character before them are in its cell.
 */
export function cellsOf(line: string, columns: number): Cells {
  const chars: string[] = [];
  const styles: string[] = [];
  const pen = new Pen();
  for (const [, parameters, text] of line.matchAll(
    /\x1b\[([\d;]*)m|([^\x1b]+)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b/g,
  )) {
    if (parameters !== undefined) pen.apply(parameters);
    for (const char of text ?? '') {
      const width = charWidth(char.codePointAt(0)!);
      if (width === 0) {
        const at = chars.at(-1) === '' ? chars.length - 2 : chars.length - 1;
        if (at >= 0 && hasMarks(char)) chars[at] += char;
        continue;
      }
      if (chars.length + width > columns) break;
      const style = char === ' ' ? pen.styleOfBlank : pen.style;
      chars.push(char);
      styles.push(style);
      if (width === 2) {
        chars.push('');
        styles.push(style);
      }
    }
  }
  let end = chars.length;
  while (end > 0 && chars[end - 1] === ' ' && styles[end - 1] === '') end -= 1;
  return { chars: chars.slice(0, end), styles: styles.slice(0, end) };
}

/** The columns of a line from `from` on and before `to`, as a line exactly that wide. */
export function slice(line: string, from: number, to: number): string {
  const { chars, styles } = cellsOf(line, to);
  let text = '';
  let pen = '';
  for (let x = from; x < to; x += 1) {
    const style = styles[x] ?? '';
    if (style !== pen) text += setStyle(pen, style);
    pen = style;
    // Of a wide character that is cut nothing shows.
    text += x === from ? chars[x] || ' ' : (chars[x] ?? ' ');
  }
  return pen === '' ? text : text + setStyle(pen, '');
}

const STYLES = /\x1b\[[\d;]*m/g;

/** What to write so that an empty row `y` shows a line: the line itself, where it is as simple as nearly all are. */
export function fresh(line: string, y: number, columns: number): string | undefined {
  const text = line.replace(STYLES, '');
  return text.length <= columns && isNarrow(text) ? `${moveTo(0, y)}${line}\x1b[m` : undefined;
}

/** Which slot of the pen a code sets; the colours are slots 6 and 7. */
const ON: Readonly<Record<string, number>> = { 1: 0, 2: 1, 3: 2, 4: 3, 7: 4, 9: 5 };
const OFF: Readonly<Record<string, readonly number[]>> = {
  22: [0, 1],
  23: [2],
  24: [3],
  27: [4],
  29: [5],
  39: [6],
  49: [7],
};
const NOTHING = Array<string>(8).fill('');
/** What shows on a cell without ink: underline, inverse, strike-through, ground colour. */
const SHOWS_ON_BLANK = [3, 4, 5, 7];

/** The style that is on while a line is read. */
class Pen {
  style = '';
  styleOfBlank = '';
  #slots = [...NOTHING];

  apply(parameters: string): void {
    const codes = parameters.split(';');
    for (let at = 0; at < codes.length; at += 1) {
      const code = codes[at]!;
      if (code === '38' || code === '48') {
        const length = codes[at + 1] === '5' ? 3 : 5;
        this.#slots[code === '38' ? 6 : 7] = codes.slice(at, at + length).join(';');
        at += length - 1;
      } else this.#set(code);
    }
    this.style = this.#slots.filter(Boolean).join(';');
    this.styleOfBlank = SHOWS_ON_BLANK.some(slot => this.#slots[slot]) ? this.style : '';
  }

  #set(code: string): void {
    if (Number(code) === 0) this.#slots = [...NOTHING];
    else if (/^[39]\d$/.test(code) && code !== '39') this.#slots[6] = code;
    else if (/^(?:4|10)\d$/.test(code) && code !== '49') this.#slots[7] = code;
    else if (ON[code] !== undefined) this.#slots[ON[code]] = code;
    else for (const slot of OFF[code] ?? []) this.#slots[slot] = '';
  }
}

/** Equal cells between two changes that are cheaper to write again than to jump over. */
const WORTH_A_JUMP = 8;

/**
 * What to write so that row `y` (from 0) shows `after` instead of `before` on a terminal of `columns`. Begins and ends
 * with no style set. Empty when they are equal.
 */
export function patch(before: Cells, after: Cells, y: number, columns: number): string {
  let bytes = '';
  let pen = '';
  let cursor = -1;
  for (let x = 0; x < after.chars.length; x += 1) {
    if (before.chars[x] === after.chars[x] && before.styles[x] === after.styles[x]) continue;
    const from = cursor >= 0 && x - cursor < WORTH_A_JUMP ? cursor : x;
    if (from !== cursor) bytes += moveTo(from, y);
    for (cursor = from; cursor <= x; cursor += 1) {
      const char = after.chars[cursor]!;
      if (after.styles[cursor] !== pen) bytes += setStyle(pen, after.styles[cursor]!);
      pen = after.styles[cursor]!;
      const end = cursor + (after.chars[cursor + 1] === '' ? 2 : 1);
      bytes += isEmoji(firstOf(char)) ? placed(char, cursor, columns) : char + placeAfter(char, end, columns);
    }
  }
  if (pen !== '') bytes += setStyle(pen, '');
  if (before.chars.length <= after.chars.length) return bytes;
  return `${bytes}${cursor === after.chars.length ? '' : moveTo(after.chars.length, y)}\x1b[K`;
}

function moveTo(x: number, y: number): string {
  return `\x1b[${y + 1};${x + 1}H`;
}

function setStyle(from: string, to: string): string {
  if (to === '') return '\x1b[m';
  return from === '' ? `\x1b[${to}m` : `\x1b[0;${to}m`;
}

/** Terminals draw marks in no column or one: the cell behind them is placed, not counted. */
function placeAfter(char: string, end: number, columns: number): string {
  return end < columns && hasMarks(char) ? `\x1b[${end + 1}G` : '';
}

/** A character without the marks that join it. */
function firstOf(char: string): string {
  return char.length > 1 ? String.fromCodePoint(char.codePointAt(0)!) : char;
}

/** Old terminals draw an emoji in one column. So both are blanked first, and the next cell is placed, not counted. */
function placed(emoji: string, x: number, columns: number): string {
  const next = x + 2 < columns ? `\x1b[${x + 3}G` : '';
  return `  \x1b[${x + 1}G${emoji}${next}`;
}
