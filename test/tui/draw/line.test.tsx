import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../../src/tui/draw/cells.ts';
import { Line, Lines } from '../../../src/tui/draw/Line.tsx';
import { styled } from '../../../src/tui/draw/styled.ts';
import { renderAt } from '../../support/render-at.tsx';

const size = { columns: 20, rows: 4 };

describe('Line', () => {
  test('writes one style per run', async () => {
    const shown = await renderAt(
      <Line
        line={[
          styled('a', { colour: 'red' }),
          styled('b', { colour: 'ansi256(202)', bold: true }),
          styled('c'),
        ]}
      />,
      size,
    );
    expect(cellsOf(shown.frame(), 20)).toEqual({
      chars: ['a', 'b', 'c'],
      styles: ['31', '1;38;5;202', ''],
    });
  });

  test('is cut where the screen ends', async () => {
    const shown = await renderAt(<Line line={[styled('abcdefghij'), styled('klmnopqrstuvwxyz')]} />, size);
    expect(shown.lines()).toEqual(['abcdefghijklmnopqrs…']);
  });
});

test('an empty line keeps its place, and a line too wide does not hide the others', async () => {
  const shown = await renderAt(
    <Lines lines={[[styled('one')], [], [styled('x'.repeat(30))], [styled('four')]]} />,
    size,
  );
  expect(shown.lines()).toEqual(['one', '', `${'x'.repeat(19)}…`, 'four']);
});

test('a line is laid out anew when the screen changes its size', async () => {
  const shown = await renderAt(<Line line={[styled('abcdefghij')]} />, size);
  await shown.resize(5, 4);
  expect(shown.lines()).toEqual(['abcd…']);
});
