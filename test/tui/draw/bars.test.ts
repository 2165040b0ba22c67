import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bar, bar, bars, meter } from '../../../src/tui/draw/bars.ts';
import { GLYPH_SETS, glyphs } from '../../../src/tui/draw/glyphs.ts';
import { legend } from '../../../src/tui/draw/legend.ts';
import type { Look } from '../../../src/tui/draw/look.ts';
import { lineWidth, plain, styled } from '../../../src/tui/draw/styled.ts';
import { themeOf } from '../../../src/tui/theme.ts';

const theme = themeOf('dark', '256', 'dark');
const unicode: Look = { glyphs: glyphs.braille, theme };
const ascii: Look = { glyphs: glyphs.ascii, theme };

const models: readonly Bar[] = [
  { name: 'claude-sonnet-4', mark: '●', value: 1_900_000, text: '1.9M' },
  { name: 'o3', mark: '■', value: 420_000, text: '420K' },
  { name: 'claude-3-5-haiku-20241022', mark: '▲', value: 9000, text: '9.0K' },
  { name: 'gpt-4o', mark: '◆', value: 0, text: '0' },
];

function picture(items: readonly Bar[], columns: number, rows: number, look = unicode): string {
  return `\n${bars(items, { columns, rows }, look).map(plain).join('|\n')}|\n`;
}

describe('bars', () => {
  test('with room', () => {
    expect(picture(models, 60, 4)).toMatchInlineSnapshot(`
      "
      ● claude-sonnet-4        ██████████████████████████████ 1.9M|
      ■ o3                     ██████▋                        420K|
      ▲ claude-3-5-haiku-2024… ▏                              9.0K|
      ◆ gpt-4o                                                   0|
      "
    `);
  });

  test('with too few rows', () => {
    expect(picture(models, 60, 3)).toMatchInlineSnapshot(`
      "
      ● claude-sonnet-4 █████████████████████████████████████ 1.9M|
      ■ o3              ████████▏                             420K|
      +2 more                                                     |
      "
    `);
  });

  test('in twenty columns', () => {
    expect(picture(models, 20, 4)).toMatchInlineSnapshot(`
      "
      ● claud… ██████ 1.9M|
      ■ o3     █▍     420K|
      ▲ claud… ▏      9.0K|
      ◆ gpt-4o           0|
      "
    `);
  });

  test('in ASCII, without marks', () => {
    const unmarked = models.map(({ mark: _, ...rest }) => rest);
    expect(picture(unmarked, 50, 4, ascii)).toMatchInlineSnapshot(`
      "
      claude-sonnet-4      ######################## 1.9M|
      o3                   #####                    420K|
      claude-3-5-haiku-20~ #                        9.0K|
      gpt-4o                                           0|
      "
    `);
  });

  test('none', () => {
    expect(bars([], { columns: 30, rows: 4 }, unicode)).toEqual([]);
  });

  test('every line is exactly as wide as asked', () => {
    const item = fc.record({
      name: fc.string({ unit: 'binary' }),
      value: fc.oneof(fc.double({ min: -1, max: 1e12 }), fc.constant(Number.NaN)),
      text: fc.constantFrom('', '0', '1.9M', '≥ $123.45', 'unpriced'),
      mark: fc.option(fc.constant('●'), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(item),
        fc.integer({ min: 14, max: 200 }),
        fc.integer({ min: 1, max: 12 }),
        (items, columns, rows) => {
          const lines = bars(items, { columns, rows }, unicode);
          expect(lines).toHaveLength(Math.min(items.length, rows));
          for (const line of lines) expect(lineWidth(line)).toBe(columns);
        },
      ),
    );
  });
});

test.each([
  [0, '    '],
  [1e-9, '▏   '],
  [0.25, '█   '],
  [0.5, '██  '],
  [0.53125, '██▏ '],
  [1, '████'],
  [7, '████'],
])('a bar of %d', (share, expected) => {
  expect(bar(share, 4, glyphs.braille)).toBe(expected);
});

test.each([
  [0, '..........'],
  [0.42, '####......'],
  [1.7, '##########'],
])('a meter of %d', (share, expected) => {
  expect(plain(meter(share, 10, ascii))).toBe(expected);
});

describe('legend', () => {
  const entries = models.map(({ name, mark, text }) => ({ name, mark: mark!, text }));
  const line = (columns: number) => plain(legend(entries, columns, unicode));

  test.each([
    [100, '● claude-sonnet-4 1.9M  ■ o3 420K  ▲ claude-3-5-haiku-20241022 9.0K  ◆ gpt-4o 0'.padEnd(100)],
    [79, '● claude-sonnet-4 1.9M  ■ o3 420K  ▲ claude-3-5-haiku-20241022 9.0K  ◆ gpt-4o 0'],
    [78, '● claude-sonnet-4 1.9M  ■ o3 420K  ▲ claude-3-5-haiku-20241022 9.0K +1'.padEnd(78)],
    [40, '● claude-sonnet-4 1.9M  ■ o3 420K +2'.padEnd(40)],
    [20, '● claude-s… 1.9M +3 '],
  ])('in %i columns', (columns, expected) => {
    expect(line(columns)).toBe(expected);
  });

  test('dims all but the one in focus', () => {
    const dim = legend(entries, 100, unicode, 'o3').filter(each => each.dim && each.text.trim() !== '');
    expect(plain(dim)).not.toContain('o3');
    expect(plain(dim)).toContain('gpt-4o');
  });

  test('is exactly as wide as asked', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ name: fc.string({ unit: 'binary' }), text: fc.constantFrom('', '1.9M', '≥ $12.34') }),
        ),
        fc.integer({ min: 20, max: 200 }),
        fc.constantFrom(...GLYPH_SETS),
        (some, columns, id) => {
          const { marks } = glyphs[id];
          const all = some.map((each, at) => ({ ...each, mark: marks[at % marks.length]! }));
          expect(lineWidth(legend(all, columns, { glyphs: glyphs[id], theme }))).toBe(columns);
        },
      ),
    );
  });
});

test('line know their width without their styles', () => {
  expect(lineWidth([styled('世界', { bold: true }), styled(' ab')])).toBe(7);
});
