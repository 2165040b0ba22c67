/** What a project is called: on screen it goes by the end of its path. */

const MOST_PARTS = 32;

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
