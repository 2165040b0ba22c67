/** A frame is composed in one place: whatever panes are registered are on it, in the first frame and in Ink's. */
import { describe, expect, test } from 'vitest';
import { createPriceLookup } from '../../src/prices/index.ts';
import { composer } from '../../src/tui/compose.ts';
import { framed } from '../../src/tui/draw/frame.ts';
import { glyphs } from '../../src/tui/draw/glyphs.ts';
import { lineWidth, plain, styled } from '../../src/tui/draw/styled.ts';
import type { Pane } from '../../src/tui/panes/pane.ts';
import { SCREENS } from '../../src/tui/screens/index.ts';
import { overview } from '../../src/tui/screens/overview.ts';
import { themeOf } from '../../src/tui/theme.ts';
import { startView } from '../../src/tui/view.ts';
import { ViewModelBuilder } from '../../src/tui/view-model.ts';
import { busyFiles } from '../support/busy-home.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';

const look = { glyphs: glyphs.braille, theme: themeOf('dark', '256', 'dark') };
const view = startView('dark');

/** What a frame is composed with beside data. */
const AROUND = { screens: SCREENS, screen: overview, stores: {} };

async function usage() {
  const age = await snapshotOf(home(busyFiles()));
  const model = new ViewModelBuilder().build(age, view, {
    prices: createPriceLookup({ now: NOW_MS }),
    zone: UTC,
    today: UTC.day(NOW_MS),
    minuteMs: NOW_MS,
    limits: [],
  });
  return { age, model };
}

/** The recipe of the map: one file like this one, and one line in the registry. */
const sixth: Pane = {
  id: 'sixth',
  title: 'Sixth',
  row: 9,
  height: () => 3,
  draw: ({ size, look }) => framed({ title: 'Sixth', lines: [[styled(`${size.columns} wide`)]] }, size, look),
};

const SIZES = [
  [60, 18],
  [80, 24],
  [120, 35],
  [200, 50],
] as const;

describe.each(SIZES)('at %ix%i', (columns, rows) => {
  const size = { columns, rows };
  const frameOf = async (panes: readonly Pane[] = []) =>
    composer(panes)({ ...(await usage()), ...AROUND, view, size, look }).lines;

  test('a frame is exactly as large as the terminal', async () => {
    const lines = await frameOf();
    expect(lines).toHaveLength(rows);
    expect(lines.map(lineWidth)).toEqual(Array(rows).fill(columns));
  });

  test('another pane takes its place by being registered', async () => {
    const lines = await frameOf([sixth]);
    expect(lines).toHaveLength(rows);
    expect(lines.map(lineWidth)).toEqual(Array(rows).fill(columns));
    const text = lines.map(plain).join('\n');
    // Beside the rail, where there is one.
    expect(text).toContain(`${columns >= 160 ? columns - 48 : columns} wide`);
    for (const title of ['Cost', 'Today']) expect(text).toContain(title);
  });
});

test('a pane is drawn again only when something that it shows has changed', async () => {
  let count = 0;
  const counting: Pane = {
    ...sixth,
    draw(props) {
      count += 1;
      return sixth.draw(props);
    },
  };
  const compose = composer([counting]);
  const input = { ...(await usage()), ...AROUND, view, size: { columns: 80, rows: 24 }, look };
  compose(input);
  compose({ ...input, age: { ...input.age } });
  expect(count).toBe(1);
  compose({ ...input, view: { ...view, measure: 'tokens' } });
  expect(count).toBe(2);
});
