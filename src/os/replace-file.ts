/**
 * Puts a text in the place of a file's of the user, which stays what it was: further names of it (hard links) stay names of
 * it, mode and owner stay, also under sudo, where a new file belongs to whoever makes it.
 */
import { chownSync, closeSync, ftruncateSync, openSync, type Stats, writeSync } from 'node:fs';
import { writePrivate } from './private-file.ts';

/**
 * Whether a file must be written over where it is. One that is replaced is another file: its other names would keep the old
 * one, and only root gives files away.
 */
export function isWrittenInPlace(stats: Stats): boolean {
  return stats.nlink > 1 || !canGive(stats);
}

/** `path` is no link. Throws errors of the operating system. */
export function replaceFile(path: string, text: string | Uint8Array, before: Stats): void {
  if (isWrittenInPlace(before)) overwrite(path, Buffer.from(text));
  else {
    writePrivate(path, text, before.mode & 0o777);
    if (isAnothers(before)) chownSync(path, before.uid, before.gid);
  }
}

export function isAnothers({ uid, gid }: Stats): boolean {
  return process.getuid !== undefined && (uid !== process.getuid() || gid !== process.getgid!());
}

/** Whether a new file can be given to the owner of this one. */
export function canGive(stats: Stats): boolean {
  return !isAnothers(stats) || process.getuid!() === 0;
}

/** Cut last, so that a disk that is full leaves as much as there was. */
function overwrite(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, 'r+');
  try {
    let written = 0;
    while (written < bytes.length) written += writeSync(fd, bytes, written, bytes.length - written, written);
    ftruncateSync(fd, bytes.length);
  } finally {
    closeSync(fd);
  }
}
