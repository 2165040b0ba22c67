/** The directories of this machine: the user's home, our cache, configuration and data. The status line loads it: keep it small. */
import { isAbsolute, join } from 'node:path';

/** Names of our directories; see "Cache" in the README. */
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
  // As `os.homedir` does it, without loading node:os.
  const home = (process.platform !== 'win32' && env.HOME) || process.getBuiltinModule('node:os').homedir();
  /** An XDG base directory; the specification has relative ones ignored. */
  const base = (stated: string | undefined, usual: string) =>
    stated && isAbsolute(stated) ? stated : join(home, usual);
  return {
    home,
    cacheDir: join(base(env.XDG_CACHE_HOME, '.cache'), CACHE),
    configDir: join(base(env.XDG_CONFIG_HOME, '.config'), CONFIG),
    dataDir: join(base(env.XDG_DATA_HOME, join('.local', 'share')), CONFIG),
  };
}

/** Replaces a `~` at the beginning of a path that a user wrote. */
export function expandHome(path: string, home: string): string {
  return path === '~' || /^~[\\/]/.test(path) ? join(home, path.slice(1)) : path;
}
