import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from '../../src/core/clean.ts';

test.each([
  ['claude-opus-4-6', 'claude-opus-4-6'],
  ['näh 🧵 日本', 'näh 🧵 日本'],
  ['a\tb\nc', 'a\tb\nc'],
  ['a\rb', 'ab'],
  ['\x1b[31mred\x1b[0m', 'red'],
  ['\x1b[?1049hscreen', 'screen'],
  ['\x1b]0;title\x07text', 'text'],
  ['\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\', 'link'],
  ['\x1bPq#0\x1b\\picture', 'picture'],
  ['\x1b]0;never ends', ''],
  ['\x1bcreset', 'reset'],
  ['\x1b', ''],
  ['a\0b\x07c\x08d\x7fe', 'abcde'],
  ['\x9b31mred', '31mred'],
])('%j is printed as %j', (text, expected) => {
  expect(printable(text)).toBe(expected);
});

test('nothing that controls a terminal is left of any text, and nothing new appears', () => {
  const unit = fc.constantFrom('\x1b', '[', ']', 'm', '\x07', '\\', '3', ';', 'ä', '\x9c', '\x9b', '\n', 'P');
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 20 }), units => {
      const clean = printable(units.join(''));
      expect(clean).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
      expect(printable(clean)).toBe(clean);
    }),
  );
});
