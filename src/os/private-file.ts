/**
 * Small files of our own beside the cache and the configuration: read whole, written whole, readable by the user alone.
 * A file is written under another name and renamed, so a reader never sees half of it.
 */
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readRegular } from './regular-file.ts';

/** The text of a file; undefined where there is none that can be read. */
export function readPrivate(path: string): string | undefined {
  try {
    return readRegular(path);
  } catch {
    return undefined;
  }
}

/** Writes a file, in place of what was there. Throws errors of the operating system. */
export function writePrivate(path: string, text: string | Uint8Array, mode = 0o600): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { mode });
    // The umask, or an older file of that name, may have led to another mode.
    chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes a file that must not exist yet; false where it does. Throws other errors of the operating system. */
export function createPrivate(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
