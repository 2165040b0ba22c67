/**
 * Names that the user gave to projects: an alias for one, a group for several. They are put on when rows are made and
 * replaced by directories in filters; what the logs say of directories stays as it is.
 */
import type { ProjectNames } from './settings.ts';

/** What a project goes by: its group, else its alias; undefined where it has neither. */
export function givenName(path: string, { groups = {}, aliases = {} }: ProjectNames): string | undefined {
  const group = Object.entries(groups).find(([, members]) => members.some(member => isProject(path, member)));
  const alias = Object.entries(aliases).find(([project]) => isProject(path, project));
  return group?.[0] ?? alias?.[1];
}

/**
 * What a name in a filter means: itself, the directory of an alias, the members of a group, and the names that it goes
 * by. All of them, because a journal whose feed names projects knows those that have a name by nothing else: there the
 * member of a group means the group.
 */
export function projectsMeant(word: string, { groups = {}, aliases = {} }: ProjectNames): readonly string[] {
  const stoodFor = Object.entries(aliases).flatMap(([project, alias]) => (alias === word ? [project] : []));
  const called = Object.entries(aliases).flatMap(([project, alias]) =>
    areOne(project, word) ? [alias] : [],
  );
  const isMeant = (member: string) => areOne(member, word) || called.includes(member);
  const grouped = Object.entries(groups).flatMap(([name, members]) => {
    if (name === word) return members;
    return members.some(isMeant) ? [name] : [];
  });
  return [...new Set([word, ...stoodFor, ...called, ...grouped])];
}

/** Two words for a project, one perhaps longer. */
function areOne(one: string, other: string): boolean {
  return isProject(one, other) || isProject(other, one);
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
