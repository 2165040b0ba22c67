/** What projects are called by the user's wish. */
import { describe, expect, it } from 'vitest';
import { projectNaming } from '../../src/config/projects.ts';
import { expandHome } from '../../src/os/paths.ts';

const NAMES = {
  aliases: { loom: 'The Loom', '~/code/a.b': 'Dotted', '/srv/x': 'X' },
  groups: { Work: ['The Loom', '~/code/shuttle', 'x'], Play: ['shuttle', 'dice'] },
};

describe('a directory', () => {
  const nameOf = projectNaming(NAMES, path => expandHome(path, '/home/ada'));
  it.each([
    ['/home/ada/loom', 'Work', 'by the alias that its group names'],
    ['/home/ada/code/a.b', 'Dotted', 'by an alias of its path'],
    ['/elsewhere/a.b', '/elsewhere/a.b', 'that only ends alike'],
    ['/home/ada/code/shuttle', 'Work', 'in the first group that names it'],
    ['/elsewhere/shuttle', 'Play', 'in a group by its last part'],
    ['/srv/x', 'Work', 'by its last part before its alias'],
    ['/home/ada/other', '/home/ada/other', 'without a name'],
    ['', '', 'that is not known'],
  ])('%s is %s: %s', (dir, name) => {
    expect(nameOf(dir)).toBe(name);
    expect(nameOf(dir)).toBe(name);
  });

  it('is itself where nothing is named', () =>
    expect(projectNaming(undefined, path => path)('/home/ada/loom')).toBe('/home/ada/loom'));
});
