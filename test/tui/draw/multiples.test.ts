import { describe, expect, test } from 'vitest';
import { moneyMeasure } from '../../../src/tui/draw/axis.ts';
import { chartWithLegend } from '../../../src/tui/draw/chart-panel.ts';
import { type GlyphSet, glyphs } from '../../../src/tui/draw/glyphs.ts';
import { lineWidth, plain } from '../../../src/tui/draw/styled.ts';
import { themeOf } from '../../../src/tui/theme.ts';

const MARKS = ['■', '▲', '◆', '●', '○'];
const NAMES = ['opus', 'sonnet', 'fable', 'haiku', 'gpt'];
const DAYS = Array.from({ length: 30 }, (_, day) => `07-${String(day + 1).padStart(2, '0')}`);

function series(count: number) {
  return NAMES.slice(0, count).map((name, at) => ({
    name,
    mark: MARKS[at]!,
    values: DAYS.map((_, day) => (10 / (at + 1)) * (1 + Math.sin(day / (at + 2)))),
  }));
}

function shown(
  columns: number,
  rows: number,
  { count = 5, set = 'braille' as GlyphSet, isColoured = false, more = {}, style = {} } = {},
): readonly string[] {
  const all = series(count);
  const data = { labels: DAYS, measure: moneyMeasure(undefined), series: all, ...more };
  const look = { glyphs: glyphs[set], theme: themeOf('dark', isColoured ? '256' : 'none', 'dark') };
  const entries = all.map(({ name, mark }) => ({ name, mark, text: `$${name.length}` }));
  const lines = chartWithLegend(
    data,
    { mode: 'lines', ...style },
    { entries, total: '$9' },
    { columns, rows },
    look,
  );
  expect(lines).toHaveLength(rows);
  expect(lines.map(lineWidth)).toEqual(Array(rows).fill(columns));
  return lines.map(plain);
}

/** How many charts there are: each has a number at its upper end. */
const axes = (lines: readonly string[]) => lines.join('\n').match(/\$1[56][┤+]/g)?.length ?? 0;

describe('without colour each series has a chart of its own', () => {
  test.each([
    [56, 17],
    [76, 16],
    [116, 18],
    [150, 30],
  ])('at %ix%i, all on one axis', (columns, rows) => {
    const lines = shown(columns, rows);
    expect(axes(lines)).toBe(5);
    for (const [at, name] of NAMES.entries())
      expect(lines.join('\n')).toMatch(new RegExp(`${MARKS[at]} ${name} .*\\$`));
    expect(lines.join('\n')).toContain('07-30');
  });

  test('in ASCII too, in colour or not', () => {
    for (const isColoured of [true, false]) expect(axes(shown(76, 18, { set: 'ascii', isColoured }))).toBe(5);
  });

  test('what has no value has an empty one, as its twin has', () => {
    const none = { name: 'free', mark: '□', values: DAYS.map(() => 0) };
    const lines = shown(76, 16, { more: { series: [...series(4), none] } });
    expect(axes(lines)).toBe(5);
  });
});

describe('lines share a chart', () => {
  test.each([
    ['in colour', { isColoured: true }],
    ['where there are two', { count: 2 }],
    ['beside the period before', { more: { before: DAYS.map(() => 3) } }],
    ['as bars', { style: { mode: 'bars' as const } }],
  ])('%s', (_, options) => {
    expect(axes(shown(76, 16, options))).toBeLessThanOrEqual(1);
  });

  test('where there is no height, with a mark on each and names for most of them', () => {
    const lines = shown(38, 9);
    expect(axes(lines)).toBeLessThanOrEqual(1);
    for (const mark of MARKS) expect(lines.slice(2).join('')).toContain(mark);
    expect(lines.slice(0, 2).join(' ')).toMatch(/opus.*sonnet.*fable.*haiku/);
  });
});
