import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectNames } from '../../src/core/project.ts';

test.each<[string[], string[]]>([
  [[], []],
  [['/home/ada/loom'], ['loom']],
  [
    ['/home/ada/loom', '/home/ada/shuttle'],
    ['loom', 'shuttle'],
  ],
  [
    ['/home/ada/loom', '/home/bob/loom'],
    ['ada/loom', 'bob/loom'],
  ],
  [
    ['/a/x/loom', '/b/x/loom', '/c/y/loom', '/d/shuttle'],
    ['/a/x/loom', '/b/x/loom', 'y/loom', 'shuttle'],
  ],
  [
    ['/loom', '/a/loom'],
    ['/loom', 'loom'],
  ],
  [
    ['C:\\work\\loom', '/work/loom'],
    ['work/loom', '/work/loom'],
  ],
  [
    ['', '/loom'],
    ['(no project)', '/loom'],
  ],
  [
    ['loom', '/loom'],
    ['loom', '/loom'],
  ],
])('the names of %j are %j', (paths, expected) => {
  const names = projectNames(paths);
  expect(paths.map(path => names.get(path))).toEqual(expected);
});

test('two projects never share a name', () => {
  const part = fc.constantFrom('a', 'b', 'c', '(no project)');
  const path = fc
    .record({
      root: fc.constantFrom('/', '', 'C:\\'),
      parts: fc.array(part, { maxLength: 5 }),
      tail: fc.nat(40),
    })
    .map(({ root, parts, tail }) => root + [...parts, ...new Array<string>(tail).fill('deep')].join('/'));
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 8 }), paths => {
      const names = projectNames(paths);
      expect(new Set(names.values()).size).toBe(paths.length);
    }),
  );
});
