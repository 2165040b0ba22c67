/**
 * Colours by meaning, and eight colours for series. A pane never names a colour: it asks for `theme.text.muted` or for
 * the colour of a model. The series colours were computed, not picked: they are the eight of xterm's 256 that stay
 * furthest apart for normal sight and three kinds of colour blindness. No meaning rests on colour alone; bold, dim,
 * inverse and the marks of the series carry it where there is none (`mono`, NO_COLOR).
 */
import type { Colour, Style } from './draw/styled.ts';
import type { Background, ColourDepth } from './terminal.ts';

export const THEMES = ['dark', 'light', 'colour-blind', 'mono'] as const;
export type ThemeId = (typeof THEMES)[number];

export interface Theme {
  readonly id: ThemeId;
  /** Differs wherever anything drawn would differ: for the keys of caches. */
  readonly key: string;
  readonly text: {
    readonly normal: Style;
    readonly strong: Style;
    readonly muted: Style;
    readonly accent: Style;
    readonly good: Style;
    readonly warn: Style;
    readonly bad: Style;
    /** The row or tab the user is on. */
    readonly selected: Style;
  };
  /** For Ink's `borderColor`. */
  readonly border: { readonly idle: Colour | undefined; readonly focused: Colour | undefined };
  /** Eight colours, or eight times undefined. */
  readonly series: readonly (Colour | undefined)[];
}

export const SERIES_COLOURS = 8;

/** What a theme is made of before it is spelt out. */
interface Palette {
  readonly muted: Colour;
  readonly accent: Colour;
  readonly good: Colour;
  readonly warn: Colour;
  readonly bad: Colour;
  readonly border: Colour;
  readonly series: readonly Colour[];
}

const xterm = (index: number): Colour => `ansi256(${index})`;

const dark: Palette = {
  muted: xterm(245),
  accent: xterm(80),
  good: xterm(114),
  warn: xterm(220),
  bad: xterm(203),
  border: xterm(240),
  series: [87, 202, 135, 147, 173, 37, 156, 220].map(xterm),
};

const light: Palette = {
  muted: xterm(242),
  accent: xterm(25),
  good: xterm(28),
  warn: xterm(130),
  bad: xterm(160),
  border: xterm(249),
  series: [21, 202, 139, 54, 88, 65, 201, 89].map(xterm),
};

/** Sixteen colours are the user's own, so only their names are known; the gaudy ones come first. */
const dark16: Palette = {
  muted: 'gray',
  accent: 'cyanBright',
  good: 'greenBright',
  warn: 'yellowBright',
  bad: 'redBright',
  border: 'gray',
  series: [
    'cyanBright',
    'yellow',
    'magentaBright',
    'green',
    'redBright',
    'blueBright',
    'yellowBright',
    'white',
  ],
};

const light16: Palette = {
  muted: 'gray',
  accent: 'blue',
  good: 'green',
  warn: 'magenta',
  bad: 'red',
  border: 'gray',
  series: ['blue', 'red', 'green', 'magenta', 'cyan', 'black', 'yellow', 'gray'],
};

/** Blue and red for good and bad: green and red look alike to one man in twelve. */
const colourBlind = {
  dark: { good: xterm(69), warn: xterm(220), bad: xterm(204) },
  light: { good: xterm(25), warn: xterm(94), bad: xterm(52) },
  dark16: { good: 'blueBright' },
  light16: { good: 'blue' },
} as const;

const palettes = { dark, light, dark16, light16 } as const;

/** The theme of a name on a terminal. Without colours every theme is `mono`; `colour-blind` suits either background. */
export function themeOf(id: ThemeId, depth: ColourDepth, background: Background): Theme {
  if (depth === 'none' || id === 'mono') return { ...mono, id };
  const ground = id === 'light' || (id === 'colour-blind' && background === 'light') ? 'light' : 'dark';
  const variant = depth === '16' ? (`${ground}16` as const) : ground;
  const palette = palettes[variant];
  return coloured(
    id,
    `${id} ${variant}`,
    id === 'colour-blind' ? { ...palette, ...colourBlind[variant] } : palette,
  );
}

function coloured(id: ThemeId, key: string, palette: Palette): Theme {
  return {
    id,
    key,
    text: {
      normal: {},
      strong: { bold: true },
      muted: { colour: palette.muted },
      accent: { colour: palette.accent, bold: true },
      good: { colour: palette.good },
      warn: { colour: palette.warn },
      bad: { colour: palette.bad, bold: true },
      selected: { inverse: true },
    },
    border: { idle: palette.border, focused: palette.accent },
    series: palette.series,
  };
}

const mono: Theme = {
  id: 'mono',
  key: 'mono',
  text: {
    normal: {},
    strong: { bold: true },
    muted: { dim: true },
    accent: { bold: true },
    good: {},
    warn: { bold: true },
    bad: { bold: true, inverse: true },
    selected: { inverse: true },
  },
  border: { idle: undefined, focused: undefined },
  series: Array<undefined>(SERIES_COLOURS).fill(undefined),
};
