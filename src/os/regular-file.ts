/**
 * Opens files that ought to be regular ones. Opening a named pipe waits until something writes to it, for ever as a rule;
 * devices are endless. Both are refused.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { bytesText } from '../core/format.ts';

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
  return regularBytes(path).toString('utf8');
}

/** The bytes of a regular file. Throws as `openRegular` does. */
export function regularBytes(path: string): Buffer {
  const fd = openRegular(path);
  try {
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}

const CHUNK = 65_536;

/**
 * The text of a file that the user named: a regular one, or what lies below /dev, such as a pipe of the shell
 * (`<(command)`, /dev/stdin) or /dev/null. Throws errors of the operating system, and one in words for other files and
 * for more than `mostBytes`, as endless devices have.
 */
export function readNamed(path: string, mostBytes: number): string {
  const fd = path.startsWith('/dev/') ? openSync(path, 'r') : openRegular(path);
  try {
    const pieces: Buffer[] = [];
    let bytes = 0;
    if (fstatSync(fd).size > mostBytes) throw tooLong(mostBytes);
    for (;;) {
      const piece = Buffer.allocUnsafe(CHUNK);
      const got = readSync(fd, piece);
      if (got === 0) return Buffer.concat(pieces, bytes).toString('utf8');
      bytes += got;
      if (bytes > mostBytes) throw tooLong(mostBytes);
      pieces.push(piece.subarray(0, got));
    }
  } finally {
    closeSync(fd);
  }
}

function tooLong(mostBytes: number): Error {
  return new Error(`is longer than ${bytesText(mostBytes)}`);
}
