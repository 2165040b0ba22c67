/** One member of a JSON text, and not a byte beside it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberText, valueText, withMember, withoutMember } from '../../src/claude/json-member.ts';

function check(json: string, expected: string) {
  const put = withMember(json, 'a', valueText(json, { b: 1 }));
  expect(put).toBe(expected);
  expect(JSON.parse(put)).toEqual({ ...JSON.parse(json), a: { b: 1 } });
}

describe('a member is put in', () => {
  it('behind the others, indented as they are', () =>
    check('{\n    "x": 1.0\n}\n', '{\n    "x": 1.0,\n    "a": {\n        "b": 1\n    }\n}\n'));
  it('with tabs where there are tabs', () =>
    check('{\n\t"x": [1,  2]\n}', '{\n\t"x": [1,  2],\n\t"a": {\n\t\t"b": 1\n\t}\n}'));
  it('in one line where all is in one', () => check('{"x": 1}', '{"x": 1,"a": {"b":1}}'));
  it('in an empty object', () => check('{ }\n', '{\n  "a": {\n    "b": 1\n  }\n}\n'));
  it('in the place of the one before', () =>
    check('{ "a": [{"a": 2}, "}"], "x": 1 }', '{ "a": {"b":1}, "x": 1 }'));
  it('and is not taken for one inside another, or for text', () =>
    check(
      '{"x": {"a": 1}, "y": "\\"a\\": {", "z": "a"}',
      '{"x": {"a": 1}, "y": "\\"a\\": {", "z": "a","a": {"b":1}}',
    ));
  it('in the place of the last of several', () => check('{ "a": 1, "a": 2 }', '{ "a": 1, "a": {"b":1} }'));
  it('on Windows', () =>
    check('{\r\n  "x": 1\r\n}\r\n', '{\r\n  "x": 1,\r\n  "a": {\n    "b": 1\n  }\r\n}\r\n'));
});

describe('a member is taken out', () => {
  const cases = [
    ['the last', '{\n  "x": 1,\n  "a": {}\n}\n', '{\n  "x": 1\n}\n'],
    ['the first', '{\n  "a": {},\n  "x": 1\n}\n', '{\n  "x": 1\n}\n'],
    ['one between', '{"x":1, "a":[], "y":2}', '{"x":1, "y":2}'],
    ['the only one', '{\n  "a": 1\n}\n', '{}\n'],
    ['none', '{"x": {"a": 1}}', '{"x": {"a": 1}}'],
  ] as const;
  it.each(cases)('%s', (_, json, expected) => expect(withoutMember(json, 'a')).toBe(expected));
});

describe('for any object', () => {
  const objects = fc.record({
    value: fc.dictionary(
      fc.string().filter(name => name !== '__proto__'),
      fc.jsonValue({ maxDepth: 3 }),
      {
        minKeys: 1,
      },
    ),
    indent: fc.constantFrom('', '  ', '\t'),
  });

  it('a new member in and out again leaves every byte as it was', () => {
    fc.assert(
      fc.property(objects, ({ value, indent }) => {
        const { statusLine: _, ...rest } = value;
        fc.pre(Object.keys(rest).length > 0);
        const json = JSON.stringify(rest, null, indent);
        const put = withMember(json, 'statusLine', valueText(json, { command: 'x' }));
        expect(JSON.parse(put)).toEqual({ ...JSON.parse(json), statusLine: { command: 'x' } });
        expect(JSON.parse(memberText(put, 'statusLine')!)).toEqual({ command: 'x' });
        expect(withoutMember(put, 'statusLine')).toBe(json);
      }),
    );
  });
});
