/**
 * Text from logs made safe to print. Names of models, projects and paths are not ours: no escape sequence,
 * control character, mark that turns the direction of writing, or character without width may reach a terminal.
 * Everything that is printed passes `printableText` on its way out; names pass `printable` besides, which keeps
 * them on their line.
 */

/** Whole control sequences first, so that none leaves its letters behind; one that never ends hides nothing. */
const SEQUENCES =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])(?:[^\n\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c))?|\x1b[ -~]?/g;

/** Soft hyphen, marks of direction, zero-width characters, byte order mark, annotations, tags. */
const INVISIBLE = '\\xad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb';
const TAGS = '\\udb40[\\udc00-\\udc7f]';
const LINE_SEPARATORS = /[\x85\u2028\u2029]/g;
const CONTROLS = new RegExp(
  `[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f${INVISIBLE}]|\\r(?!\\n)|${TAGS}`,
  'g',
);
const UNSAFE = new RegExp(`[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029${INVISIBLE}]|${TAGS}`);
/** What JSON leaves as it is. */
const UNESCAPED = new RegExp(`[\\x7f-\\x9f\\u2028\\u2029${INVISIBLE}]|${TAGS}`, 'g');

/** Text of any number of lines without what controls a terminal or is not seen; line feeds and tabs stay. */
export function printableText(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text.replace(SEQUENCES, '').replace(LINE_SEPARATORS, ' ').replace(CONTROLS, '');
}

/**
 * A part of a line that was measured already: what takes no column goes, and nothing else, so that the width stays. Names
 * are cleaned before they are measured; this is for what was missed.
 */
export function withoutControls(measured: string): string {
  if (!/[\n\t]/.test(measured) && !UNSAFE.test(measured)) return measured;
  return measured
    .replace(/[\u2028\u2029]/g, ' ')
    .replace(CONTROLS, '')
    .replace(/[\r\n\t]/g, '');
}

/** A name, on one line: `printableText`, with a blank for each line feed or tab. */
export function printable(name: string): string {
  return printableText(name).replace(/[\r\n\t]+/g, ' ');
}

/** JSON whose texts hold nothing that a terminal would act on or hide: such characters are escaped. */
export function printableJson(json: string): string {
  return json.replace(UNESCAPED, char =>
    Array.from(
      { length: char.length },
      (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
