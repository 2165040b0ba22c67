/**
 * The official limits, as status lines keep telling them, for a screen that stays open: a store beside the feed, because
 * they come from no log. Part of the roof.
 */
import { keptLimits, type Limits, limitsText, newestLimits } from './core/limits.ts';
import { readPrivate } from './disk/private-file.ts';
import type { Places } from './home.ts';
import { claudeDirs, limitsFile } from './statusline.ts';

export interface LimitsStore {
  /** The same object until something changes. Each limit knows when it was told (`toldMs`). */
  getState(): Limits;
  subscribe(listener: () => void): () => void;
}

/** What is known now of the accounts behind some directories of Claude Code, a comma list as in `roots.claude`. */
export function limitsNow(claude: string | undefined, places: Places, nowMs: number): Limits {
  const all = claudeDirs(claude, places.home).flatMap(dir =>
    keptLimits(readPrivate(limitsFile(dir, places))),
  );
  return newestLimits(all, [], nowMs);
}

/** Looks again every `everyMs` as long as somebody listens. */
export function limitsStore(
  claude: string | undefined,
  places: Places,
  now: () => number,
  everyMs: number,
): LimitsStore {
  const listeners = new Set<() => void>();
  let limits = limitsNow(claude, places, now());
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const next = limitsNow(claude, places, now());
    if (limitsText(next) === limitsText(limits)) return;
    limits = next;
    for (const listener of listeners) listener();
  };
  return {
    getState: () => limits,
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(look, everyMs).unref();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
