import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlay, rasterise } from '../../../src/tui/draw/braille.ts';
import { GLYPH_SETS, glyphs } from '../../../src/tui/draw/glyphs.ts';
import { dotOf, resample } from '../../../src/tui/draw/resample.ts';

const { braille, line, ascii } = glyphs;
const amount = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e12, noNaN: true }));

test.each([
  ['a rise and a fall', [1, 2, 3, 4, 4, 3, 2, 1], 1, 4, braille, ['⣠⠞⠙⢦']],
  ['a spike from nothing', [0, 0, 8, 0], 2, 8, braille, [' ⣿', ' ⣿']],
  ['nothing', [0, 0, 0, 0], 1, 4, braille, ['  ']],
  ['something too small to see', [0.001, 0.001], 1, 1000, braille, ['⣀']],
  ['more than the top', [9, 9], 1, 4, braille, ['⠉']],
  ['an odd number of dots', [4, 4, 4], 1, 4, braille, ['⠉⠁']],
  ['boxes', [1, 1, 2, 2, 1], 2, 2, line, ['  ┌─┐', '──┘ └']],
  ['ASCII', [1, 1, 2, 2, 0], 2, 2, ascii, ['  .-.', "--' |"]],
  ['no points', [], 2, 2, ascii, []],
  ['no rows', [1], 0, 2, ascii, []],
  ['no top', [1], 1, 0, ascii, [' ']],
])('%s', (_, points, rows, top, set, expected) => {
  expect(rasterise(points, rows, top, set)).toEqual(expected);
});

test('a raster is as large as asked, and each point above zero is seen in its column', () => {
  fc.assert(
    fc.property(
      fc.array(amount, { minLength: 2, maxLength: 80 }),
      fc.integer({ min: 1, max: 15 }),
      fc.constantFrom(...GLYPH_SETS),
      (points, rows, id) => {
        const across = id === 'braille' ? 2 : 1;
        const raster = rasterise(points, rows, Math.max(...points), glyphs[id]);
        expect(raster.map(each => [...each].length)).toEqual(
          Array<number>(rows).fill(Math.ceil(points.length / across)),
        );
        points.forEach((point, at) => {
          if (point > 0) expect(raster.some(each => each[Math.floor(at / across)] !== ' ')).toBe(true);
        });
      },
    ),
  );
});

test.each([
  [' ', '⡇', '⡇'],
  ['⡇', ' ', '⡇'],
  ['⡇', '⢸', '⣿'],
  ['─', '│', '│'],
])('%j below %j is %j', (below, above, both) => {
  expect(overlay(below, above)).toBe(both);
});

describe('resample', () => {
  test.each([
    ['as many', [1, 2, 3], 3, [1, 2, 3]],
    ['fewer days: straight lines', [0, 4], 5, [0, 1, 2, 3, 4]],
    ['more days: the highest', [1, 9, 2, 0, 3, 4], 3, [9, 2, 4]],
    ['one day stands in the middle', [7], 5, [0, 0, 7, 0, 0]],
    ['no day', [], 3, [0, 0, 0]],
    ['what is no number', [Number.NaN, 5, Number.POSITIVE_INFINITY], 3, [0, 5, 0]],
    ['what is below zero', [-1, 5], 2, [0, 5]],
  ])('%s', (_, values, dots, points) => {
    expect(resample(values, dots)).toEqual(points);
  });

  test('keeps the peak, and every dot between the lowest and the highest', () => {
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 2, maxLength: 1200 }),
        fc.integer({ min: 2, max: 400 }),
        (values, dots) => {
          const points = resample(values, dots);
          expect(points).toHaveLength(dots);
          expect(Math.max(...points)).toBe(Math.max(...values));
          expect(Math.min(...points)).toBeGreaterThanOrEqual(Math.min(...values) * (1 - 1e-9));
        },
      ),
    );
  });

  test('gives each day its own dot where there is room, from edge to edge', () => {
    expect([0, 1, 2, 3].map(at => dotOf(at, 4, 10))).toEqual([0, 3, 6, 9]);
  });
});
