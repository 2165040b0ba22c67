/**
 * Projects by the names that a user gave them. A name takes the place of the directory, so whatever shows, filters or
 * adds up projects uses it; several directories in one group become one project.
 */
import { getOrInsert } from '../core/group.ts';
import { projectTail } from '../core/project.ts';
import type { ProjectNames } from '../core/settings.ts';

/** Gives the name of a project, or its path where it has none. `expand` reads a beginning `~`. */
export function projectNaming(
  names: ProjectNames | undefined,
  expand: (path: string) => string,
): (path: string) => string {
  if (!names) return path => path;
  const aliases = Object.entries(names.aliases ?? {});
  const groups = Object.entries(names.groups ?? {});
  const known = new Map<string, string>();
  return path =>
    getOrInsert(known, path, () => {
      const isMeant = (word: string) => expand(word) === path || word === projectTail(path);
      const alias = aliases.find(([word]) => isMeant(word))?.[1];
      const found = groups.find(([, words]) => words.some(word => isMeant(word) || word === alias));
      return found?.[0] ?? alias ?? path;
    });
}
