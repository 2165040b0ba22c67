/**
 * A line on the screen as line of equal style. Pictures are made of these, so that they can be tested as data and
 * drawn in any colour depth; `ansi` turns a line into the text that Ink and the terminal understand.
 */
import { withoutControls } from '../../core/clean.ts';
import { displayWidth } from '../../core/width.ts';

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** A colour in the words of Ink's `color` and `borderColor`: of the 16 that the user's terminal defines, or of 256. */
export type Colour =
  | (typeof NAMES)[number]
  | `${(typeof NAMES)[number]}Bright`
  | 'gray'
  | `ansi256(${number})`;

export interface Style {
  readonly colour?: Colour;
  /** Colour of the cell behind the text. */
  readonly ground?: Colour;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly inverse?: boolean;
}

export interface StyledText extends Style {
  readonly text: string;
}

/** One line. */
export type StyledLine = readonly StyledText[];

/** Text in a style. */
export function styled(text: string, style: Style = {}): StyledText {
  return { ...style, text };
}

/** Columns that a line takes. */
export function lineWidth(line: StyledLine): number {
  return line.reduce((columns, each) => columns + displayWidth(each.text), 0);
}

/** The line without its styles. */
export function plain(line: StyledLine): string {
  return line.map(each => each.text).join('');
}

/** The line with its styles as SGR sequences, ending in none: all that the dashboard draws goes through here. */
export function ansi(line: StyledLine): string {
  return line
    .map(each => {
      const codes = sgr(each);
      const text = withoutControls(each.text);
      return codes === '' || text === '' ? text : `\x1b[${codes}m${text}\x1b[0m`;
    })
    .join('');
}

function sgr({ colour, ground, bold, dim, inverse }: Style): string {
  const codes: (string | number)[] = [];
  if (bold) codes.push(1);
  if (dim) codes.push(2);
  if (inverse) codes.push(7);
  if (colour !== undefined) codes.push(foreground(colour));
  if (ground !== undefined) codes.push(background(ground));
  return codes.join(';');
}

function foreground(colour: Colour): string | number {
  if (colour === 'gray') return 90;
  if (colour.startsWith('ansi256')) return `38;5;${colour.slice('ansi256('.length, -1)}`;
  const index = NAMES.findIndex(name => colour.startsWith(name));
  return (colour.endsWith('Bright') ? 90 : 30) + index;
}

function background(colour: Colour): string | number {
  const code = foreground(colour);
  return typeof code === 'string' ? `4${code.slice(1)}` : code + 10;
}

/** A part of a line: columns from `from` on and before `to`, padded with blanks where the line is shorter. */
export function sliceLine(line: StyledLine, from: number, to: number): StyledLine {
  const parts: StyledText[] = [];
  let x = 0;
  for (const part of line) {
    const end = x + displayWidth(part.text);
    if (end > from && x < to) {
      if (x >= from && end <= to) parts.push(part);
      else {
        let text = '';
        let at = x;
        for (const char of part.text) {
          const width = displayWidth(char);
          if (at >= from && at + width <= to) text += char;
          // Of a wide character that is cut in two, a blank is left.
          else if (at < to && at + width > from) text += ' ';
          at += width;
        }
        parts.push({ ...part, text });
      }
    }
    x = end;
  }
  const width = lineWidth(parts);
  return width < to - from ? [...parts, styled(' '.repeat(to - from - width))] : parts;
}

/** The line without colours, dim: what lies under an overlay. */
export function dimmed(line: StyledLine): StyledLine {
  return [{ text: plain(line), dim: true }];
}
