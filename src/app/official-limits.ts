/**
 * The official limits of Claude Code, for a dashboard. They are in no log: Claude Code passes them to its status line,
 * which keeps them in a file that this reads again at times.
 */
import { keptLimits, type Limits, limitsText, newestLimits } from '../core/limits.ts';
import { type Store, WritableStore } from '../core/store.ts';
import type { Paths } from '../os/paths.ts';
import { readPrivate } from '../os/private-file.ts';
import { claudeDirs, limitsFile } from './statusline.ts';

/** The newest limits of the accounts of some directories of Claude Code, a comma list as in `roots.claude`. */
export function limitsNow(claude: string | undefined, paths: Paths, nowMs: number): Limits {
  const all = claudeDirs(claude, paths.home).flatMap(dir => keptLimits(readPrivate(limitsFile(dir, paths))));
  return newestLimits(all, [], nowMs);
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
