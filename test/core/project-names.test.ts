import { expect, test } from 'vitest';
import { givenName, isProject, projectsMeant } from '../../src/core/project-names.ts';

const NAMES = {
  aliases: { loom: 'The Loom', '~/code/spindle': 'Spindle' },
  groups: { Work: ['/home/ada/loom', 'shuttle/'], constructor: ['bobbin'] },
};

test.each([
  ['/home/ada/loom', 'Work'],
  ['/srv/loom', 'The Loom'],
  ['/home/ada/code/spindle', 'Spindle'],
  ['C:\\Ada\\Shuttle', 'Work'],
  ['/home/ada/bobbin', 'constructor'],
  ['/home/ada/heirloom', undefined],
  ['', undefined],
])('%s goes by %s', (path, expected) => {
  expect(givenName(path, NAMES)).toBe(expected);
});

test('nobody gave a name', () => {
  expect(givenName('/home/ada/loom', {})).toBe(undefined);
  expect(projectsMeant('loom', {})).toEqual(['loom']);
});

test('a name means what it was given to', () => {
  expect(projectsMeant('Work', NAMES)).toEqual(['Work', '/home/ada/loom', 'shuttle/']);
  expect(projectsMeant('The Loom', NAMES)).toEqual(['The Loom', 'loom']);
  expect(projectsMeant('toString', NAMES)).toEqual(['toString']);
});

test('what has a name is meant by that, too, because a journal may know it by nothing else', () => {
  expect(projectsMeant('/home/ada/code/spindle', NAMES)).toEqual(['/home/ada/code/spindle', 'Spindle']);
  expect(projectsMeant('shuttle', NAMES)).toEqual(['shuttle', 'Work']);
  expect(projectsMeant('loom', { ...NAMES, groups: { Cloth: ['The Loom'] } })).toEqual([
    'loom',
    'The Loom',
    'Cloth',
  ]);
});

test('the project without a directory is meant by nothing else', () => {
  expect(isProject('', '')).toBe(true);
  expect(isProject('/home/ada/loom', '')).toBe(false);
});
