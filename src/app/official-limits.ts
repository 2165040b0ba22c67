/**
 * The official limits, as status lines keep telling them, for a screen that stays open: a store beside the feed, because
 * they come from no log. Part of the roof.
 */
import { keptLimits, type Limits, limitsText, newestLimits } from '../core/limits.ts';
import { type Store, Told } from '../core/store.ts';
import type { Paths } from '../os/paths.ts';
import { readPrivate } from '../os/private-file.ts';
import { claudeDirs, limitsFile } from './statusline.ts';

/** What is known now of the accounts behind some directories of Claude Code, a comma list as in `roots.claude`. */
export function limitsNow(claude: string | undefined, paths: Paths, nowMs: number): Limits {
  const all = claudeDirs(claude, paths.home).flatMap(dir => keptLimits(readPrivate(limitsFile(dir, paths))));
  return newestLimits(all, [], nowMs);
}

/** Looks again every `everyMs` as long as somebody listens. Each limit knows when it was told (`toldMs`). */
export function limitsStore(
  claude: string | undefined,
  paths: Paths,
  now: () => number,
  everyMs: number,
): Store<Limits> {
  const told = new Told(limitsNow(claude, paths, now()));
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const next = limitsNow(claude, paths, now());
    if (limitsText(next) !== limitsText(told.getState())) told.tell(next);
  };
  return {
    getState: () => told.getState(),
    subscribe(listener) {
      const leave = told.subscribe(listener);
      timer ??= setInterval(look, everyMs).unref();
      return () => {
        leave();
        if (told.isHeard) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
