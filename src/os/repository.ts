/** Which repository a directory belongs to, as git says it: a worktree has a file `.git` that names its repository. */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

/** The repository of a directory, and what the directory is to it. */
export interface Repository {
  readonly path: string;
  readonly is: 'top' | 'below' | 'worktree';
}

const MOST_LEVELS = 32;
/** What git writes is one line with a path. */
const MOST_BYTES = 8192;

/** Undefined where the directory is not there, is in no repository, or what git wrote cannot be read. */
export function repositoryOf(dir: string): Repository | undefined {
  if (!isAbsolute(dir) || !isDirectory(dir)) return undefined;
  let at = dir;
  for (let level = 0; level < MOST_LEVELS; level++) {
    const git = statSync(join(at, '.git'), { throwIfNoEntry: false });
    if (git?.isDirectory()) return { path: at, is: at === dir ? 'top' : 'below' };
    if (git?.isFile() && git.size < MOST_BYTES) {
      const path = repositoryNamed(join(at, '.git'));
      // A submodule is a project of its own.
      if (path === undefined) return { path: at, is: at === dir ? 'top' : 'below' };
      return { path, is: 'worktree' };
    }
    const above = dirname(at);
    if (above === at) return undefined;
    at = above;
  }
  return undefined;
}

/** The same, which looks at each directory once. */
export function rememberRepositories(): typeof repositoryOf {
  const known = new Map<string, Repository | undefined>();
  return dir => {
    if (!known.has(dir)) known.set(dir, repositoryOf(dir));
    return known.get(dir);
  };
}

/** The repository that a worktree's file `.git` names ("gitdir: /src/loom/.git/worktrees/fix", git-worktree(1)). */
function repositoryNamed(file: string): string | undefined {
  const named = /^gitdir: (.+?)\s*$/m.exec(readFileSync(file, 'utf8'))?.[1];
  if (named === undefined) return undefined;
  const match = /^(.*?)[\\/]worktrees[\\/][^\\/]+[\\/]?$/s.exec(resolve(dirname(file), named));
  if (!match) return undefined;
  const git = match[1]!;
  if (/[\\/]\.git[\\/]modules[\\/]/.test(git)) return undefined;
  // A bare repository is what it is called, or is hidden in the directory that holds its worktrees.
  return basename(git) === '.git' || basename(git) === '.bare' ? dirname(git) : git;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
