/** Names with marks keep them on the screen, and what is beside them stays in its column. */
import { expect, test } from 'vitest';
import { displayWidth } from '../../../src/core/width.ts';
import { cellsOf, noCells, patch, slice } from '../../../src/tui/draw/cells.ts';

const HINDI = 'हिन्दी';

test('a cell has the marks that join its character', () => {
  expect(cellsOf(`${HINDI}|`, 20).chars).toEqual(['ह', 'ि', 'न्', 'द', 'ी', '|']);
  expect(displayWidth(HINDI)).toBe(5);
  expect(cellsOf('世\u0301!', 20).chars).toEqual(['世\u0301', '', '!']);
});

test('what follows a mark is placed by its column', () => {
  expect(patch(noCells, cellsOf(`${HINDI}|`, 20), 0, 20)).toBe('\x1b[1;1Hहि\x1b[3Gन्\x1b[4Gदी\x1b[6G|');
});

test('a changed mark is a changed cell', () => {
  const [before, after] = [cellsOf('कि|', 20), cellsOf('की|', 20)];
  expect(patch(before, after, 2, 20)).toBe('\x1b[3;2Hी\x1b[3G');
});

test('a part of a line keeps the marks of its characters', () => {
  expect(slice(`ab${HINDI}`, 2, 5)).toBe('हिन्');
});
