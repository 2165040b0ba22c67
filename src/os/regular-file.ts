/**
 * Opens files that ought to be regular ones. Opening a named pipe waits until something writes to it, for ever as a rule;
 * devices are endless. Both are refused.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Opens a regular file for reading. Throws errors of the operating system, and one in words for anything else. */
export function openRegular(path: string): number {
  // Windows has neither the flag nor named pipes in its file systems.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(fd);
    if (stats.isDirectory()) throw new Error('is a directory');
    if (!stats.isFile()) throw new Error('is not a regular file');
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** The text of a regular file. Throws as `openRegular` does. */
export function readRegular(path: string): string {
  const fd = openRegular(path);
  try {
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}
