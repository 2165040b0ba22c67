import { describe, expect, test } from 'vitest';
import type { Colour } from '../../src/tui/draw/styled.ts';
import { type Background, type Env, envForInk, type Terminal, terminalOf } from '../../src/tui/terminal.ts';
import { THEME_WORDS, THEMES, type ThemeId, themeNamed, themeOf } from '../../src/tui/theme.ts';

const terminal = (env: Env) => terminalOf({ env, isTTY: true, columns: 120, rows: 35 });

test.each<[string, Env, Partial<Terminal>]>([
  ['nothing said', {}, { depth: 'none', glyphs: 'braille', background: 'dark', isFullScreen: true }],
  ['xterm with 256 colours', { TERM: 'xterm-256color' }, { depth: '256' }],
  ['tmux', { TERM: 'tmux-256color' }, { depth: '256' }],
  ['kitty', { TERM: 'xterm-kitty' }, { depth: '256' }],
  ['a plain xterm', { TERM: 'xterm' }, { depth: '16' }],
  ['a plain xterm with true colour', { TERM: 'xterm', COLORTERM: 'truecolor' }, { depth: '256' }],
  ['the Linux console', { TERM: 'linux', LANG: 'de_DE.UTF-8' }, { depth: '16', glyphs: 'line' }],
  ['a dumb terminal', { TERM: 'dumb', COLORTERM: 'truecolor' }, { depth: 'none', isFullScreen: false }],
  ['Windows', { OS: 'Windows_NT' }, { depth: '256', glyphs: 'braille' }],
  ['no colour', { TERM: 'xterm-256color', NO_COLOR: '1' }, { depth: 'none' }],
  ['no colour, empty', { TERM: 'xterm-256color', NO_COLOR: '' }, { depth: '256' }],
  ['no colour beats forced colour', { NO_COLOR: '1', FORCE_COLOR: '3' }, { depth: 'none' }],
  ['forced', { FORCE_COLOR: '1' }, { depth: '16' }],
  ['forced, empty', { FORCE_COLOR: '' }, { depth: '16' }],
  ['forced true colour', { FORCE_COLOR: '3', TERM: 'dumb' }, { depth: '256' }],
  ['forced off', { FORCE_COLOR: '0', TERM: 'xterm-256color' }, { depth: 'none' }],
  ['UTF-8 as LANG', { LANG: 'en_US.UTF-8' }, { glyphs: 'braille' }],
  ['UTF-8 as on a Mac', { LC_CTYPE: 'UTF-8' }, { glyphs: 'braille' }],
  ['the C locale', { LANG: 'C' }, { glyphs: 'ascii' }],
  ['C with UTF-8', { LANG: 'C.utf8' }, { glyphs: 'braille' }],
  ['Latin 1', { LANG: 'de_DE.ISO-8859-1' }, { glyphs: 'ascii' }],
  ['LC_ALL beats LANG', { LC_ALL: 'C', LANG: 'en_US.UTF-8' }, { glyphs: 'ascii' }],
  ['an empty LC_ALL says nothing', { LC_ALL: '', LANG: 'en_US.UTF-8' }, { glyphs: 'braille' }],
  ['the C locale on the Linux console', { TERM: 'linux', LC_ALL: 'POSIX' }, { glyphs: 'ascii' }],
  ['black on white', { COLORFGBG: '0;15' }, { background: 'light' }],
  ['grey on black', { COLORFGBG: '7;default;0' }, { background: 'dark' }],
  ['COLORFGBG in other words', { COLORFGBG: 'default' }, { background: 'dark' }],
])('%s', (_, env, expected) => {
  expect(terminal(env)).toMatchObject(expected);
});

test('an output that is no terminal shows no full screen, and has the usual size', () => {
  expect(terminalOf({ env: { TERM: 'xterm-256color' }, isTTY: false })).toMatchObject({
    isFullScreen: false,
    columns: 80,
    rows: 24,
  });
});

test('Ink is told the depth in its own words, and never sees NO_COLOR', () => {
  expect(envForInk({ depth: 'none' })).toEqual({ FORCE_COLOR: '0', NO_COLOR: undefined, DEV: undefined });
  expect(envForInk({ depth: '256' })).toMatchObject({ FORCE_COLOR: '2' });
});

describe('themes', () => {
  test('have no colour at all where there is none', () => {
    for (const id of THEMES) expect(JSON.stringify(themeOf(id, 'none', 'dark'))).not.toMatch(/colour":/);
    expect(JSON.stringify(themeOf('mono', '256', 'dark'))).not.toMatch(/colour":/);
  });

  test('name only colours that sixteen colours have', () => {
    for (const id of THEMES) expect(JSON.stringify(themeOf(id, '16', 'light'))).not.toContain('ansi256');
  });

  test('have another key when they look different', () => {
    const all = THEMES.flatMap(id => [
      ...(['none', '16', '256'] as const).flatMap(depth => [
        themeOf(id, depth, 'dark'),
        themeOf(id, depth, 'light'),
      ]),
    ]);
    const looks = new Map(
      all.map(({ key, text, series, border }) => [key, JSON.stringify([text, series, border])]),
    );
    for (const { key, text, series, border } of all)
      expect(looks.get(key)).toBe(JSON.stringify([text, series, border]));
    expect(looks.size).toBe(new Set([...looks.values()]).size);
  });

  test.each([
    ['dark', 'dark'],
    ['light', 'light'],
    ['color-blind', 'colour-blind'],
    ['colorblind', 'colour-blind'],
    ['colour-blind', 'colour-blind'],
    ['high-contrast', 'high-contrast'],
    ['auto', 'light'],
    ['no such theme', 'light'],
  ])('the word %s means %s on a light ground', (word, id) => {
    expect(themeNamed(word, 'light')).toBe(id);
    expect(THEME_WORDS.includes(word) || word === 'no such theme').toBe(true);
  });

  /** Grounds that a theme is meant for: the farthest and the least favourable one. */
  const GROUNDS = {
    dark: ['#1e1e1e', '#2e3440'],
    light: ['#ffffff', '#fdf6e3'],
    black: ['#000000'],
    white: ['#ffffff'],
  } as const;
  const PLAIN: readonly (readonly [ThemeId, Background, keyof typeof GROUNDS, number])[] = [
    ['dark', 'dark', 'dark', 13],
    ['light', 'light', 'light', 11.5],
    ['high-contrast', 'dark', 'black', 11.5],
    ['high-contrast', 'light', 'white', 7.5],
    ['colour-blind', 'dark', 'dark', 13.5],
    ['colour-blind', 'light', 'light', 12.5],
  ];

  test.each(PLAIN)('%s on %s: every colour can be read', (id, background, ground) => {
    const { text, series, border } = themeOf(id, '256', background);
    const [first, worst] = [GROUNDS[ground][0], GROUNDS[ground].at(-1)!];
    for (const { colour } of Object.values(text))
      if (colour) expect(contrast(colour, first), colour).toBeGreaterThanOrEqual(4.5);
    for (const colour of series) expect(contrast(colour!, first), colour).toBeGreaterThanOrEqual(4.5);
    expect(contrast(border.idle.colour!, worst)).toBeGreaterThanOrEqual(3);
  });

  test.each(PLAIN)(
    '%s on %s: no two series look alike, whatever colours one can see',
    (id, background, _, least) => {
      const { series, text } = themeOf(id, '256', background);
      expect(closest(series)).toBeGreaterThan(least);
      expect(closest([text.good.colour, text.warn.colour, text.bad.colour])).toBeGreaterThan(11.5);
    },
  );

  test('the colour-blind theme has a palette of its own', () => {
    for (const ground of ['dark', 'light'] as const) {
      const plain = themeOf(ground, '256', ground).series;
      const shared = themeOf('colour-blind', '256', ground).series.filter(colour => plain.includes(colour));
      expect(shared.length).toBeLessThanOrEqual(1);
    }
  });
});

type Triple = readonly [number, number, number];

/** Linear light of a colour of xterm's cube, or of one in hexadecimal. */
function linear(colour: string): Triple {
  const levels = [0, 95, 135, 175, 215, 255];
  const index = Number(/\d+(?=\))/.exec(colour)?.[0]);
  const cube = index - 16;
  const rgb = colour.startsWith('#')
    ? [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
    : index >= 232
      ? Array<number>(3).fill(8 + (index - 232) * 10)
      : [levels[Math.floor(cube / 36)]!, levels[Math.floor(cube / 6) % 6]!, levels[cube % 6]!];
  return triple(rgb.map(each => (each <= 10 ? each / 3294 : ((each / 255 + 0.055) / 1.055) ** 2.4)));
}

function triple(numbers: readonly number[]): Triple {
  return [numbers[0]!, numbers[1]!, numbers[2]!];
}

/** WCAG contrast. */
function contrast(colour: string, ground: string): number {
  const luminance = ([red, green, blue]: Triple) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [low, high] = [luminance(linear(colour)), luminance(linear(ground))].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

/** Machado, Oliveira and Fernandes 2009: what is seen with normal sight, without red, without green, without blue. */
const SIGHTS: readonly (readonly [Triple, Triple, Triple])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
];

/** The smallest distance between any two, over all sights. */
function closest(colours: readonly (Colour | undefined)[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const sight of SIGHTS) {
    const seen = colours.map(colour => lab(linear(colour!), sight));
    for (const [at, a] of seen.entries())
      for (const b of seen.slice(at + 1)) least = Math.min(least, distance(a, b));
  }
  return least;
}

/** CIEDE2000 (Sharma, Wu and Dalal 2005). */
function distance([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const rad = Math.PI / 180;
  const meanC = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(meanC ** 7 / (meanC ** 7 + 25 ** 7)));
  const polar = (a: number, b: number) => {
    const x = a * (1 + g);
    return { c: Math.hypot(x, b), h: (Math.atan2(b, x) / rad + 360) % 360 };
  };
  const [one, two] = [polar(a1, b1), polar(a2, b2)];
  const isGrey = one.c * two.c === 0;
  const turn = two.h - one.h;
  const dh = isGrey ? 0 : turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
  const sum = one.h + two.h;
  const h = isGrey ? sum : Math.abs(turn) <= 180 ? sum / 2 : sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
  const l = (l1 + l2) / 2;
  const c = (one.c + two.c) / 2;
  const t =
    1 -
    0.17 * Math.cos((h - 30) * rad) +
    0.24 * Math.cos(2 * h * rad) +
    0.32 * Math.cos((3 * h + 6) * rad) -
    0.2 * Math.cos((4 * h - 63) * rad);
  const rotation =
    -Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * rad) * 2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));
  const dl = (l2 - l1) / (1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2));
  const dc = (two.c - one.c) / (1 + 0.045 * c);
  const dH = (2 * Math.sqrt(one.c * two.c) * Math.sin((dh / 2) * rad)) / (1 + 0.015 * c * t);
  return Math.sqrt(dl ** 2 + dc ** 2 + dH ** 2 + rotation * dc * dH);
}

function lab(colour: Triple, sight: readonly [Triple, Triple, Triple]): Triple {
  const dot = (row: Triple, with_: Triple) => row[0] * with_[0] + row[1] * with_[1] + row[2] * with_[2];
  const seen = triple(sight.map(row => Math.min(1, Math.max(0, dot(row, colour)))));
  const [x, y, z] = triple(
    [
      dot([0.4124, 0.3576, 0.1805], seen) / 0.95047,
      dot([0.2126, 0.7152, 0.0722], seen),
      dot([0.0193, 0.1192, 0.9505], seen) / 1.08883,
    ].map(each => (each > 0.008856 ? Math.cbrt(each) : 7.787 * each + 16 / 116)),
  );
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
