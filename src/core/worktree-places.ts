/**
 * Where tools and people put the worktrees of a repository, for worktrees that are gone: git itself is asked for those that
 * are there (`os/repository.ts`). A place says which directories may be the repository; whether one of them is somebody's is
 * for the caller to know.
 */

export interface WorktreePlace {
  /** Paths that may be the repository, the likeliest first. */
  readonly paths: readonly string[];
  /** Where the place names the repository and does not say where it is. */
  readonly name?: string;
  /** Only the tool that made the place puts anything there: the first path is the repository. */
  readonly isCertain?: boolean;
}

/** The place of a directory; undefined where it is none that is known. */
export function worktreePlace(dir: string): WorktreePlace | undefined {
  for (const [pattern, place] of PLACES) {
    const match = pattern.exec(dir);
    if (match) return place(match.groups!);
  }
  return undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** In patterns: `/` is a separator of any system, `top` what comes before, `repo` its name, `x` the worktree's. */
function place(text: string): RegExp {
  const separator = '[\\\\/]';
  const parts: Readonly<Record<string, string>> = {
    top: `(?<top>.*)`,
    repo: `(?<repo>[^\\\\/]+)`,
    x: `(?<x>[^\\\\/]+)`,
    '/': separator,
    '.': '\\.',
    '+': '\\+',
  };
  return new RegExp(
    `^${text.replace(/top|repo|\bx\b|[/.+]/g, part => parts[part]!)}(?:${separator}.*)?$`,
    's',
  );
}

const PLACES: readonly (readonly [RegExp, (groups: Groups) => WorktreePlace])[] = [
  // Claude Code, and people who keep close to it.
  [place('top/.claude/worktrees/x'), ({ top = '' }) => ({ paths: [top], isCertain: true })],
  [place('top/.claude/worktree/x'), ({ top = '' }) => ({ paths: [top], isCertain: true })],
  [place('top/.claude/.wt/x'), ({ top = '' }) => ({ paths: [top], isCertain: true })],
  // Directories for all repositories, by the tools that keep one.
  [place('top/.claude-worktrees/repo/x'), ({ repo }) => ({ paths: [], name: repo })],
  [place('top/.codex/worktrees/x/repo'), ({ repo }) => ({ paths: [], name: repo })],
  [place('top/.cursor/worktrees/repo/x'), ({ repo }) => ({ paths: [], name: repo })],
  [place('top/conductor/workspaces/repo/x'), ({ repo }) => ({ paths: [], name: repo })],
  // Directories beside repositories.
  [place('top/.wt/repo/worktree/x'), beside],
  [place('top/worktrees/repo/x'), beside],
  [place('top/repo.worktrees/x'), beside],
  [place('top/repo-worktrees/x'), beside],
  // In the repository, or beside several: `loom-fix` is then a worktree of `loom`.
  [place('top/.worktrees/x'), inside],
  [place('top/.wt/x'), inside],
  [place('top/repo+x'), beside],
];

function beside({ top = '', repo = '' }: Groups): WorktreePlace {
  return { paths: [join(top, repo)] };
}

function inside({ top = '', x = '' }: Groups): WorktreePlace {
  const ends = [...x.matchAll(/[-_.+@]/g)].map(({ index }) => index).filter(index => index > 0);
  const names = [x, ...ends.reverse().map(index => x.slice(0, index))];
  return { paths: [top, ...names.map(name => join(top, name))] };
}

function join(top: string, name: string): string {
  return top + (top.includes('\\') ? '\\' : '/') + name;
}
