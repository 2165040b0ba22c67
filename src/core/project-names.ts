/**
 * Names that somebody gave to projects: an alias for one, a group for several. They are put on when rows are made and
 * taken off when somebody asks by them; what the logs say of directories stays as it is.
 */
import type { ProjectNames } from './settings.ts';

/** What a project goes by: its group, else its alias; undefined where nobody gave it a name. */
export function givenName(path: string, { groups = {}, aliases = {} }: ProjectNames): string | undefined {
  const group = Object.entries(groups).find(([, members]) => members.some(member => isProject(path, member)));
  const alias = Object.entries(aliases).find(([project]) => isProject(path, project));
  return group?.[0] ?? alias?.[1];
}

/** The projects that a word means: the members of a group, what an alias stands for, or what it says itself. */
export function projectsMeant(word: string, { groups = {}, aliases = {} }: ProjectNames): readonly string[] {
  const named = Object.entries(aliases).flatMap(([project, alias]) => (alias === word ? [project] : []));
  const meant = [...(Object.hasOwn(groups, word) ? groups[word]! : []), ...named];
  return meant.length > 0 ? meant : [word];
}

/** Whether a word means a project: by its whole path or the end of it. A path below the home may begin with `~`. */
export function isProject(path: string, word: string): boolean {
  const end = plain(word).replace(/^~\//, '').replace(/\/+$/, '');
  const whole = plain(path);
  return end === '' ? whole === '' : whole === end || whole.endsWith(`/${end}`);
}

function plain(path: string): string {
  return path.toLowerCase().replaceAll('\\', '/');
}
