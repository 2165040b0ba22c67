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
    return configDirs(place).map(dir => ({
      path: /[\\/]projects[\\/]*$/.test(dir) ? dir : join(dir, 'projects'),
      files: [
        // A workflow's journal lists its steps; the calls of those steps are in the agents' own files.
        { glob: '**/*.jsonl', ignore: ['**/subagents/**/journal.jsonl'], format: fastTranscript },
        { glob: '**/subagents/**/agent-*.meta.json', format: agentMeta },
      ],
    }));
  },
};

/**
 * CLAUDE_CONFIG_DIR moves everything; tools that read usage also take a comma list of directories in it. Without
 * it both default places count (code.claude.com/docs, "Claude Code directory").
 */
function configDirs({ home, env }: Place): readonly string[] {
  const stated = dirsIn(env.CLAUDE_CONFIG_DIR);
  if (stated.length > 0) return stated.map(dir => absolute(expand(dir, home), home));
  const config =
    env.XDG_CONFIG_HOME && isAbsolute(env.XDG_CONFIG_HOME) ? env.XDG_CONFIG_HOME : join(home, '.config');
  return [join(config, 'claude'), join(home, '.claude')];
}

function expand(dir: string, home: string): string {
  if (dir === '~') return home;
  return /^~[\\/]/.test(dir) ? join(home, dir.slice(2)) : dir;
}

function absolute(dir: string, home: string): string {
  return isAbsolute(dir) ? dir : join(home, dir);
}
