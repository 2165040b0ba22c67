/**
 * Colours by meaning and by identity. A pane never names a colour: it takes `theme.text.muted`, or the colour of a
 * name. No meaning rests on colour alone; bold, dim, inverse and the marks of names carry it where there is none.
 */
import { PALETTES, type Palette, SIXTEEN } from './draw/palettes.ts';
import type { Colour, Style } from './draw/styled.ts';
import type { Background, ColourDepth } from './terminal.ts';

export const THEMES = ['dark', 'light', 'high-contrast', 'colour-blind', 'mono', 'terminal'] as const;
export type ThemeId = (typeof THEMES)[number];

/** Other spellings of a theme; `auto` follows the background of the terminal. */
const ALIASES: Readonly<Record<string, ThemeId>> = {
  'color-blind': 'colour-blind',
  colorblind: 'colour-blind',
  colourblind: 'colour-blind',
};
export const AUTO = 'auto';

/** All that a user may write. */
export const THEME_WORDS: readonly string[] = [AUTO, ...THEMES, ...Object.keys(ALIASES)];

export const THEME_TITLES: Readonly<Record<ThemeId, string>> = {
  dark: 'dark',
  light: 'light',
  'high-contrast': 'high contrast',
  'colour-blind': 'colour-blind safe',
  mono: 'without colour',
  terminal: "the terminal's own 16 colours",
};

/** The theme that a word names on a ground; `auto` and unknown words name the plain one of the ground. */
export function themeNamed(word: string | undefined, background: Background): ThemeId {
  if (word === undefined || word === AUTO) return background;
  return ALIASES[word] ?? THEMES.find(id => id === word) ?? background;
}

export interface Theme {
  readonly id: ThemeId;
  /** Differs wherever anything drawn would differ: for the keys of caches. */
  readonly key: string;
  readonly hasColours: boolean;
  readonly text: {
    readonly normal: Style;
    readonly strong: Style;
    readonly muted: Style;
    readonly accent: Style;
    readonly good: Style;
    readonly warn: Style;
    readonly bad: Style;
    /** The label of the row that the user is on. */
    readonly selected: Style;
    /** The current tab. */
    readonly current: Style;
  };
  readonly border: { readonly idle: Style; readonly focused: Style };
  /** Eight colours, or eight times undefined. */
  readonly series: readonly (Colour | undefined)[];
  /** Four steps, low to high. */
  readonly heat: readonly Style[];
}

export const SERIES_COLOURS = 8;

/** The theme of a name on a terminal. Without colours every theme is `mono`. */
export function themeOf(id: ThemeId, depth: ColourDepth, background: Background): Theme {
  if (depth === 'none' || id === 'mono') return { ...mono, id };
  const ground = id === 'dark' || id === 'light' ? id : background;
  if (depth === '16' || id === 'terminal') return coloured(id, `${ground} 16`, SIXTEEN[ground]);
  const key = id === 'high-contrast' || id === 'colour-blind' ? (`${id} ${ground}` as const) : ground;
  return coloured(id, key, PALETTES[key]);
}

function coloured(id: ThemeId, key: string, palette: Palette): Theme {
  const accent = { colour: palette.accent };
  return {
    id,
    key,
    hasColours: true,
    text: {
      normal: {},
      strong: { bold: true },
      muted: { colour: palette.muted },
      accent,
      good: { colour: palette.good },
      warn: { colour: palette.warn },
      bad: { colour: palette.bad, bold: true },
      selected: { inverse: true },
      current: { ...accent, bold: true },
    },
    border: { idle: { colour: palette.frame }, focused: accent },
    series: palette.series,
    heat: palette.heat.map(colour => ({ colour })),
  };
}

const mono: Theme = {
  id: 'mono',
  key: 'mono',
  hasColours: false,
  text: {
    normal: {},
    strong: { bold: true },
    muted: { dim: true },
    accent: { bold: true },
    good: {},
    warn: { bold: true },
    bad: { bold: true, inverse: true },
    selected: { inverse: true },
    current: { bold: true, inverse: true },
  },
  border: { idle: { dim: true }, focused: { bold: true } },
  series: Array<undefined>(SERIES_COLOURS).fill(undefined),
  heat: [{ dim: true }, {}, {}, { bold: true }],
};
