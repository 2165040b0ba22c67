/** What Ink measures of a frame is the same text for every frame of a size, whatever the frame shows. */
import { expect, test } from 'vitest';
import { Canvas } from '../../src/tui/draw/Canvas.tsx';
import { styled } from '../../src/tui/draw/styled.ts';
import { renderAt } from '../support/render-at.tsx';

const frame = (n: number) => Array.from({ length: 3 }, (_, y) => [styled(`frame ${n} line ${y}`)]);

test('lines are written as they are', async () => {
  const app = await renderAt(<Canvas lines={frame(0)} />, { columns: 40, rows: 3 });
  expect(app.lines()).toEqual(['frame 0 line 0', 'frame 0 line 1', 'frame 0 line 2']);
  await app.rerender(<Canvas lines={frame(1)} />);
  expect(app.lines()).toEqual(['frame 1 line 0', 'frame 1 line 1', 'frame 1 line 2']);
});

test('the text that Ink measures does not depend on what is shown', () => {
  const textOf = (n: number) => Canvas({ lines: frame(n) }).props.children;
  expect(textOf(1)).toBe(textOf(2));
  expect(textOf(1)).toHaveLength(3);
});
