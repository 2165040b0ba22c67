/** Where tools keep their data, as far as it follows the same rules for several of them. */
import { isAbsolute, join } from 'node:path';
import { dirsIn } from '../core/dir-list.ts';
import type { Place } from '../core/source.ts';

/**
 * The directories that an environment variable names as a comma list, or else the usual ones. `~` is the home; a relative
 * path is below it.
 */
export function dirsOf(place: Place, variable: string, ...usual: readonly string[]): readonly string[] {
  const stated = dirsIn(place.env[variable]);
  return (stated.length > 0 ? stated : usual).map(dir => absolute(dir, place.home));
}

function absolute(dir: string, home: string): string {
  if (dir === '~') return home;
  if (/^~[\\/]/.test(dir)) return join(home, dir.slice(2));
  return isAbsolute(dir) ? dir : join(home, dir);
}

/** Where programs keep data by the XDG rules: `$XDG_DATA_HOME`, which must be absolute, or `~/.local/share`. */
export function dataHome({ env, home }: Place): string {
  const stated = env.XDG_DATA_HOME;
  return stated && isAbsolute(stated) ? stated : join(home, '.local', 'share');
}
