import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayLabels, tokenMeasure, usdMeasure } from '../../../src/tui/draw/axis.ts';
import { chart } from '../../../src/tui/draw/chart.ts';
import { GLYPH_SETS, type GlyphSet, glyphs } from '../../../src/tui/draw/glyphs.ts';
import type { Look } from '../../../src/tui/draw/look.ts';
import type { ChartData, ChartStyle } from '../../../src/tui/draw/plot.ts';
import { lineWidth, plain } from '../../../src/tui/draw/styled.ts';
import { themeOf } from '../../../src/tui/theme.ts';

const theme = themeOf('dark', '256', 'dark');
const look = (id: GlyphSet): Look => ({ glyphs: glyphs[id], theme });

function days(count: number): string[] {
  return dayLabels(
    Array.from({ length: count }, (_, at) => new Date(Date.UTC(2026, 3, 9 + at)).toISOString().slice(0, 10)),
  );
}

/** Two models: one used on working days, one from the middle on. */
function usage(count: number, unit: number, measure = tokenMeasure): ChartData {
  const wave = (at: number) => (at % 7 > 4 ? 0 : 3 + 2 * Math.sin(at / 2) + at / count);
  return {
    labels: days(count),
    measure,
    series: [
      {
        name: 'sonnet',
        mark: '■',
        colour: 'ansi256(87)',
        values: days(count).map((_, at) => unit * wave(at)),
      },
      {
        name: 'opus',
        mark: '▲',
        colour: 'ansi256(202)',
        values: days(count).map((_, at) => (at < count / 2 ? 0 : unit * (2 + Math.cos(at)))),
      },
    ],
  };
}

const LINES = { mode: 'lines' } as const;

function picture(
  data: ChartData,
  columns: number,
  rows: number,
  id: GlyphSet = 'braille',
  style: ChartStyle = LINES,
): string {
  return `\n${chart(data, style, { columns, rows }, look(id)).map(plain).join('|\n')}|\n`;
}

describe('golden', () => {
  test('30 days in braille', () => {
    expect(picture(usage(30, 50e6), 60, 13)).toMatchInlineSnapshot(`
      "
          │                             ⢀⣀                     ■⠉⠙|
          │     ⣠⢤⣀⡀                  ⣰⠋⠉⠈⠙■⡀                  ⢸  |
          │   ⣠⠞⠁  ⡇                 ⢸⠁     ⠹⣄                 ⣸  |
      200M┤  ■⠃    ⡇                 ⢸       ⢸                 ⡇  |
          │ ⡼⠁     ⢹                 ⡞       ⢸           ⢠■    ⡇  |
          │⠼⠁      ⢸                 ⡇       ⢸⣤⣄        ⢠⢏▲⣄  ⢠⠇  |
          │        ⠸⡄   ⣶⡀          ⢠⠇      ⢠⠏⡇⠈⠳⡄     ⡴⡿⠋ ⡏⢹⡀⢸   |
      100M┤         ⡇  ⢀⡇⠹⣄    ⣰⡆   ⢸      ⣰⠋ ⡇  ⠹⣤⠤⣄⡤⢞⡽⠁  ⢧ ⢳⣸   |
          │         ⣇  ⢸  ⠈⠙■⠤⠞⠁⢳   ⣸  ▲⡀⢀⡼⠁  ⢳   ⡞⢦⡀⣠▲    ⢸  ⡿⣄⢀⣀|
          │         ⢸  ⡼        ⠘⡆  ⡇ ⢠⠇⠉⠉    ⢸  ⢰⠃ ⠙⠃     ⠘⡆ ⡇⠈⠉ |
          │         ⢸  ⡇         ⢹  ⡇ ⡞       ⢸  ⡏          ⡇ ⡇   |
         0└───────────────────────────────────────────────────────|
           04-09    04-15      04-21     04-26      05-02    05-08|
      "
    `);
  });

  test('90 days of dollars on a big screen', () => {
    expect(picture(usage(90, 12, usdMeasure), 100, 16)).toMatchInlineSnapshot(`
      "
         │                                                         ⣀           ⢀⡤⠶⣄          ⣸⠉■⡄         |
         │                ⢀⣤            ■⢤             ■          ⣰⢻           ⡼  ⢸         ⢰⠃  ⢹         |
      $60┤  ⣰⠋⠓⡆         ⢠⠏⠈⢧           ⡇⠘⣆         ⣀  ⡿⡄        ⢠⠇⢸          ⢠⠇  ⢸         ⢸   ⠈⡇        |
         │ ⢠⠇  ⡇         ■  ⠈⣇          ⡇ ⠸⡄        ⣿  ⡇⢳       ⢀⡏ ⢸  ■       ⡼   ⢸         ⢸    ⢹        |
         │ ■   ⡇         ⡇   ⠘⡆         ⡇  ⢳       ⢸⢹  ⡇⠸⡄      ⢸  ⢸  ⣿      ⢀⡇   ⢸         ⢸    ⢸      ⢰⡆|
         │⢠⠇   ⡇         ⡇    ⡇         ⡇  ⠈⡇     ⢀⡏⢸  ⡇ ⣇      ⡏  ⢸  ⡟⡆     ⢸    ⢸         ⢸    ⢸      ⡼⡇|
      $40┤⣸    ⡇         ⡇    ⡇      ⣤  ⡇   ⢳     ⣸ ⢸  ⡇ ⠸⡄    ⢸⡁  ⢸  ⡇⢳     ⢸⡀   ⢸ ⣀■      ⢸    ⢸     ⢀▲⡇|
         │     ⡇         ⡇    ⡇     ⢠⢿ ⢀⡇   ⠘⡆   ⢠⠇ ⢸ ⢀⡇  ▲    ⣾⠳⡄ ⠘⡆ ⡟⢹⡄   ⢠⢾⢧   ⠸⣤⠟⣿    ⢸⠙⣾    ⣾⢹⡀   ⣼⡞⣧|
         │     ⢳ ⢰⡆     ⢀⡇    ⡇     ⣸⢸ ⢸     ⡇   ⡼  ⠸⡄⢸   ⢸⣇  ⢰⠇ ⢳⡀ ⡇⢰⡇⠈▲⡀  ⣸⢸⠘⡆   ⡟ ⣿⣇  ⣼⡏ ⣷   ⢠⠿⡄⢧■ ⣠⢿ ⡏|
         │     ⢸ ⢸⢳     ⢸     ⢳    ⣰⠃⢸ ⢸     ⡇  ⢠⠇   ⡇⢸   ⢸⢹⡀ ⣼   ⢧ ⡇⣾⠁ ⠹⣷⣀⢀⡇⡞ ⢧  ⢰⡇ ⡇▲⢳⡴⣻⡇ ⡟⡆  ⡼ ⡇⢸⡟⠚⠁⡏ ⢳|
      $20┤     ⢸ ⢸⠘⣆ ⣰⢻ ⢸     ⢸ ⢠⣄⣠⠇ ⠘⡆⢸     ⣇ ⢠⠏    ⡇⢸   ⡏⠘⡇⢀⣿   ⠸⡄⣷⢻   ⢳⠈⣿ ⡇ ⠸⡄ ⡼⡇⢠⠇⠹⡄ ⡇⡇ ⡇⢳ ⢠⠇ ⡇ ▲ ⡼⠁ ⢸|
         │     ⢸ ⡞ ⠘⠒⠃⢸ ⢸     ⢸ ⢸⠈⠁   ⡇⢸     ⢸ ⢸     ⡇⢸   ⡇ ⣿⠞⡞    ⠷⡟⢸   ⠈⠳⡇ ⡇  ⠙⠾⠁⡇⢸  ⠹⠞⠁⢹ ⡇⠘⠒⠚  ⡇⢠⠟⠾⠁  ⢸|
         │     ⢸ ⡇    ⠈⡇⢸     ⢸ ⡞     ⡇⢸     ⢸ ⡞     ⡇⢸  ⢸⠁ ⢸ ⡇     ⡇⢸     ⢹ ⡇     ⡇⢸     ⢸ ⡇     ⡇⢸     ⢸|
         │     ⢸ ⡇     ⡇⢸     ⢸ ⡇     ⡇⢸     ⢸ ⡇     ⡇⢸  ⢸  ⢸ ⡇     ⡇⢸     ⢸ ⡇     ⡇⢸     ⢸ ⡇     ⡇⢸     ⢸|
       $0└────────────────────────────────────────────────────────────────────────────────────────────────|
          04-09   04-19      04-29      05-09      05-19    05-28      06-07      06-17      06-27   07-07|
      "
    `);
  });

  test('1000 days: peaks stay', () => {
    expect(picture(usage(1000, 12, usdMeasure), 60, 8)).toMatchInlineSnapshot(`
      "
         │       ⣀⢀⡀⣀⣀⣀⢀⣀■⡀⣀⣀⣀⢀⣤⣤⣀⡤⠤⣤⣤⢤■⣤⡤⣤⣤⣤⢤⣶⣶⡖⣶⣶⣶⢲■⠖⠒⣶⠶⠒⠻⠖⠶⠋⠷⠲■|
      $60┤⠉⣿⠛⣿⢹⡟⢻⡏⠿⠛⠁⠸⠟⠋ ⠉⠹⠇⠈⠉⠛  ⢸⡇  ⠿⢸⡇⢸⡇⣿ ⣿⢸⡇⢸⡇⣿ ⣿⠈⠁  ⠛         |
         │ ■ ⠿⠘⠃⠸⠇                    ⢸⡇  ⠿ ⠉  ⠈⠁▲ ⠛              |
      $30┤                            ⡏⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉|
         │                            ▲             ▲             |
         │                            ⡇                           |
       $0└────────────────────────────────────────────────────────|
          2026-04        2027-03            2028-02        2029-01|
      "
    `);
  });

  test('the Linux console', () => {
    expect(picture(usage(30, 50e6), 60, 10, 'line')).toMatchInlineSnapshot(`
      "
          │                                                    ■──|
          │     ┌──┐                  ┌────■┐                  │  |
          │  ■┌─┘  │                 ┌┘     └─┐           ■    │  |
      200M┤ ┌─┘    │                 │        │           ▲┐   │  |
          │─┘      │                 │       ┌│─┐       ┌─┘│┐ ┌┘  |
      100M┤        └┐   ┌─┐    ┌┐   ┌┘      ┌┘│ └─┌┐ ┌──┘┘ │└┐│   |
          │         │  ┌┘ └─■──┘│   │  ▲─┐┌─┘ │   │└─┘▲┘   │ └│┐┌─|
          │         │  │        └┐  │ ┌┘ └┘   │  ┌┘ └┘     │  │└┘ |
         0└───────────────────────────────────────────────────────|
           04-09    04-15      04-21     04-26      05-02    05-08|
      "
    `);
  });

  test('ASCII', () => {
    expect(picture(usage(30, 0.05, usdMeasure), 60, 10, 'ascii')).toMatchInlineSnapshot(`
      "
           |                                                   ■--|
           |     .--.                  .---■.                  |  |
           |  ■.-'  |                 .'    '-.           ■    |  |
      $0.20+ .-'    |                 |       |           ▲.   |  |
           |-'      |                 |      .|--.      .-'|-..'  |
      $0.10+        '.   .-.    ..   .'     .''. '.. .--'' '.||   |
           |         |  .' '■---'|   | ▲-..-'  |  |'-'▲'    |'|..-|
           |         |  |        '.  | | ''    |  | ''      | |'' |
         $0+------------------------------------------------------|
            04-09      04-16         04-24        05-01      05-08|
      "
    `);
  });

  test('two days', () => {
    expect(picture(usage(2, 50e6), 40, 7)).toMatchInlineSnapshot(`
      "
      200M┤                ⢀⣀⣀⣀⣀⣠⠤⠤⠤⠤⠤⠖⠒⠒⠒⠒⠋⠉■|
          │⣠⠤⠤⠤⠤⠤⠖⠒⠒⠒⠒⠋⠉⠉⠉⠉⠉                  |
      100M┤                          ⣀⣀⣀⡤⠤⠤⠖⠒▲|
          │              ⣀⣀⣀⡤⠤⠤⠖⠒⠒⠋⠉⠉⠁        |
          │⢀⣀⣀⣀⣀⡤⠤⠤⠖⠒⠒⠋⠉⠉⠁                    |
         0└───────────────────────────────────|
           04-09                         04-10|
      "
    `);
  });

  test('one day', () => {
    expect(picture(usage(1, 50e6), 40, 7)).toMatchInlineSnapshot(`
      "
          │                 ■⡇                |
      120M┤                 ⢸⡇                |
          │                 ⢸⡇                |
       60M┤                 ⢸⡇                |
          │                 ⢸⡇                |
         0└───────────────────────────────────|
                          04-09               |
      "
    `);
  });

  test('the smallest', () => {
    expect(picture(usage(30, 50e6), 20, 3)).toMatchInlineSnapshot(`
      "
      250M┤⢀■⢲    ⡴⠒⢦  ▲⡀■|
          │⠉ ⢸⢰⠦⠴⡆▲⣤⢿⢳⣶⠟⡿⣧|
           04-09     05-08|
      "
    `);
  });

  test('one huge outlier', () => {
    const values = days(20).map((_, at) => (at === 12 ? 1e9 : at === 5 ? 0 : 1000));
    const data: ChartData = {
      labels: days(20),
      measure: tokenMeasure,
      series: [{ name: 'one', mark: '■', values }],
    };
    expect(picture(data, 40, 8)).toMatchInlineSnapshot(`
      "
        1B┤                      ■            |
          │                     ⢠⢿            |
          │                     ⢸⠈⡇           |
      500M┤                     ⡏ ⡇           |
          │                    ⢠⠇ ⢹           |
          │⣀⣀■⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀■⣀⣀⣀⣸  ⢸⣀⣀⣀⣀⣀⣀⣀■⣀⣀⣀|
         0└───────────────────────────────────|
           04-09    04-15       04-22    04-28|
      "
    `);
  });

  test('nothing but zeros', () => {
    const data: ChartData = {
      labels: days(5),
      measure: usdMeasure,
      series: [{ name: 'none', mark: '■', values: [0, 0, 0, 0, 0] }],
    };
    expect(picture(data, 40, 7)).toMatchInlineSnapshot(`
      "
        │                                     |
        │                                     |
        │                                     |
        │                                     |
        │                                     |
      $0└─────────────────────────────────────|
         04-09           04-11           04-13|
      "
    `);
  });

  test('no days at all', () => {
    expect(picture({ labels: [], measure: tokenMeasure, series: [] }, 30, 6)).toMatchInlineSnapshot(`
      "
       │                            |
       │                            |
       │                            |
       │                            |
      0└────────────────────────────|
                                    |
      "
    `);
  });
});

const value = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 0, max: 1e10, noNaN: true }) },
  fc.constantFrom(0, Number.NaN, -5, Number.POSITIVE_INFINITY, 1e-9, 1e15),
);

test('every line is exactly as wide as asked, and nothing is said that is no number', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(value, { maxLength: 120 }), { maxLength: 8 }),
      fc.integer({ min: 20, max: 200 }),
      fc.integer({ min: 3, max: 60 }),
      fc.constantFrom(...GLYPH_SETS),
      fc.constantFrom(tokenMeasure, usdMeasure),
      fc.record({
        mode: fc.constantFrom('lines', 'bars'),
        isLog: fc.boolean(),
        cursor: fc.option(fc.nat(130), { nil: undefined }),
      }),
      (all, columns, rows, id, measure, style) => {
        const labels = days(Math.max(0, ...all.map(values => values.length)));
        const series = all.map((values, at) => ({
          name: `m${at}`,
          mark: '*',
          values: labels.map((_, day) => values[day] ?? 0),
        }));
        const lines = chart(
          { labels, series, measure, isUnfinished: true },
          { ...style, focus: 'm1' },
          { columns, rows },
          look(id),
        );
        expect(lines).toHaveLength(rows);
        for (const line of lines) {
          expect(lineWidth(line)).toBe(columns);
          expect(plain(line)).not.toMatch(/NaN|undefined|Infinity/);
          if (id === 'ascii') expect(plain(line)).toMatch(/^[\x20-\x7e]*$/);
        }
      },
    ),
  );
});

describe('colours', () => {
  const flat = (name: string, height: number, colour: 'red' | 'green') =>
    ({ name, mark: '■', colour, values: [height, height] }) as const;
  const data: ChartData = {
    labels: days(2),
    measure: tokenMeasure,
    series: [flat('big', 10, 'red'), flat('small', 9.9, 'green')],
  };
  const styles = (focus?: string) => [...new Set(inks(focus))];
  const inks = (focus?: string) =>
    chart(data, { mode: 'lines', focus }, { columns: 30, rows: 3 }, look('braille'))
      .flat()
      .filter(({ colour }) => colour === 'red' || colour === 'green')
      .map(({ colour, dim }) => (dim ? `dim ${colour}` : colour));

  test('the bigger one is on top where two share a cell', () => {
    expect(styles()).toEqual(['red']);
  });

  test('the one in focus is on top, and the others are dim where they show', () => {
    expect(styles('small')).toEqual(['green']);
    expect(styles('big')).toEqual(['red']);
    expect(styles('another')).toEqual(['dim red']);
  });
});

test('a chart is drawn once for the same data, size and look', () => {
  const data = usage(30, 1);
  const size = { columns: 60, rows: 12 };
  const first = chart(data, LINES, size, look('braille'));
  expect(chart(data, LINES, { ...size }, look('braille'))).toBe(first);
  expect(chart({ ...data }, LINES, size, look('braille'))).not.toBe(first);
  expect(chart(data, LINES, size, look('ascii'))).not.toBe(first);
  expect(
    chart(data, LINES, size, { glyphs: glyphs.braille, theme: themeOf('light', '256', 'light') }),
  ).not.toBe(first);
  for (const style of [{ focus: 'opus' }, { cursor: 3 }, { isLog: true }, { mode: 'bars' }] as const)
    expect(chart(data, { ...LINES, ...style }, size, look('braille'))).not.toBe(first);
});

describe('stacked bars', () => {
  const stack = (id: GlyphSet, more: Partial<ChartData> = {}, style: Partial<ChartStyle> = {}) =>
    picture({ ...usage(14, 50e6), ...more }, 40, 10, id, { mode: 'bars', ...style });

  test('in braille, with the cursor and a day that is not over', () => {
    expect(stack('braille', { isUnfinished: true }, { cursor: 4 })).toMatchInlineSnapshot(`
      "
          │    ▃ █ ▇     █                    |
      200M┤  ▂ █ █ █     █       ▆            |
          │  █ █ █ █     █ █     █            |
          │▅ █ █ █ █     ▂ █ ▂ ▄ █ ▃ ▄        |
          │█ █ █ █ █     █ ▁ █ █ ▅ █ █        |
      100M┤█ █ █ █ █     █ █ ▅ ▆ █ █ █        |
          │█ █ █ █ █     █ █ █ █ █ █ █        |
          │█ █ █ █ █     █ █ █ █ █ █ █        |
         0└────────▲─────────────────╌────────|
           04-09       04-16       04-22      |
      "
    `);
  });

  test('in ASCII each cell is a mark', () => {
    expect(stack('ascii')).toMatchInlineSnapshot(`
      "
          |    ■ ■ ■     ▲                    |
          |  ■ ■ ■ ■     ▲       ▲            |
      200M+  ■ ■ ■ ■     ▲ ▲     ▲            |
          |■ ■ ■ ■ ■     ▲ ▲ ▲ ▲ ▲ ▲ ▲        |
          |■ ■ ■ ■ ■     ■ ▲ ▲ ▲ ■ ▲ ▲        |
      100M+■ ■ ■ ■ ■     ■ ■ ■ ■ ■ ▲ ▲        |
          |■ ■ ■ ■ ■     ■ ■ ■ ■ ■ ▲ ▲        |
          |■ ■ ■ ■ ■     ■ ■ ■ ■ ■ ▲ ▲        |
         0+-----------------------------------|
           04-09       04-16       04-22      |
      "
    `);
  });

  test('beside the period before', () => {
    expect(stack('braille', { before: days(14).map((_, at) => at * 20e6) })).toMatchInlineSnapshot(`
      "
          │    ▃ █ ▇     █          · ·       |
      200M┤  ▂ █ █ █     █      ·▆·           |
          │  █ █ █ █     █ █  ·  █            |
          │▅ █ █ █ █     ▂·█·▂ ▄ █ ▃ ▄        |
          │█ █ █ █ █  · ·█ ▁ █ █ ▅ █ █        |
      100M┤█ █ █ █ █·    █ █ ▅ ▆ █ █ █        |
          │█ █ █·█·█     █ █ █ █ █ █ █        |
          │█ █·█ █ █     █ █ █ █ █ █ █        |
         0└───────────────────────────────────|
           04-09       04-16       04-22      |
      "
    `);
  });

  test('a day above zero never has an empty bar, however small it is', () => {
    const values = [1, 1e9, 0];
    const data: ChartData = {
      labels: days(3),
      measure: tokenMeasure,
      series: [{ name: 'a', mark: '■', values }],
    };
    const foot = chart(data, { mode: 'bars' }, { columns: 30, rows: 8 }, look('braille')).map(plain).at(-3)!;
    const [first, second, third] = [0, 4, 8].map(x => foot.slice(foot.indexOf('│') + 1)[x]);
    expect([first, second, third]).toEqual(['▁', '█', ' ']);
  });
});
