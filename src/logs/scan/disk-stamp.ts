/**
 * What shows, without opening it, that a file or directory has changed. The modification time alone does not
 * do: rsync and backup programs set it back. Nobody can set the change time (ctime), so it is part of every stamp.
 */
import { lstatSync, type Stats, statSync } from 'node:fs';
import type { Format } from '../../core/source.ts';

/** Of a directory. */
export interface DirStamp {
  readonly inode: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/** Of a file; of a database together with its write-ahead log. */
export interface FileStamp extends DirStamp {
  readonly size: number;
}

export function dirStamp({ ino, mtimeMs, ctimeMs }: Stats): DirStamp {
  return { inode: ino, mtimeMs, ctimeMs };
}

export function isSameDir(a: DirStamp, b: DirStamp): boolean {
  return a.inode === b.inode && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs;
}

/** Whether two stamps are of one file with the same bytes. */
export function isSameFile(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && isSameDir(a, b);
}

/** Throws errors of the operating system. */
export function fileStamp(path: string, stats: Stats, format: Format): FileStamp {
  const { ino, size, mtimeMs, ctimeMs } = stats;
  // The newest rows of a database are in the write-ahead log beside it.
  const log = format.kind === 'tables' ? statSync(`${path}-wal`, NO_THROW) : undefined;
  if (!log) return { inode: ino, size, mtimeMs, ctimeMs };
  return {
    inode: ino,
    size: size + log.size,
    mtimeMs: Math.max(mtimeMs, log.mtimeMs),
    ctimeMs: Math.max(ctimeMs, log.ctimeMs),
  };
}

/** What a path is, links not followed; undefined where there is nothing. Throws other errors of the operating system. */
export function lstatIfThere(path: string): Stats | undefined {
  return lstatSync(path, NO_THROW);
}

const NO_THROW = { throwIfNoEntry: false } as const;
