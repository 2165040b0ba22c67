import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayLabels, tokenMeasure, usdMeasure } from '../../../src/tui/draw/axis.ts';
import { type ChartData, chart } from '../../../src/tui/draw/chart.ts';
import { GLYPH_SETS, type GlyphSet, glyphs } from '../../../src/tui/draw/glyphs.ts';
import type { Look } from '../../../src/tui/draw/look.ts';
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
      { name: 'sonnet', colour: 'ansi256(87)', values: days(count).map((_, at) => unit * wave(at)) },
      {
        name: 'opus',
        colour: 'ansi256(202)',
        values: days(count).map((_, at) => (at < count / 2 ? 0 : unit * (2 + Math.cos(at)))),
      },
    ],
  };
}

function picture(data: ChartData, columns: number, rows: number, id: GlyphSet = 'braille'): string {
  return `\n${chart(data, { columns, rows }, look(id)).map(plain).join('|\n')}|\n`;
}

describe('golden', () => {
  test('30 days in braille', () => {
    expect(picture(usage(30, 50e6), 60, 13)).toMatchInlineSnapshot(`
      "
      300M┤                                                    ⢰⠒⠒|
          │     ⣀⣀⣀                   ⣠⠞⠉⠉⠓⢦⡀                  ⢸  |
          │   ⢀⡞⠁ ⠈⡇                 ⢰⠃     ⠳⡄                 ⣸  |
          │  ⣰⠋    ⡇                 ⢸       ⢹                 ⡇  |
          │ ⡴⠃     ⢳                 ⡼       ⢸           ⢀⣶    ⡇  |
      150M┤⠼⠁      ⢸                 ⡇       ⠸⣤⣄        ⢠⢏⣼⣀  ⢠⠇  |
          │        ⠸⡄   ⣶⡀          ⢠⠇      ⢠⠏⡇⠈⠳⡄     ⣰⡿⠋⠈⡏⢳⡀⢸   |
          │         ⡇   ⡇⠹⣄    ⣠⡄   ⢸      ⣠⠏ ⡇  ⠹⣤⢤⣀⣠⢞⡽⠁  ⢧ ⢳⣸   |
          │         ⣇  ⢸⠁ ⠈⠓⠦⠤⠼⠁⢳   ⣸  ⣀⡀⢀⡴⠃  ⢳   ⡟⢦⡀⢠⠞    ⢸  ⡿⣄ ⣀|
          │         ⢸  ⡼        ⠘⡆  ⡇ ⢠⠇⠉⠉    ⢸  ⢰⠃ ⠙⠋     ⠘⡆ ⡇⠈⠉⠁|
         0┤         ⢸  ⡇         ⢹  ⡇ ⡞       ⢸  ⡏          ⡇ ⡇   |
          └┬──────────┬──────────┬─────────┬──────────┬──────────┬|
           04-09    04-15      04-21     04-26      05-02    05-08|
      "
    `);
  });

  test('90 days of dollars on a big screen', () => {
    expect(picture(usage(90, 12, usdMeasure), 100, 16)).toMatchInlineSnapshot(`
      "
      $75┤                                                                                                |
         │                                                         ⣤           ⢀⡴⠲⣄          ⡼⠉⠹⡄         |
         │   ⣀⡀           ⣠⢤⡀           ⡖⢲             ⣤          ⡼⢹           ⡼  ⢸         ⢰⠃  ⢹⡀        |
         │  ⡼⠁⠉⡇         ⢰⠃ ⢳⡀          ⡇⠈⢧         ⣤  ⡟⡆        ⣰⠃⢸          ⢰⠃  ⢸         ⢸    ⣇        |
      $50┤ ⢰⠃  ⡇         ⡏   ⢧          ⡇ ⠘⡆       ⢀⣿  ⡇⢹       ⢠⠇ ⢸  ⣀       ⡞   ⢸         ⢸    ⢸        |
         │ ⡏   ⡇         ⡇   ⠈⡇         ⡇  ⠹⡄      ⣸⢸  ⡇⠘⡆      ⡼  ⢸  ⣿⡀     ⢰⠃   ⢸         ⢸    ⢸      ⢸⡇|
         │⢰⠃   ⡇         ⡇    ⡇         ⡇   ⣇     ⢠⠇⢸  ⡇ ⢳     ⢀⡇  ⢸  ⡇⣇     ⢸    ⢸         ⢸    ⢸      ⡏⡇|
         │⠚    ⡇         ⡇    ⡇      ⣿  ⡇   ⢸⡀    ⡞ ⢸  ⡇ ⠈⣇    ⣸⢦⡀ ⢸⡀ ⡧⢼⡀    ⣸⡆   ⢸⡀⣶⣤    ⢠⢤⣸    ⣸⢤    ⢰⣳⣇|
         │     ⢧ ⢀⡀      ⡇    ⡇     ⢸⢹ ⢸⠁    ⡇   ⣸⠁ ⢸⡀⢰⠃  ⢸⡆  ⢀⡏ ⢧  ⡇⢠⡇⠸⣇   ⢸⢹⢹⡀   ⡿⠁⣿⡆  ⢰⡞ ⣏   ⢀⣿⠘⡆  ⢀⣿⠃⡿|
      $25┤     ⢸ ⢸⢧     ⢸⠁    ⢧    ⢠⠏⢸ ⢸     ⡇  ⢀⡇   ⡇⢸   ⢸⢷  ⢸  ⠘⡆ ⡇⣼⠃ ⢻⢦  ⡏⣸ ⣇  ⢠⡇ ⡟⡷⣄⣀⣿⡇ ⡿⡄  ⣸⠈⡇⢹⡶⣴⠋⡞ ⢧|
         │     ⢸ ⢸⠸⡄ ⢠⢶ ⢸     ⢸ ⢀⡀⢀⡏ ⠸⡄⢸     ⡇ ⢀⡞    ⡇⢸   ⡞⠸⡇ ⣿   ⢹⡀⣧⢿  ⠈⢯⠙⣾⠁⡇ ⢸⡀ ⣸⡇⢀⡇⢳⡈⠁⡞⡇ ⡇⢧ ⢀⡇ ⡇⠈⡇ ⣠⠇ ⢸|
         │     ⢸ ⡞ ⠹⠴⠋⢸ ⢸     ⢸ ⢸⠙⠋   ⡇⢸     ⢹ ⢸     ⡇⢸   ⡇ ⣿⡞⡟    ⠧⡿⢸   ⠘⢦⡏ ⡇  ⠹⣴⠃⡇⢸  ⢳⡴⠃⢳ ⡇⠸⠤⠼  ⡇⢀⡿⣴⠃  ⢸|
         │     ⢸ ⡇    ⠈⡇⢸     ⢸ ⡞     ⡇⢸     ⢸ ⡼     ⡇⢸  ⢸⠁ ⢹ ⡇     ⡇⢸     ⢹ ⡇     ⡇⢸     ⢸ ⡇     ⡇⢸     ⢸|
       $0┤     ⢸ ⡇     ⡇⢸     ⢸ ⡇     ⡇⢸     ⢸ ⡇     ⡇⢸  ⢸  ⢸ ⡇     ⡇⢸     ⢸ ⡇     ⡇⢸     ⢸ ⡇     ⡇⢸     ⢸|
         └┬────────┬─────────┬─────────┬────────┬─────────┬────────┬────────┬─────────┬─────────┬────────┬|
          04-09  04-18     04-27     05-06    05-15     05-24    06-01    06-10     06-19     06-28  07-07|
      "
    `);
  });

  test('1000 days: peaks stay', () => {
    expect(picture(usage(1000, 12, usdMeasure), 60, 8)).toMatchInlineSnapshot(`
      "
      $80┤                                       ⢀⣀⣀⣀⣀⢀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣠|
         │⠤⣤⣤⣤⢤⣤⣤⡤⣴⣦⠖⢲⣶⡴⠒⠶⢦⡖⠲⠶⣴⠒⠒⢲⡞⠓⠒⣾⢹⡟⢻⡏⣿⠛⣿⢹⡟⢻⡏⣿⠛⣿⠸⠟⠋ ⠿⠉ ⠈⠁⠛ ⠉⠈⠁|
         │ ⠿ ⣿⢸⡇⢸⡇⠉  ⠈⠁          ⠈⠁  ⠉⢸⡇⠘⠃⣿ ⠛⠘⠃⠸⠇⠛ ⠿              |
         │                            ⡞⠷⠒⠲⠖⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠲⠖⠒⠶⠒⠲⠖⠒⠶|
         │                            ⡇                           |
       $0┤                            ⡇                           |
         └┬─────────────────┬──────────────────┬─────────────────┬|
          2026-04        2027-03            2028-02        2029-01|
      "
    `);
  });

  test('the Linux console', () => {
    expect(picture(usage(30, 50e6), 60, 10, 'line')).toMatchInlineSnapshot(`
      "
      300M┤                                                    ┌──|
          │     ┌──┐                  ┌─────┐                  │  |
          │   ┌─┘  │                 ┌┘     └─┐                │  |
          │ ┌─┘    │                 │        │           ┌┐   │  |
      150M┤─┘      │                 │       ┌│─┐       ┌─┘│┐ ┌┘  |
          │        └┐   ┌─┐    ┌┐   ┌┘      ┌┘│ └─┌┐  ┌─┘┘ │└┐│   |
          │         │  ┌┘ └────┘│   │  ┌─┐┌─┘ │   │└──┘┘   │ └│┐┌─|
         0┤         │  │        └┐  │ ┌┘ └┘   │  ┌┘ └┘     │  │└┘ |
          └┬──────────┬──────────┬─────────┬──────────┬──────────┬|
           04-09    04-15      04-21     04-26      05-02    05-08|
      "
    `);
  });

  test('ASCII', () => {
    expect(picture(usage(30, 0.05, usdMeasure), 60, 10, 'ascii')).toMatchInlineSnapshot(`
      "
      $0.30+                                                   .--|
           |     .--.                  .----.                  |  |
           |   .-'  |                 .'    '-.                |  |
           | .-'    |                 |       |           ..   |  |
      $0.15+-'      |                 |      .|--.      .-'|-..'  |
           |        '.   .-.    ..   .'     .''. '..  .-'' | ||   |
           |         |  .' '----'|   | .-..-'  |  |'--''   '.'|..-|
      $0.00+         |  |        '.  | | ''    |  | ''      | |'' |
           ++----------+----------+--------+----------+----------+|
            04-09    04-15      04-21    04-26      05-02    05-08|
      "
    `);
  });

  test('two days', () => {
    expect(picture(usage(2, 50e6), 40, 7)).toMatchInlineSnapshot(`
      "
      250M┤                           ⣀⣀⣀⣀⣀⣀⡤⠤|
          │   ⣀⣀⣀⣀⣀⣀⡤⠤⠤⠤⠤⠤⠖⠒⠒⠒⠒⠒⠋⠉⠉⠉⠉⠉⠁       |
          │⠉⠉⠉⠁                         ⣀⣀⣀⣠⠤⠤|
          │               ⢀⣀⣀⣀⡤⠤⠤⠴⠒⠒⠚⠉⠉⠉⠁     |
         0┤⢀⣀⣀⣀⣀⣠⠤⠤⠴⠒⠒⠒⠋⠉⠉⠉                   |
          └┬─────────────────────────────────┬|
           04-09                         04-10|
      "
    `);
  });

  test('one day', () => {
    expect(picture(usage(1, 50e6), 40, 7)).toMatchInlineSnapshot(`
      "
      150M┤                 ⢸⡇                |
          │                 ⢸⡇                |
          │                 ⢸⡇                |
          │                 ⢸⡇                |
         0┤                 ⢸⡇                |
          └─────────────────┬─────────────────|
                          04-09               |
      "
    `);
  });

  test('the smallest', () => {
    expect(picture(usage(30, 50e6), 20, 3)).toMatchInlineSnapshot(`
      "
      300M┤⢀⡴⢲    ⡴⠒⢦  ⢀⡀⡏|
         0┤⠉ ⢸⢰⠦⠴⡆⣧⣤⢿⢳⣶⠟⡿⣧|
           04-09     05-08|
      "
    `);
  });

  test('one huge outlier', () => {
    const values = days(20).map((_, at) => (at === 12 ? 1e9 : at === 5 ? 0 : 1000));
    const data: ChartData = { labels: days(20), measure: tokenMeasure, series: [{ name: 'one', values }] };
    expect(picture(data, 40, 8)).toMatchInlineSnapshot(`
      "
      1B┤                       ⣿             |
        │                      ⢠⠿⡄            |
        │                      ⢸ ⡇            |
        │                      ⡏ ⢹            |
        │                     ⢠⠇ ⠸⡄           |
       0┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣸   ⣇⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀|
        └┬──────────┬─────────────┬──────────┬|
         04-09    04-15         04-22    04-28|
      "
    `);
  });

  test('nothing but zeros', () => {
    const data: ChartData = {
      labels: days(5),
      measure: usdMeasure,
      series: [{ name: 'none', values: [0, 0, 0, 0, 0] }],
    };
    expect(picture(data, 40, 7)).toMatchInlineSnapshot(`
      "
        │                                     |
        │                                     |
        │                                     |
        │                                     |
      $0┤                                     |
        └┬─────────────────┬─────────────────┬|
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
      0┤                            |
       └────────────────────────────|
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
      (all, columns, rows, id, measure) => {
        const labels = days(Math.max(0, ...all.map(values => values.length)));
        const series = all.map((values, at) => ({
          name: `m${at}`,
          values: labels.map((_, day) => values[day] ?? 0),
        }));
        const lines = chart({ labels, series, measure }, { columns, rows }, look(id), 'm1');
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
    ({ name, colour, values: [height, height] }) as const;
  const data: ChartData = {
    labels: days(2),
    measure: tokenMeasure,
    series: [flat('big', 10, 'red'), flat('small', 9.9, 'green')],
  };
  const styles = (focus?: string) =>
    chart(data, { columns: 30, rows: 3 }, look('braille'), focus)
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
  const first = chart(data, size, look('braille'));
  expect(chart(data, { ...size }, look('braille'))).toBe(first);
  expect(chart({ ...data }, size, look('braille'))).not.toBe(first);
  expect(chart(data, size, look('ascii'))).not.toBe(first);
  expect(chart(data, size, { glyphs: glyphs.braille, theme: themeOf('light', '256', 'light') })).not.toBe(
    first,
  );
  expect(chart(data, size, look('braille'), 'opus')).not.toBe(first);
});
