/**
 * The official limits of Claude Code, for a dashboard. They are in no log: Claude Code passes them to its status line,
 * which keeps them in a file that this reads again at times.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withoutByteOrderMark } from '../core/byte-order-mark.ts';
import {
  keptLimits,
  type Limit,
  type Limits,
  limitsText,
  newestLimits,
  readCachedLimits,
} from '../core/limits.ts';
import { type Store, WritableStore } from '../core/store.ts';
import type { Paths } from '../os/paths.ts';
import { readPrivate } from '../os/private-file.ts';
import { claudeDirs, limitsFile } from './statusline.ts';

/** The newest limits of the accounts of some directories of Claude Code, a comma list as in `roots.claude`. */
export function limitsNow(claude: string | undefined, paths: Paths, nowMs: number): Limits {
  const dirs = claudeDirs(claude, paths.home);
  const all = dirs.flatMap(dir => {
    const kept = newer(keptLimits(readPrivate(limitsFile(dir, paths))), cachedLimits(dir));
    return dirs.length > 1 ? kept.map(limit => ({ ...limit, account: tilde(dir, paths.home) })) : kept;
  });
  return newestLimits(all, [], nowMs);
}

/** Of each window what was reported last. */
function newer(kept: Limits, cached: Limits): Limits {
  const isOlder = (limit: Limit, others: Limits) =>
    others.some(other => other.window === limit.window && other.reportedMs > limit.reportedMs);
  const left = cached.filter(limit => !isOlder(limit, kept));
  const windows = new Set(left.map(({ window }) => window));
  return [...kept.filter(({ window }) => !windows.has(window)), ...left];
}

/** A file above this is no configuration of Claude Code. */
const MOST_BYTES = 64_000_000;
const cached = new Map<string, { readonly stamp: string; readonly limits: Limits }>();

/** What Claude Code keeps of the vendor's answer, in its directory or, for the usual one, beside it. */
function cachedLimits(dir: string): Limits {
  const beside = basename(dir) === '.claude' ? [join(dirname(dir), '.claude.json')] : [];
  for (const path of [join(dir, '.claude.json'), ...beside]) {
    const limits = cachedIn(path);
    if (limits.length > 0) return limits;
  }
  return [];
}

/** The file also holds the history of all projects: it is read again only when it has changed. */
function cachedIn(path: string): Limits {
  try {
    const { size, mtimeMs } = statSync(path);
    const stamp = `${size} ${mtimeMs}`;
    const known = cached.get(path);
    if (known?.stamp === stamp) return known.limits;
    if (size > MOST_BYTES) return [];
    const { cachedUsageUtilization } = JSON.parse(withoutByteOrderMark(readFileSync(path, 'utf8')));
    const limits = readCachedLimits(cachedUsageUtilization);
    cached.set(path, { stamp, limits });
    return limits;
  } catch {
    // Not there, closed to us, or being written.
    return [];
  }
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
