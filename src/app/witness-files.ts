/** Finds what states usage outside of logs: see `WitnessFiles`. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { WitnessFiles } from '../cli/context.ts';
import type { Env, Paths } from '../os/paths.ts';
import { readPrivate } from '../os/private-file.ts';
import { readRegular } from '../os/regular-file.ts';
import { claudeDirs, sessionCostsFile } from './statusline.ts';

/** `claude`: the directories of Claude Code, a comma list as in `roots.claude`. */
export function witnessFiles(claude: string | undefined, paths: Paths, env: Env): WitnessFiles {
  const dirs = claudeDirs(claude, paths.home);
  return {
    statistics: dirs.flatMap(dir =>
      readAll([join(realPath(dir), 'stats-cache.json')]).map(({ text }) => ({ dir: realPath(dir), text })),
    ),
    sessionCosts: dirs.flatMap(dir => readPrivate(sessionCostsFile(dir, paths)) ?? []),
    managed: readAll(managedSettings(process.platform, env)),
  };
}

/** Where an organisation installs settings (code.claude.com/docs, settings). */
function managedSettings(platform: NodeJS.Platform, env: Env): readonly string[] {
  const file = 'managed-settings.json';
  if (platform === 'darwin') return [join('/Library/Application Support/ClaudeCode', file)];
  if (platform === 'win32') return [join(env.ProgramFiles ?? 'C:\\Program Files', 'ClaudeCode', file)];
  return [join('/etc/claude-code', file)];
}

function readAll(paths: readonly string[]): WitnessFiles['managed'] {
  return paths.flatMap(path => {
    try {
      return [{ path, text: readRegular(path) }];
    } catch {
      return [];
    }
  });
}

function realPath(dir: string): string {
  try {
    return realpathSync(dir);
  } catch {
    return dir;
  }
}
