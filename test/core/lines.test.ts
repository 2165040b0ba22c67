import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachLine, jsonObject, wholeLines } from '../../src/core/lines.ts';

function lines(text: string | Uint8Array): [string, number][] {
  const found: [string, number][] = [];
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  eachLine(bytes, (line, at) => found.push([Buffer.from(line).toString('latin1'), at]));
  return found;
}

test.each<[string, [string, number][]]>([
  ['', []],
  ['a', [['a', 0]]],
  ['a\n', [['a', 0]]],
  [
    'a\nb',
    [
      ['a', 0],
      ['b', 2],
    ],
  ],
  [
    '\n\n',
    [
      ['', 0],
      ['', 1],
    ],
  ],
  [
    'a\r\nb\r\n',
    [
      ['a', 0],
      ['b', 3],
    ],
  ],
  ['a\rb\n', [['a\rb', 0]]],
  ['\r\n', [['', 0]]],
  ['a\r\r\n', [['a\r', 0]]],
  ['a\0b\n', [['a\0b', 0]]],
])('lines of %j', (text, expected) => {
  expect(lines(text)).toEqual(expected);
});

test('the lines of two parts, cut behind a newline, are the lines of the whole', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(80), (bytes, near) => {
      const cut = wholeLines(bytes.subarray(0, near));
      const rest = lines(bytes.subarray(cut)).map(([line, at]) => [line, at + cut]);
      expect([...lines(bytes.subarray(0, cut)), ...rest]).toEqual(lines(bytes));
    }),
  );
});

test.each<[string, number]>([
  ['', 0],
  ['abc', 0],
  ['a\nbc', 2],
  ['a\n', 2],
  ['\n\nx', 2],
])('whole lines of %j', (text, expected) => {
  expect(wholeLines(Buffer.from(text))).toBe(expected);
});

test.each<[string, unknown]>([
  ['{"a":1}', { a: 1 }],
  [' {"a":1}\t', { a: 1 }],
  ['\ufeff{"a":1}', { a: 1 }],
  ['{}', {}],
  ['[]', undefined],
  ['null', undefined],
  ['1', undefined],
  ['"a"', undefined],
  ['', undefined],
  ['{"a":1', undefined],
  ['{"a":1}{"b":2}', undefined],
  ['\0{"a":1}', undefined],
])('jsonObject(%j)', (text, expected) => {
  expect(jsonObject(Buffer.from(text))).toEqual(expected);
});

test('jsonObject of bytes that are not UTF-8 is nothing', () => {
  expect(jsonObject(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]))).toBeUndefined();
});
