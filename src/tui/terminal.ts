/**
 * What the terminal can do, read from the environment: how many colours, which characters, a light or a dark ground.
 * The terminal itself is not queried, because a late answer would be read as keys. Also says what must
 * be in the environment before Ink is loaded, since the libraries below it decide on colours while they load.
 */
import type { GlyphSet } from './draw/glyphs.ts';

export type ColourDepth = 'none' | '16' | '256';
export type Background = 'dark' | 'light';
export type Env = Readonly<Record<string, string | undefined>>;

export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  /** Whether a full screen can be shown and left again. */
  readonly isFullScreen: boolean;
  readonly depth: ColourDepth;
  readonly glyphs: GlyphSet;
  readonly background: Background;
}

/** The facts that `main.ts` has at hand; sizes as the stream states them. */
export interface Tty {
  readonly env: Env;
  readonly isTTY: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export function terminalOf({ env, isTTY, columns, rows }: Tty): Terminal {
  return {
    columns: columns || 80,
    rows: rows || 24,
    isFullScreen: isTTY && env.TERM !== 'dumb',
    depth: depthOf(env),
    glyphs: glyphsOf(env),
    background: backgroundOf(env),
  };
}

const TERMS_OF_256 = /-256|kitty|ghostty|alacritty|foot|wezterm|contour|direct/;

/** NO_COLOR wins over FORCE_COLOR: a user who wants no colour may not be able to read it. */
function depthOf(env: Env): ColourDepth {
  const { TERM = '', FORCE_COLOR, COLORTERM = '' } = env;
  if (env.NO_COLOR) return 'none';
  if (FORCE_COLOR !== undefined) return forced(FORCE_COLOR);
  if (TERM === 'dumb') return 'none';
  if (TERM === 'linux') return '16';
  if (/truecolor|24bit/.test(COLORTERM) || TERMS_OF_256.test(TERM)) return '256';
  // Windows sets no TERM, and every console of Windows 10 and later has all the colours.
  if (env.WT_SESSION !== undefined || env.OS === 'Windows_NT') return '256';
  return TERM === '' ? 'none' : '16';
}

function forced(level: string): ColourDepth {
  if (level === '0' || level === 'false') return 'none';
  return level === '2' || level === '3' ? '256' : '16';
}

/** A locale that names no charset, or another one than UTF-8, gets ASCII; no locale at all says nothing (containers). */
function glyphsOf(env: Env): GlyphSet {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  if (locale && !/utf-?8/i.test(locale)) return 'ascii';
  return env.TERM === 'linux' ? 'line' : 'braille';
}

/** COLORFGBG is `foreground;background` in the numbers of the 16 colours; 7 and the bright ones from 9 on are light. */
function backgroundOf({ COLORFGBG = '' }: Env): Background {
  const ground = Number.parseInt(COLORFGBG.split(';').at(-1) ?? '', 10);
  return ground === 7 || ground > 8 ? 'light' : 'dark';
}

/**
 * Changes to `process.env` before Ink is imported; undefined means delete. NO_COLOR goes because Ink's chalk ignores it
 * and Node warns on the screen when both are set; DEV makes Ink look for the React developer tools.
 */
export function envForInk({ depth }: Pick<Terminal, 'depth'>): Env {
  return { FORCE_COLOR: { none: '0', '16': '1', '256': '2' }[depth], NO_COLOR: undefined, DEV: undefined };
}
