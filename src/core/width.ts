/**
 * How many columns a text takes, and how to make it take exactly so many. Names of projects, sessions and models come
 * from logs, which are untrusted: they are cleaned here, so that no escape sequence reaches the terminal and
 * no cluster that terminals measure differently (flags, families, keycaps, stacked marks) pushes a border out of line.
 * After cleaning, each character is one or two columns wide by itself, or a mark that joins the one before it. Not the package string-width: its first answer
 * takes V8 20 ms.
 */

/** The part of a glyph set that text needs. */
export interface Charset {
  readonly isAscii: boolean;
  /** One column, in place of what was cut off. */
  readonly ellipsis: string;
}

/** Blocks that are two columns wide everywhere: Hangul, CJK, kana, Yi, Tangut, fullwidth forms, and their supplements. */
const WIDE = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  // Since Unicode 16, where some terminals still take them for one column: a line must not be too long in any.
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2ff],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
] as const;

/** Made when a text first needs it: to gather all characters of such a class takes V8 up to a millisecond. */
function late(make: () => RegExp): () => RegExp {
  let made: RegExp | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const EMOJI = late(() => /^(?!\p{Regional_Indicator})\p{Emoji_Presentation}$/u);
const ZERO_WIDTH = late(
  () => /^[\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Control}\p{Default_Ignorable_Code_Point}]$/u,
);
const MARKS = late(() => /\p{Mark}/gu);

/**
 * Columns of one code point: 0 for a mark that joins the one before it, 2 for CJK and emoji, else 1. A mark that takes room
 * of its own, as half the vowels of Hindi, is one column in tables of widths (Unicode's Mc), and in most terminals.
 */
export function charWidth(codePoint: number): 0 | 1 | 2 {
  if (codePoint < 0x300) return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0) ? 0 : 1;
  if (isOurs(codePoint)) return 1;
  const char = String.fromCodePoint(codePoint);
  if (ZERO_WIDTH().test(char)) return 0;
  return WIDE.some(([from, to]) => codePoint >= from && codePoint <= to) || isEmoji(char) ? 2 : 1;
}

/** Frames and curves, which every screen is full of. */
function isOurs(codePoint: number): boolean {
  return (codePoint >= 0x2500 && codePoint < 0x25fd) || (codePoint >= 0x2800 && codePoint < 0x2900);
}

/** Whether a character is a picture of two columns, which older terminals take for one. */
export function isEmoji(char: string): boolean {
  // The first of them is a watch.
  return char >= '\u231a' && !isOurs(char.codePointAt(0)!) && EMOJI().test(char);
}

/** Whether terminals differ in how wide a character is drawn, which has marks: what follows it has to be placed. */
export function hasMarks(char: string): boolean {
  return char > '\u02ff' && char.search(MARKS()) >= 0;
}

/** Whether every character takes one column, whatever is beside it: most text does. */
export function isNarrow(text: string): boolean {
  return SETTLED.test(text);
}

/** Columns of a text without escape sequences. */
export function displayWidth(text: string): number {
  let columns = 0;
  for (const char of text) columns += charWidth(char.codePointAt(0)!);
  return columns;
}

/** Cleans `text`, cuts it (with an ellipsis) or pads it, so that it takes exactly `columns`. */
export function fitTo(
  text: string,
  columns: number,
  charset: Charset,
  align: 'left' | 'right' = 'left',
): string {
  const shown = cut(clean(text, charset), columns, charset);
  const padding = ' '.repeat(Math.max(0, columns - displayWidth(shown)));
  return align === 'left' ? shown + padding : padding + shown;
}

/** The start of a clean text in at most `columns`; ends in an ellipsis where something is missing. */
function cut(text: string, columns: number, { ellipsis }: Charset): string {
  if (displayWidth(text) <= columns) return text;
  if (columns < 1) return '';
  let kept = '';
  let used = 0;
  for (const char of text) {
    const width = charWidth(char.codePointAt(0)!);
    if (used + width > columns - 1) break;
    kept += char;
    used += width;
  }
  return kept + ellipsis;
}

/** Whole control sequences: CSI; OSC, DCS and their kin up to the terminator; two-character escapes. */
const ESCAPE_SEQUENCE =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f]).*?(?:\x07|\x1b\\|\x9c|$)|\x1b[ -/]*[0-~]?/gs;
const PLAIN = /^[\x20-\x7e]*$/;
/** Of these too nothing needs to be cleaned: western letters, punctuation, arrows, and what frames and curves are made of. */
const SETTLED =
  /^[\x20-\x7e\xa1-\xac\xae-\u0148\u014a-\u02af\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc\u2800-\u28ff]*$/;

/** What is drawn together with the character before it, or not at all. */
const JOINED = late(() => /\u200d\p{Extended_Pictographic}|\p{Emoji_Modifier}/gu);
const INVISIBLE = late(() => /[\p{Control}\p{Format}\p{Enclosing_Mark}\p{Default_Ignorable_Code_Point}]/gu);
/** Marks that have no letter to join, and all but the first few on one letter: towers of them cover other lines. */
const LOOSE_MARKS = late(() => /(?<![\p{Letter}\p{Number}\p{Mark}])\p{Mark}+|(?<=\p{Mark}{3})\p{Mark}+/gu);

/**
 * Shown as `?`: flags; what has no agreed shape; loose Hangul letters, Thai am and their kin, which are fused with their
 * neighbour in some terminals only; symbols whose width changed between versions of Unicode; scripts of antiquity.
 */
const UNCERTAIN = late(
  () =>
    /\p{Regional_Indicator}{1,2}|[\p{Surrogate}\p{Private_Use}\p{Unassigned}]|[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7ff\u0d4e\u0e33\u0eb3]|[\u2630-\u2637\u268a-\u268f\u3248-\u324f\u4dc0-\u4dff]|[\u{10000}-\u{1d3ff}]/gu,
);

/**
 * Makes a text from a log harmless: one line, nothing invisible, each character of a width all terminals agree on.
 * A family becomes its first member, a keycap its digit, a tower of marks its first three, a flag `?`.
 */
export function clean(text: string, { isAscii }: Pick<Charset, 'isAscii'>): string {
  if (isAscii ? PLAIN.test(text) : SETTLED.test(text)) return text;
  const settled = text
    .replace(ESCAPE_SEQUENCE, '')
    .replace(/[\t-\r\x85\p{Separator}]/gu, ' ')
    .normalize('NFC')
    .replace(JOINED(), '')
    .replace(INVISIBLE(), '')
    .replace(UNCERTAIN(), '?')
    .replace(LOOSE_MARKS(), '');
  return isAscii ? settled.replace(/[^\x20-\x7e]/gu, asciiFor) : settled;
}

const ASCII_FOR: Readonly<Record<string, string>> = {
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
};

/** A letter without its accent, a ligature spelt out, `?` for what ASCII has no likeness of. */
function asciiFor(char: string): string {
  const spelt = ASCII_FOR[char] ?? char.normalize('NFKD').replace(MARKS(), '').replace(INVISIBLE(), '');
  return PLAIN.test(spelt) ? spelt : '?';
}

/** A path cut in the middle to at most `columns`, so that its beginning and its name stay. */
export function middleCut(text: string, columns: number, charset: Charset): string {
  if (displayWidth(text) <= columns || columns < 8) return text;
  const chars = [...text];
  const tail = Math.floor((columns - 1) * 0.6);
  const take = (from: readonly string[], room: number) => {
    const taken: string[] = [];
    let width = 0;
    for (const char of from) {
      width += displayWidth(char);
      if (width > room) break;
      taken.push(char);
    }
    return taken;
  };
  // A mark belongs to the character before it.
  const end = take([...chars].reverse(), tail).reverse();
  while (end[0] !== undefined && hasMarks(end[0])) end.shift();
  return `${take(chars, columns - 1 - tail).join('')}${charset.ellipsis}${end.join('')}`;
}
