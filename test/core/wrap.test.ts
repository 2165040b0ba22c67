import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth } from '../../src/core/width.ts';
import { wrapped } from '../../src/core/wrap.ts';

test.each([
  ['one two three', 20, '', ['one two three']],
  ['one two three', 7, '', ['one two', 'three']],
  ['one two three', 7, '  ', ['one two', '  three']],
  ['  note: one two', 11, '    ', ['  note: one', '    two']],
  ['averylongword and', 5, '', ['averylongword', 'and']],
  ['世界 世界 a', 5, '', ['世界', '世界', 'a']],
  ['', 5, '', ['']],
])('%j in %i columns', (text, columns, indent, lines) => {
  expect(wrapped(text, columns, indent)).toEqual(lines);
});

test('no word is lost or broken, and no line of several words is too wide', () => {
  const words = fc.array(
    fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 9 }).map(word => word.replace(/\s/g, '_')),
    {
      minLength: 1,
    },
  );
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 30 }), (all, columns) => {
      const lines = wrapped(all.join(' '), columns);
      expect(lines.join(' ').split(' ')).toEqual(all);
      for (const line of lines)
        if (line.includes(' ')) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    }),
  );
});
