/** The dashboard without a terminal, over logs of a home: keys in, screens as text out. */
import type { Store } from '../../src/core/store.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import type { Feed, Snapshot } from '../../src/rollup/feed.ts';
import { Controller } from '../../src/tui/controller.ts';
import type { ControllerOptions } from '../../src/tui/controller-options.ts';
import { type GlyphSet, glyphs } from '../../src/tui/draw/glyphs.ts';
import type { Look, Size } from '../../src/tui/draw/look.ts';
import { ansi, plain } from '../../src/tui/draw/styled.ts';
import type { Key } from '../../src/tui/input.ts';
import { SCREENS } from '../../src/tui/screens/index.ts';
import { type ThemeId, themeOf } from '../../src/tui/theme.ts';
import { startView, type View } from '../../src/tui/view.ts';
import { NOW_MS, UTC } from './clock.ts';
import { type Files, home } from './home.ts';
import { snapshotOf } from './journal-of.ts';

export const SIZES = [
  [60, 18],
  [80, 24],
  [120, 35],
  [200, 50],
] as const;

/** A feed whose snapshot does not change. */
export function still(snapshot: Snapshot): Feed {
  return { getState: () => snapshot, subscribe: () => () => {}, refresh: async () => {}, close: () => {} };
}

export function fixed<T>(value: T): Store<T> {
  return { getState: () => value, subscribe: () => () => {} };
}

/** Reads the logs of a home; paths of this run are replaced, because they are on the screen. */
export async function snapshotFor(files: Files): Promise<Snapshot> {
  const at = home(files);
  const snapshot = await snapshotOf(at);
  const named = JSON.parse(JSON.stringify(snapshot.sources).replaceAll(at.dir, '/home/ada'));
  return { ...snapshot, sources: named };
}

export interface Shown {
  readonly controller: Controller;
  press(...keys: Key[]): string[];
  lines(): string[];
  text(): string;
  /** With SGR styles. */
  ansi(): string;
}

export interface ShowOptions extends Partial<Omit<ControllerOptions, 'size' | 'view'>> {
  readonly size?: Size;
  readonly glyphs?: GlyphSet;
  readonly theme?: ThemeId;
  readonly depth?: 'none' | '256';
  readonly look?: Partial<Look>;
  readonly view?: Partial<View>;
}

export const THEME_LIST = [
  { id: 'dark', title: 'dark' },
  { id: 'mono', title: 'without colour' },
];

/** All screens are loaded, so that a key shows what it does at once. */
export async function show(snapshot: Snapshot | Feed, options: ShowOptions = {}): Promise<Shown> {
  const {
    size = { columns: 120, rows: 35 },
    theme = 'mono',
    depth = 'none',
    view,
    look: more,
    ...rest
  } = options;
  const look = { glyphs: glyphs[options.glyphs ?? 'braille'], theme: themeOf(theme, depth, 'dark'), ...more };
  const controller = new Controller({
    feed: 'getState' in snapshot ? snapshot : still(snapshot),
    prices: fixed(createPriceLookup({ now: NOW_MS })),
    stores: {},
    zone: UTC,
    now: () => NOW_MS,
    themes: THEME_LIST,
    lookOf: () => look,
    screens: SCREENS,
    recordsOf: async () => [],
    onQuit: () => {},
    ...rest,
    size: fixed(size),
    view: startView(theme, view),
  });
  await controller.preload();
  const lines = () => controller.getState().lines.map(plain);
  return {
    controller,
    press(...keys) {
      // One by one, as a person types.
      for (const key of keys) controller.press([key]);
      return lines();
    },
    lines,
    text: () => lines().join('\n'),
    ansi: () => controller.getState().lines.map(ansi).join('\n'),
  };
}
