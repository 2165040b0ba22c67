/** Frames put together by our output and by Ink's own: other bytes, the same cells. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, slice } from '../../src/tui/draw/cells.ts';
import Output from '../../src/tui/ink-output.ts';

const { default: InkOutput } = (await import(
  new URL('../../node_modules/ink/build/output.js', import.meta.url).href
)) as { default: typeof Output };

const size = { width: 16, height: 4 };

type Step =
  | { readonly do: 'write'; readonly x: number; readonly y: number; readonly text: string }
  | { readonly do: 'clip'; readonly clip: Parameters<Output['clip']>[0] }
  | { readonly do: 'unclip' };

/** What an output shows, row by row. */
function rowsOf(output: Output, steps: readonly Step[]) {
  const numbered = (line: string, index: number) => line.replace('#', `${index}`);
  for (const step of steps) {
    if (step.do === 'write') output.write(step.x, step.y, step.text, { transformers: [numbered] });
    else if (step.do === 'clip') output.clip(step.clip);
    else output.unclip();
  }
  const { output: frame, height } = output.get();
  expect(height).toBe(size.height);
  return frame.split('\n').map(line => cellsOf(line, size.width));
}

function expectAlike(steps: readonly Step[]) {
  expect(rowsOf(new Output(size), steps)).toEqual(rowsOf(new InkOutput(size), steps));
}

const piece = fc.constantFrom(
  'a',
  'bc',
  ' ',
  '#',
  '\x1b[1mdef\x1b[0m',
  '\x1b[7m  \x1b[0m',
  '\x1b[38;5;9mx y\x1b[39m',
);
const text = fc
  .array(
    fc.array(piece, { maxLength: 5 }).map(pieces => pieces.join('')),
    { minLength: 1, maxLength: 3 },
  )
  .map(lines => lines.join('\n'));
/** Rows above the screen are none of Ink's cares: it lets the lines below move up. */
const write = fc.record({
  do: fc.constant('write' as const),
  x: fc.integer({ min: -4, max: 18 }),
  y: fc.integer({ min: 0, max: 5 }),
  text,
});
const edge = (min: number, max: number) => fc.option(fc.integer({ min, max }), { nil: undefined });
/** Ink clips a side only where both its ends are told. */
const clip = fc.tuple(edge(0, 16), edge(0, 16), edge(0, 4), edge(0, 4)).map(([x1, x2, y1, y2]) => ({
  do: 'clip' as const,
  clip: {
    ...(x1 !== undefined && x2 !== undefined && { x1: Math.min(x1, x2), x2: Math.max(x1, x2) }),
    ...(y1 !== undefined && y2 !== undefined && { y1: Math.min(y1, y2), y2: Math.max(y1, y2) }),
  },
}));

describe('our output', () => {
  test('shows what Ink shows of texts beside and over each other, clipped or not', () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: write },
      { weight: 1, arbitrary: clip },
      { weight: 1, arbitrary: fc.constant({ do: 'unclip' as const }) },
    );
    fc.assert(fc.property(fc.array(step, { maxLength: 8 }), expectAlike), { numRuns: 3000 });
  });

  test('lays wide characters beside each other', () => {
    expectAlike([
      { do: 'write', x: 1, y: 0, text: '織機 a' },
      { do: 'write', x: 9, y: 0, text: 'プb' },
    ]);
  });

  test('shows nothing of a wide character that is half covered', () => {
    const steps: Step[] = [
      { do: 'write', x: 0, y: 0, text: '織機プ' },
      { do: 'write', x: 1, y: 0, text: 'xx' },
    ];
    expect(rowsOf(new Output(size), steps)[0]!.chars).toEqual([' ', 'x', 'x', ' ', 'プ', '']);
  });
});

describe('a slice of a line', () => {
  test('is as wide as was asked for, in the styles of the line', () => {
    expect(cellsOf(slice('\x1b[1mabc\x1b[0mdef', 2, 4), 9)).toEqual({ chars: ['c', 'd'], styles: ['1', ''] });
    expect(slice('ab', 1, 5)).toBe('b   ');
    expect(slice('ab', 2, 2)).toBe('');
  });
});
