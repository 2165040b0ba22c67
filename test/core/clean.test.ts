import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableJson, printableText, withoutControls } from '../../src/core/clean.ts';
import { displayWidth } from '../../src/core/width.ts';

test.each([
  ['claude-opus-4-6', 'claude-opus-4-6'],
  ['näh 🧵 日本', 'näh 🧵 日本'],
  ['हिन्दी é', 'हिन्दी é'],
  ['a\tb\nc', 'a\tb\nc'],
  ['a\r\nb', 'a\r\nb'],
  ['a\rb', 'ab'],
  ['\x1b[31mred\x1b[0m', 'red'],
  ['\x1b[?1049hscreen', 'screen'],
  ['\x1b]0;title\x07text', 'text'],
  ['\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\', 'link'],
  ['\x1bPq#0\x1b\\picture', 'picture'],
  ['\x1b]0;never ends, the next name', '0;never ends, the next name'],
  ['\x1b]0;never ends\n\x07the next line', '0;never ends\nthe next line'],
  ['\x1bcreset', 'reset'],
  ['\x1b', ''],
  ['a\0b\x07c\x08d\x7fe', 'abcde'],
  ['\x9b31mred', 'red'],
  ['\x9d0;title\x9ctext', 'text'],
  ['a\u202eb\u2066c\u200fd\u061ce', 'abcde'],
  ['a\u200bb\u200dc\ufeffd\u2060e\xadf', 'abcdef'],
  ['a\u2028b\u2029c\x85d', 'a b c d'],
  ['a\u{e0041}\u{e007f}b', 'ab'],
])('%j is printed as %j', (text, expected) => {
  expect(printableText(text)).toBe(expected);
  expect(printable(text)).toBe(expected.replace(/[\r\n\t]+/g, ' '));
});

/** What no terminal may get from a log. */
const HARMFUL =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\r(?!\n)/u;
const parts = fc.array(
  fc.constantFrom(
    ...['\x1b', '[', ']', 'm', '\x07', '\\', '3', ';', 'ä', '\x9c', '\x9b', '\n', '\r', 'P', '\x85'],
    ...['\u202e', '\u200b', '\u2028', '\u{e0041}', '\ufeff', '🧵'],
  ),
  { maxLength: 20 },
);

test('nothing that controls a terminal is left of any text, and nothing new appears', () => {
  fc.assert(
    fc.property(parts, units => {
      const clean = printableText(units.join(''));
      expect(clean).not.toMatch(HARMFUL);
      expect(printableText(clean)).toBe(clean);
      expect(printable(units.join(''))).not.toMatch(/[\r\n\t]/);
    }),
  );
});

test('JSON keeps every character, and shows none that harms', () => {
  fc.assert(
    fc.property(parts, units => {
      const text = printableJson(JSON.stringify(units.join('')));
      expect(JSON.parse(text)).toBe(units.join(''));
      expect(printableText(text)).toBe(text);
    }),
  );
});

test('of a measured text only goes what takes no column', () => {
  expect(withoutControls('a\x1b[1mb\n\tc\u200b\u2028d 日本')).toBe('a[1mbc d 日本');
  fc.assert(
    fc.property(parts, units => {
      const text = units.join('');
      const left = withoutControls(text);
      expect(left).not.toMatch(HARMFUL);
      expect(left).not.toMatch(/[\r\n\t]/);
      expect(displayWidth(left)).toBe(displayWidth(text));
    }),
  );
});
