/**
 * The official limits of Claude Code, for a dashboard. They are in no log: Claude Code passes them to its status line,
 * which keeps them in a file that this reads again at times.
 */
import { join } from 'node:path';
import { keptLimits, type Limits, limitsText, newestLimits } from '../core/limits.ts';
import { type Store, WritableStore } from '../core/store.ts';
import type { Paths } from '../os/paths.ts';
import { readPrivate } from '../os/private-file.ts';
import { claudeDirs, limitsFile } from './statusline.ts';

/** The newest limits of the accounts of some directories of Claude Code, a comma list as in `roots.claude`. */
export function limitsNow(claude: string | undefined, paths: Paths, nowMs: number): Limits {
  const dirs = claudeDirs(claude, paths.home);
  const all = dirs.flatMap(dir => {
    const kept = keptLimits(readPrivate(limitsFile(dir, paths)));
    return dirs.length > 1 ? kept.map(limit => ({ ...limit, account: tilde(dir, paths.home) })) : kept;
  });
  return newestLimits(all, [], nowMs);
}

/** A directory below the home, as a user writes it. */
function tilde(dir: string, home: string): string {
  return dir.startsWith(join(home, '/')) ? `~${dir.slice(home.length)}` : dir;
}

/** Reads the limits again every `everyMs` while it has listeners. */
export function limitsStore(
  claude: string | undefined,
  paths: Paths,
  now: () => number,
  everyMs: number,
): Store<Limits> {
  const limits = new WritableStore(limitsNow(claude, paths, now()));
  let timer: NodeJS.Timeout | undefined;
  const read = () => {
    const next = limitsNow(claude, paths, now());
    if (limitsText(next) !== limitsText(limits.getState())) limits.set(next);
  };
  return {
    getState: () => limits.getState(),
    subscribe(listener) {
      const unsubscribe = limits.subscribe(listener);
      timer ??= setInterval(read, everyMs).unref();
      return () => {
        unsubscribe();
        if (limits.hasListeners) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
