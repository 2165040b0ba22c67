/**
 * Claude Code, and other tools that write its transcripts: where they lie. What they hold is read in
 * `claude-code/transcript.ts`.
 *
 * The transcripts of one machine may lie under several roots, and one of them is often a link to another;
 * `logs/scan/find.ts` finds out which are the same directory.
 */
import { isAbsolute, join } from 'node:path';
import { dirsIn } from '../core/dir-list.ts';
import type { Place, Root, Source } from '../core/source.ts';
import { agentMeta } from './claude-code/agent-meta.ts';
import { fastTranscript } from './claude-code/fast.ts';
import { infoOf } from './registry.ts';

export const claudeCode: Source = {
  ...infoOf('claude-code'),

  roots(place: Place): readonly Root[] {
    return [
      ...configDirs(place).map(dir => ({
        path: /[\\/]projects[\\/]*$/.test(dir) ? dir : join(dir, 'projects'),
        files: filesBelow('**'),
      })),
      ...desktopDirs(place).map(path => ({
        path,
        isRare: true as const,
        files: filesBelow('**/projects/**'),
      })),
    ];
  },
};

/**
 * Transcripts below directories of a pattern. A workflow's journal lists its steps; the calls of those steps are in the
 * agents' own files. Claude Code renames a transcript that it has replaced to `*.orphaned*` or `*.superseded*`.
 */
function filesBelow(dirs: string): Root['files'] {
  const ignore = ['**/subagents/**/journal.jsonl', '**/*.orphaned*', '**/*.superseded*'];
  return [
    { glob: `${dirs}/*.jsonl`, ignore, format: fastTranscript },
    { glob: `${dirs}/subagents/**/agent-*.meta.json`, format: agentMeta },
  ];
}

/**
 * Claude Desktop runs agents of its own on this machine, each with a Claude Code directory below this one. What the user
 * states takes the place of it, as of all other places.
 */
function desktopDirs({ home, env, platform }: Place): readonly string[] {
  if (dirsIn(env.CLAUDE_CONFIG_DIR).length > 0) return [];
  const parents =
    platform === 'win32'
      ? [env.APPDATA ?? join(home, 'AppData', 'Roaming')]
      : [
          join(home, 'Library', 'Application Support'),
          ...(platform === 'darwin' ? [] : [configHome({ home, env })]),
        ];
  return parents.map(parent => join(parent, 'Claude', 'local-agent-mode-sessions'));
}

/**
 * CLAUDE_CONFIG_DIR moves everything; tools that read usage also take a comma list of directories in it. Without
 * it both default places count (code.claude.com/docs, "Claude Code directory").
 */
function configDirs(place: Pick<Place, 'home' | 'env'>): readonly string[] {
  const { home, env } = place;
  const stated = dirsIn(env.CLAUDE_CONFIG_DIR);
  if (stated.length > 0) return stated.map(dir => absolute(expand(dir, home), home));
  return [join(configHome(place), 'claude'), join(home, '.claude')];
}

function configHome({ home, env }: Pick<Place, 'home' | 'env'>): string {
  const stated = env.XDG_CONFIG_HOME;
  return stated && isAbsolute(stated) ? stated : join(home, '.config');
}

function expand(dir: string, home: string): string {
  if (dir === '~') return home;
  return /^~[\\/]/.test(dir) ? join(home, dir.slice(2)) : dir;
}

function absolute(dir: string, home: string): string {
  return isAbsolute(dir) ? dir : join(home, dir);
}
