/**
 * Where things are on this machine: the user's home, our cache and our configuration. Part of the roof, and light,
 * because the status line needs it and nothing else of the app.
 */
import { isAbsolute, join } from 'node:path';

/** The name the seed gave it; see "Cache" in the README. */
export const CACHE = 'claude-token-burn';
export const CONFIG = 'token-dash';

export type Env = Readonly<Record<string, string | undefined>>;

export interface Paths {
  readonly home: string;
  readonly cacheDir: string;
  /** Where the user's configuration and refreshed prices are. */
  readonly configDir: string;
  /** What cannot be made again from logs: the state of alerts. */
  readonly dataDir: string;
}

export function pathsOf(env: Env): Paths {
  // As `homedir` does it; it is part of what Node loads when it is first asked for.
  const home = (process.platform !== 'win32' && env.HOME) || process.getBuiltinModule('node:os').homedir();
  /** A base directory as the XDG rules have it: a relative one does not count. */
  const base = (stated: string | undefined, usual: string) =>
    stated && isAbsolute(stated) ? stated : join(home, usual);
  return {
    home,
    cacheDir: join(base(env.XDG_CACHE_HOME, '.cache'), CACHE),
    configDir: join(base(env.XDG_CONFIG_HOME, '.config'), CONFIG),
    dataDir: join(base(env.XDG_DATA_HOME, join('.local', 'share')), CONFIG),
  };
}

/** The beginning `~` of a directory that a user wrote. */
export function expandHome(path: string, home: string): string {
  return path === '~' || /^~[\\/]/.test(path) ? join(home, path.slice(1)) : path;
}
