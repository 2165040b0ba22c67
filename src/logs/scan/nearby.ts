/**
 * Looks at many files from close by. Most of what the system does when it is asked about a file is to walk along its
 * path; from the directory below which the files lie, that takes two thirds of the time.
 */
import { sep } from 'node:path';

/**
 * Calls `look` with `base` as the working directory, and goes back; where that is not allowed, or this is a thread of
 * its own, it is called where we are. It is told which, and must not wait for anything.
 */
export function nearby<T>(base: string | undefined, look: (base: string | undefined) => T): T {
  const home = base === undefined ? undefined : goTo(base);
  try {
    return look(home === undefined ? undefined : base);
  } finally {
    if (home !== undefined) process.chdir(home);
  }
}

/** A path as it is called from `base`, if it lies below it. */
export function seenFrom(base: string | undefined, path: string): string {
  if (base === undefined || !path.startsWith(base)) return path;
  if (path.length === base.length) return '.';
  return path.startsWith(sep, base.length) ? path.slice(base.length + sep.length) : path;
}

/** Goes there, and says from where; undefined where it went nowhere. */
function goTo(dir: string): string | undefined {
  try {
    const home = process.cwd();
    // Whoever may not come back does not leave.
    process.chdir(home);
    process.chdir(dir);
    return home;
  } catch {
    return undefined;
  }
}
