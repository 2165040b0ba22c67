/**
 * What a project is called. A session knows the directory it began in; a worktree of a repository is the same
 * project as the repository, and on screen a project goes by the end of its path.
 */

/** Where tools put the worktrees they make: the repository is what stands before. */
const WORKTREES = /[\\/](?:\.claude[\\/]worktrees|\.worktrees)[\\/].*$/;

const MOST_PARTS = 32;

/** The directory a project is known by; '' where the log names none. */
export function projectPath(dir: string | undefined): string {
  if (!dir) return '';
  const folded = dir.replace(WORKTREES, '');
  return folded.length > 1 ? folded.replace(/[\\/]+$/, '') : folded;
}

/** A directory as Claude Code spells it in the names of its own: '/home/ada/loom' is '-home-ada-loom'. */
export function projectSlug(dir: string): string {
  return dir.replace(/[^A-Za-z0-9]/g, '-');
}

/**
 * Short names for all projects at once: the last part of the path, and as many parts before it as are needed to
 * tell it from the others.
 */
export function projectNames(paths: Iterable<string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let open = [...new Set(paths)].sort();
  for (let parts = 1; open.length > 0; parts++) {
    const groups = new Map<string, string[]>();
    for (const path of open) {
      const name = lastParts(path, parts);
      groups.set(name, [...(groups.get(name) ?? []), path]);
    }
    open = [];
    for (const [name, same] of groups) {
      if (same.length === 1) names.set(same[0]!, name);
      // Nobody reads that many parts: what still looks alike goes by all of it.
      else if (parts > MOST_PARTS) for (const path of same) names.set(path, path);
      else for (const each of same) open.push(each);
    }
  }
  return names;
}

/** The last part of a project's path: what it is called where no other of that name can be meant. */
export function projectTail(path: string): string {
  return lastParts(path, 1);
}

function lastParts(path: string, count: number): string {
  if (path === '') return '(no project)';
  const parts = path.split(/[\\/]+/).filter(part => part !== '');
  return parts.length <= count ? path : parts.slice(-count).join('/');
}
