/**
 * Projects by the names that a user gave them. A name takes the place of the directory, so whatever shows, filters or
 * adds up projects uses it; several directories in one group become one project.
 */
import { getOrInsert } from '../core/group.ts';
import { projectPath, projectTail } from '../core/project.ts';
import type { ProjectNames } from '../core/settings.ts';

/** Gives the name of a directory's project, or the directory where it has none. `expand` reads a beginning `~`. */
export function projectNaming(
  names: ProjectNames | undefined,
  expand: (path: string) => string,
): (dir: string) => string {
  if (!names) return dir => dir;
  const aliases = Object.entries(names.aliases ?? {});
  const groups = Object.entries(names.groups ?? {});
  const known = new Map<string, string>();
  return dir =>
    getOrInsert(known, dir, () => {
      const path = projectPath(dir);
      const isMeant = (word: string) => expand(word) === path || word === projectTail(path);
      const alias = aliases.find(([word]) => isMeant(word))?.[1];
      const found = groups.find(([, words]) => words.some(word => isMeant(word) || word === alias));
      return found?.[0] ?? alias ?? dir;
    });
}
