/** What git wrote into directories says which repository they belong to. */
import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { repositoryOf } from '../../src/os/repository.ts';
import { home } from '../support/home.ts';

test.each<[name: string, git: string | undefined, dir: string, expected: [string, string] | undefined]>([
  ['a worktree', 'gitdir: ~/loom/.git/worktrees/w1\n', 'w', ['loom', 'worktree']],
  ['a directory of a worktree', 'gitdir: ~/loom/.git/worktrees/w1\n', 'w/src', ['loom', 'worktree']],
  ['a relative path', 'gitdir: ../loom/.git/worktrees/w1', 'w', ['loom', 'worktree']],
  ['lines of Windows', 'gitdir: ~/loom/.git/worktrees/w1\r\n', 'w', ['loom', 'worktree']],
  ['of a bare repository', 'gitdir: ~/loom.git/worktrees/w1\n', 'w', ['loom.git', 'worktree']],
  ['of a hidden bare repository', 'gitdir: ~/loom/.bare/worktrees/w1\n', 'w', ['loom', 'worktree']],
  ['a submodule', 'gitdir: ~/loom/.git/modules/w\n', 'w', ['w', 'top']],
  ['a worktree of a submodule', 'gitdir: ~/loom/.git/modules/w/worktrees/x\n', 'w', ['w', 'top']],
  ['something else', 'no git at all', 'w', ['w', 'top']],
  ['a file that is too long', 'x'.repeat(9000), 'w', undefined],
  ['no repository', undefined, 'w', undefined],
  ['a repository', undefined, 'loom', ['loom', 'top']],
  ['a directory of a repository', undefined, 'loom/src', ['loom', 'below']],
  ['a directory that is not there', undefined, 'loom/gone', undefined],
])('%s', (_name, git, dir, expected) => {
  const at = home();
  for (const each of ['w/src', 'loom/src', 'loom/.git']) mkdirSync(at.at(each), { recursive: true });
  if (git !== undefined) at.write('w/.git', git.replace('~', at.dir));
  const found = repositoryOf(at.at(dir));
  expect(found).toEqual(expected && { path: at.at(expected[0]), is: expected[1] });
});

test('a path that is not of this system is nowhere', () => {
  expect(repositoryOf('C:\\work\\loom')).toBeUndefined();
  expect(repositoryOf('loom')).toBeUndefined();
});
