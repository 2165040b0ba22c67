/** Which directories are one project: worktrees and their repository, and all spellings of a path. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Disk, Projects } from '../../src/rollup/projects.ts';

const HOME = '/home/ada';

/** A disk with repositories, and worktrees by the repository that git says they are of. */
function disk(repositories: readonly string[], worktrees: Readonly<Record<string, string>> = {}): Disk {
  return {
    home: HOME,
    repositoryOf(dir) {
      for (const [top, path] of Object.entries(worktrees)) {
        if (dir === top || dir.startsWith(`${top}/`)) return { path, is: 'worktree' };
      }
      const top = repositories.find(each => dir === each || dir.startsWith(`${each}/`));
      return top === undefined ? undefined : { path: top, is: dir === top ? 'top' : 'below' };
    },
  };
}

/** The project of each directory, all of them known; and the same in any order. */
function check(expected: Readonly<Record<string, string>>, on?: Disk): void {
  const dirs = Object.keys(expected);
  for (const all of [dirs, dirs.toReversed()]) {
    const projects = new Projects(all, on);
    expect(Object.fromEntries(dirs.map(dir => [dir, projects.of(dir)]))).toEqual(expected);
  }
}

const SRC = `${HOME}/src`;
const LOOM = `${SRC}/loom`;

describe('a worktree that is gone', () => {
  test.each([
    `${LOOM}/.claude/worktrees/happy-tesla`,
    `${LOOM}/.claude/worktrees/happy-tesla/src/deep`,
    `${LOOM}/.claude/worktree/slug`,
    `${LOOM}/.claude/.wt/f4`,
  ])('%s tells its repository by itself', dir => check({ [dir]: LOOM }));

  const PLACES = [
    `${LOOM}/.wt/f5`,
    `${LOOM}/.worktrees/f6`,
    `${LOOM}/.worktrees/f6/src`,
    `${LOOM}+release`,
    `${SRC}/worktrees/loom/f7`,
    `${SRC}/.wt/loom/worktree/f8`,
    `${SRC}/loom.worktrees/f9`,
    `${SRC}/loom-worktrees/f10`,
    `${SRC}/.worktrees/loom-fix`,
    `${SRC}/.worktrees/loom`,
    `${HOME}/.claude-worktrees/loom/brave-fox`,
    `${HOME}/.codex/worktrees/ab12/loom`,
    `${HOME}/.cursor/worktrees/loom/xy`,
    `${HOME}/conductor/workspaces/loom/lisbon`,
  ];
  test.each(PLACES)('%s is of a repository that is known', dir => check({ [LOOM]: LOOM, [dir]: LOOM }));
  test.each(PLACES)('%s is itself where none is known', dir => check({ [dir]: dir }));
  test.each(PLACES.slice(0, 10))('%s is of a repository on the disk', dir =>
    check({ [dir]: LOOM }, disk([LOOM])),
  );

  test('is of the repository that it is called after, not of the directory of all', () =>
    check({
      [LOOM]: LOOM,
      [`${SRC}/kiln`]: `${SRC}/kiln`,
      [`${SRC}/.worktrees/loom-fix`]: LOOM,
      [`${SRC}/.worktrees/kiln-fix`]: `${SRC}/kiln`,
      [`${SRC}/.worktrees/other-fix`]: `${SRC}/.worktrees/other-fix`,
    }));

  test('is of the longest name', () =>
    check({
      [LOOM]: LOOM,
      [`${LOOM}-web`]: `${LOOM}-web`,
      [`${SRC}/.worktrees/loom-web-fix`]: `${LOOM}-web`,
    }));

  test('is itself where several repositories have the name', () => {
    const dir = `${HOME}/.codex/worktrees/ab12/loom`;
    check({ [LOOM]: LOOM, '/srv/loom': '/srv/loom', [dir]: dir });
  });

  test('in a worktree is of the repository of both', () =>
    check({ [LOOM]: LOOM, [`${SRC}/worktrees/loom/f7/.claude/worktrees/x`]: LOOM }));

  test('below the home is of no project that is the home', () => {
    const dir = `${HOME}/.claude/worktrees/x`;
    check({ [dir]: dir }, disk([]));
  });

  test('on Windows', () =>
    check({
      'C:\\work\\loom\\.claude\\worktrees\\silk': 'C:\\work\\loom',
      'C:\\work\\loom': 'C:\\work\\loom',
      'C:\\work\\.worktrees\\loom-fix': 'C:\\work\\loom',
    }));
});

describe('git', () => {
  test('is believed wherever the worktree is', () =>
    check(
      { '/tmp/x': LOOM, '/tmp/x/pkg': LOOM, [`${LOOM}/w`]: LOOM },
      disk([LOOM], { '/tmp/x': LOOM, [`${LOOM}/w`]: LOOM }),
    ));

  test('makes a clone among worktrees a project of its own', () => {
    const clone = `${SRC}/.worktrees/loom-fix`;
    check({ [LOOM]: LOOM, [clone]: clone }, disk([LOOM, clone]));
  });

  test('does not make a directory of a repository the repository', () =>
    check({ [`${LOOM}/pkg`]: `${LOOM}/pkg` }, disk([LOOM])));
});

describe('spellings', () => {
  const C = 'C:\\Users\\Ada\\loom';
  test('of a drive are one', () =>
    check({
      [C]: C,
      'c:\\Users\\Ada\\loom': C,
      'c:\\users\\ada\\loom': C,
      'C:/Users/Ada/loom': C,
      [`${C}\\`]: C,
      [`\\\\?\\${C}`]: C,
      '/c/Users/Ada/loom': C,
      '/mnt/c/Users/Ada/loom': C,
      '/mnt/d/Users/Ada/loom': '/mnt/d/Users/Ada/loom',
      'E:\\': 'E:\\',
    }));

  test('of a drive are none where there is no drive', () =>
    check({ '/c/Users/Ada/loom': '/c/Users/Ada/loom', '/mnt/c/x': '/mnt/c/x' }));

  test('of links of macOS, and of letters with marks', () =>
    check({
      '/private/tmp/loom': '/tmp/loom',
      '/tmp/loom/': '/tmp/loom',
      '/private/loom': '/private/loom',
      '/home/ada/caf\u00e9': '/home/ada/caf\u00e9',
      '/home/ada/cafe\u0301': '/home/ada/caf\u00e9',
      '/': '/',
    }));

  test('in small letters are others elsewhere', () =>
    check({ '/home/ada/Loom': '/home/ada/Loom', '/home/ada/loom': '/home/ada/loom' }));
});

test('a project is its own project, and no directory is made up', () => {
  const part = fc.constantFrom(
    'a',
    'b',
    'a-b',
    'a+b',
    '.worktrees',
    '.wt',
    'worktrees',
    'worktree',
    '.claude',
    '.codex',
  );
  const dir = fc.array(part, { minLength: 1, maxLength: 6 }).map(parts => `/${parts.join('/')}`);
  fc.assert(
    fc.property(fc.uniqueArray(dir, { maxLength: 6 }), dirs => {
      const projects = new Projects(dirs);
      for (const each of dirs) {
        const project = projects.of(each);
        expect(projects.of(project)).toBe(project);
        const isIn = each.startsWith(`${project}/.claude/`);
        expect(isIn || dirs.includes(project)).toBe(true);
      }
    }),
  );
});
