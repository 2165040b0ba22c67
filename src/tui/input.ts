/**
 * Keys. The bytes of a terminal become names: 'j', 'G', 'up', 'shift-tab', 'ctrl-c', 'escape'.
 *
 * We read stdin ourselves and no component calls Ink's `useInput`, in which case Ink 6.8 never touches it. Ink hands
 * over `jjj` as one key, and takes an arrow key that a slow line split after its ESC for Escape and two letters. Here
 * each key comes by itself, and a lone ESC is held for a moment, because Escape quits and half an arrow must not.
 * Whatever is not a key (pastes, mouse and focus reports, answers to queries, unknown sequences) is swallowed whole.
 */

/** One character as typed, or a name of more than one letter; a space is 'space'. */
export type Key = string;

/** Where keys come from; each call brings the keys of one chunk, so that a burst can be drawn once. */
export interface Keys {
  /** Returns the function that stops it. */
  listen(hear: (keys: readonly Key[]) => void): () => void;
}

/** The text that a key puts into an input field; undefined for a key that is none. */
export function typed(key: Key): string | undefined {
  if (key === 'space') return ' ';
  return [...key].length === 1 ? key : undefined;
}

export interface Decoded {
  readonly keys: readonly Key[];
  /** The beginning of a sequence whose rest has not come yet; to be put in front of the next chunk. */
  readonly held: string;
}

const ESC = '\x1b';
const PASTE_END = '\x1b[201~';

/** One whole sequence. The named groups say what it is; what has no final letter here is no key. */
const SEQUENCE = new RegExp(
  [
    '(?<paste>\\x1b\\[200~)',
    '\\x1b\\[M...', // a mouse report of old: three bytes of any kind
    '\\x1b\\[\\[[A-E]', // F1 to F5 of the Linux console
    '(?<alt>\\x1b?)\\x1b(?:\\[(?![M[])(?<params>[0-?]*)[ -/]*|O(?<modifier>\\d?))(?<final>[@-~])',
    '\\x1b[\\]PX^_].*?(?:\\x07|\\x1b\\\\)', // OSC, DCS and their kin
  ].join('|'),
  'sy',
);

/** The start of one, when nothing follows it. */
const BEGINNING = /^(?:\x1b{1,2}|\x1b\[M.{0,2}|\x1b\[\[|\x1b{1,2}(?:\[[0-?]*[ -/]*|O\d?)|\x1b[\]PX^_].*)$/s;

/** Turns text from the terminal into keys; pure, so that every split of a text can be tried. */
export function decode(text: string): Decoded {
  const keys: Key[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] !== ESC) {
      const char = String.fromCodePoint(text.codePointAt(at)!);
      for (const each of keyOf(char)) keys.push(each);
      at += char.length;
      continue;
    }
    SEQUENCE.lastIndex = at;
    const match = SEQUENCE.exec(text);
    if (match?.groups?.paste !== undefined) {
      const end = text.indexOf(PASTE_END, at);
      // Only the tail of a long paste is kept: the end may have been split too.
      if (end === -1)
        return { keys, held: match[0] + text.slice(at + match[0].length).slice(1 - PASTE_END.length) };
      at = end + PASTE_END.length;
    } else if (match) {
      for (const each of sequenceKey(match.groups!)) keys.push(each);
      for (const each of answerKey(match[0])) keys.push(each);
      at += match[0].length;
    } else if (BEGINNING.test(text.slice(at))) {
      return { keys, held: text.slice(at) };
    } else if (text[at + 1] === ESC) {
      keys.push('escape');
      at += 1;
    } else {
      const char = String.fromCodePoint(text.codePointAt(at + 1)!);
      for (const each of keyOf(char).map(key => `alt-${key}`)) keys.push(each);
      at += 1 + char.length;
    }
  }
  return { keys, held: '' };
}

/** What a held beginning turns out to have been when nothing follows it: Escape, or nothing. */
export function release(held: string): readonly Key[] {
  return /^\x1b+$/.test(held) ? [...held].map(() => 'escape') : [];
}

const CONTROL: Readonly<Record<string, Key>> = {
  '\0': 'ctrl-space',
  '\b': 'backspace',
  '\t': 'tab',
  '\n': 'enter',
  '\r': 'enter',
  ' ': 'space',
  '\x7f': 'backspace',
};

function keyOf(char: string): Key[] {
  const named = CONTROL[char];
  if (named) return [named];
  if (char < ' ') return [`ctrl-${String.fromCharCode(char.charCodeAt(0) + 0x60)}`];
  return /\p{Control}/u.test(char) ? [] : [char];
}

/** Final letters of CSI and SS3, and the numbers in front of `~`. */
const NAMES: Readonly<Record<string, Key>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  Z: 'shift-tab',
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
};

/** A mouse report and the terminal's answer on its background come as keys with these beginnings. */
export const MOUSE = 'mouse ';
export const BACKGROUND = 'background ';

/** The background that a terminal answers with, light or dark: `ESC ] 11 ; rgb:ffff/ffff/ffff`. */
function answerKey(sequence: string): Key[] {
  const [, red, green, blue] = /^\x1b\]11;rgba?:([\da-f]+)\/([\da-f]+)\/([\da-f]+)/i.exec(sequence) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return [];
  const light = (hex: string) => Number.parseInt(hex, 16) / (16 ** hex.length - 1);
  const luma = 0.299 * light(red) + 0.587 * light(green) + 0.114 * light(blue);
  return [`${BACKGROUND}${luma > 0.5 ? 'light' : 'dark'}`];
}

/** Parameters are `number;modifiers`, where modifiers are 1 + shift 1 + alt 2 + ctrl 4. */
function sequenceKey(groups: Readonly<Record<string, string | undefined>>): Key[] {
  const { alt, params = '', modifier, final } = groups;
  if (params.startsWith('<') && final !== undefined) return [`${MOUSE}${params}${final}`];
  if (final === undefined || !/^[\d;]*$/.test(params)) return [];
  const [number = '', modifiers = modifier] = params.split(';');
  const name = NAMES[final === '~' ? number : final];
  if (name === undefined) return [];
  const bits = Math.max(0, Number(modifiers || 1) - 1) | (alt ? 2 : 0);
  return [`${bits & 4 ? 'ctrl-' : ''}${bits & 2 ? 'alt-' : ''}${bits & 1 ? 'shift-' : ''}${name}`];
}

/** The terminal's input as this needs it: `process.stdin`, or a fake. */
export interface Source {
  setEncoding(encoding: 'utf8'): unknown;
  setRawMode?(isRaw: boolean): unknown;
  on(event: 'data', listener: (text: string) => void): unknown;
  off(event: 'data', listener: (text: string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** How long a lone ESC may be the first byte of a key, and how long the rest of a sequence may take. */
const ESCAPE_MS = 30;
const SEQUENCE_MS = 500;

/** Reads keys from a terminal in raw mode, between `start` and `stop`. */
export class Keyboard implements Keys {
  readonly #source: Source;
  readonly #listeners = new Set<(keys: readonly Key[]) => void>();
  #held = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(source: Source) {
    this.#source = source;
    source.setEncoding('utf8');
  }

  listen(hear: (keys: readonly Key[]) => void): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  /** Starting again sets the mode again, whatever a shell has done to it: Node would not set what it thinks is set. */
  start(): void {
    this.stop();
    this.#source.setRawMode?.(true);
    this.#source.on('data', this.#read);
    this.#source.resume();
  }

  /** Gives the input back, in the mode it was in. Harmless when it was not started. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#held = '';
    this.#source.off('data', this.#read);
    this.#source.pause();
    this.#source.setRawMode?.(false);
  }

  readonly #read = (text: string) => {
    clearTimeout(this.#timer);
    const { keys, held } = decode(this.#held + text);
    this.#held = held;
    if (held !== '')
      this.#timer = setTimeout(this.#giveUp, release(held).length > 0 ? ESCAPE_MS : SEQUENCE_MS);
    this.#tell(keys);
  };

  readonly #giveUp = () => {
    const keys = release(this.#held);
    this.#held = '';
    this.#tell(keys);
  };

  #tell(keys: readonly Key[]): void {
    if (keys.length > 0) for (const hear of this.#listeners) hear(keys);
  }
}
