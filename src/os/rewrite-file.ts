/**
 * Changes a file of the user's: a copy is made first, the new text is moved into place (or written over a file with several
 * names), and what other programs add meanwhile is kept.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { isWrittenInPlace, replaceFile } from './replace-file.ts';

const CHUNK = 4_000_000;

export interface Edited {
  readonly text: string;
  /** Whether the file is to be copied as it was, to `.bak` beside it. */
  readonly needsBackup: boolean;
}

/**
 * Puts what `edit` makes of the text in its place; where it gives nothing, nothing is written. Gives the path of the copy,
 * where one was made. Throws words for the user.
 */
export function rewriteFile(named: string, edit: (text: string) => Edited | undefined): string | undefined {
  try {
    // A link stays a link: what it points to is changed.
    const path = realpathSync(named);
    const fd = openSync(path, 'r');
    try {
      const stat = fstatSync(fd);
      const before = bytesOf(fd, 0, stat.size);
      const after = edit(before.toString('utf8'));
      if (after === undefined) return undefined;
      const isInPlace = isWrittenInPlace(stat);
      // What is written over where it is cannot be had back without a copy.
      const backup = after.needsBackup || isInPlace ? backUp(path) : undefined;
      const added = () => bytesOf(fd, before.length, fstatSync(fd).size);
      if (isInPlace) replaceFile(path, Buffer.concat([Buffer.from(after.text), added()]), stat);
      else {
        replaceFile(path, after.text, stat);
        // The old file is still open: what was added to it since goes to the end of the new one.
        const more = added();
        if (more.length > 0) writeFileSync(path, more, { flag: 'a' });
      }
      return backup;
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw new Error(`${named} cannot be changed: ${reasonOf(error)}`);
  }
}

/** A copy beside the file, under a name that no earlier copy has. */
function backUp(path: string): string {
  for (let n = 1; ; n++) {
    const backup = n === 1 ? `${path}.bak` : `${path}.bak.${n}`;
    try {
      copyFileSync(path, backup, constants.COPYFILE_EXCL);
      return backup;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Bytes `from` to `to` (exclusive) of an open file, or as many as there are. */
export function bytesOf(fd: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, to - from));
  let filled = 0;
  while (filled < bytes.length) {
    const read = readSync(fd, bytes, filled, Math.min(CHUNK, bytes.length - filled), from + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no room is left on the device',
  EDQUOT: 'no room is left on the device',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is no directory',
  EEXIST: 'a part of its path is no directory',
  ENOENT: 'it is not there',
};

/** Why a file cannot be written, in words for the user. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? error.message;
}
