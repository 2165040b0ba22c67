/**
 * Writes the settings of another program: the file stays what it was, whatever it is. A link, often into a repository of
 * dot-files, stays a link; further names of the file (hard links) stay names of it; mode and owner stay, also under sudo,
 * where a new file belongs to the owner of its directory.
 */
import { chownSync, lstatSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { readPrivate, writePrivate } from '../os/private-file.ts';
import { canGive, isAnothers, replaceFile } from '../os/replace-file.ts';

/** Throws errors of the operating system. */
export function writeSettings(path: string, text: string): void {
  const real = realPath(path);
  const before = statSync(real, { throwIfNoEntry: false });
  if (!before) {
    writePrivate(real, text);
    const home = statSync(dirname(real));
    if (isAnothers(home) && canGive(home)) chownSync(real, home.uid, home.gid);
  } else replaceFile(real, text, before);
}

/** Removes the file itself, not what a link names. */
export function removeSettings(path: string): void {
  rmSync(realPath(path));
}

/** Keeps the file at `path` beside it, in its mode. What is in the way is replaced; what a link there names is not. */
export function writeBackup(backup: string, text: string, path: string): void {
  const before = statSync(path);
  writePrivate(backup, text, before.mode & 0o777);
  if (isAnothers(before) && canGive(before)) chownSync(backup, before.uid, before.gid);
}

/** The text of a backup; undefined where there is none, or a link. */
export function readBackup(backup: string): string | undefined {
  return lstatSync(backup, { throwIfNoEntry: false })?.isFile() ? readPrivate(backup) : undefined;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
