/** The beginning of a response, as the original tracker cuts it. */
import { expect, test } from 'vitest';
import { previewOf } from '../../src/web/preview.ts';

test.each([
  [undefined, ''],
  ['', ''],
  ['short', 'short'],
  ['a'.repeat(100), 'a'.repeat(100)],
  ['a'.repeat(101), `${'a'.repeat(100)}...`],
  ['😀'.repeat(100), '😀'.repeat(100)],
  ['😀'.repeat(101), `${'😀'.repeat(100)}...`],
])('%j', (text, expected) => {
  expect(previewOf(text)).toBe(expected);
});
