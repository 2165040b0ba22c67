/**
 * The colours of each theme on its ground, all of xterm's 256, so that a terminal of 256 colours shows what one of
 * millions does. The series were found by a search for the largest smallest distance (CIEDE2000) over normal sight and
 * three kinds of colour blindness; `test/tui/palettes.test.ts` computes contrast and distance anew.
 */
import type { Colour } from './styled.ts';

export interface Palette {
  readonly muted: Colour;
  readonly frame: Colour;
  readonly accent: Colour;
  readonly good: Colour;
  readonly warn: Colour;
  readonly bad: Colour;
  readonly series: readonly Colour[];
  /** One hue in four steps, low to high. */
  readonly heat: readonly Colour[];
}

type Numbers = readonly [
  muted: number,
  frame: number,
  accent: number,
  good: number,
  warn: number,
  bad: number,
];

function palette(
  [muted, frame, accent, good, warn, bad]: Numbers,
  series: readonly number[],
  heat: readonly number[],
): Palette {
  return {
    muted: xterm(muted),
    frame: xterm(frame),
    accent: xterm(accent),
    good: xterm(good),
    warn: xterm(warn),
    bad: xterm(bad),
    series: series.map(xterm),
    heat: heat.map(xterm),
  };
}

function xterm(index: number): Colour {
  return `ansi256(${index})`;
}

export const PALETTES = {
  dark: palette([247, 245, 87, 43, 220, 203], [227, 199, 34, 158, 183, 174, 69, 150], [23, 30, 37, 80]),
  light: palette([241, 243, 25, 23, 130, 88], [18, 160, 98, 23, 131, 88, 56, 125], [152, 110, 67, 25]),
  'high-contrast dark': palette(
    [252, 250, 51, 34, 227, 217],
    [141, 194, 34, 228, 181, 146, 148, 114],
    [30, 37, 44, 51],
  ),
  'high-contrast light': palette(
    [237, 240, 18, 23, 52, 124],
    [21, 124, 53, 52, 125, 55, 24, 22],
    [153, 75, 26, 18],
  ),
  'colour-blind dark': palette(
    [247, 245, 117, 75, 228, 209],
    [223, 33, 102, 153, 190, 137, 251, 142],
    [24, 31, 74, 117],
  ),
  'colour-blind light': palette(
    [241, 243, 25, 27, 94, 88],
    [63, 94, 232, 239, 20, 243, 17, 24],
    [153, 75, 32, 25],
  ),
} as const satisfies Record<string, Palette>;

/** Sixteen colours are the user's own: only their names are known, so nothing is promised of contrast. */
export const SIXTEEN = {
  dark: {
    muted: 'gray',
    frame: 'gray',
    accent: 'cyanBright',
    good: 'green',
    warn: 'yellow',
    bad: 'redBright',
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
    heat: ['cyan', 'cyan', 'cyanBright', 'cyanBright'],
  },
  light: {
    muted: 'gray',
    frame: 'gray',
    accent: 'blue',
    good: 'green',
    warn: 'magenta',
    bad: 'red',
    series: ['blue', 'red', 'green', 'magenta', 'cyan', 'black', 'yellow', 'gray'],
    heat: ['cyan', 'cyan', 'blue', 'blue'],
  },
} as const satisfies Record<string, Palette>;
