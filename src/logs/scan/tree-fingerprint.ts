/**
 * Cheap change detection: one lstat per known directory and file, and no objects. A start with nothing new, and every
 * refresh, does little else.
 *
 * The stamps of directories change where files are added or removed, links are compared by their targets. Where any of these or a
 * root changed, a full scan (`find.ts`) is needed; changed files alone are listed.
 */
import { realpathSync } from 'node:fs';
import type { Format, Place, Source } from '../../core/source.ts';
import { readSmallFile } from '../read/beside.ts';
import { fileStamp, lstatIfThere } from './disk-stamp.ts';
import { type Found, type FoundFile, isPattern, resolveRoot } from './find.ts';
import type { VisitedPaths } from './walk.ts';

/** How many paths are looked at between two yields: about a millisecond's worth. */
const SLICE = 256;

/** Stamps of files as columns, by position. */
export interface FileStamps {
  readonly length: number;
  readonly inode: ArrayLike<number>;
  readonly size: ArrayLike<number>;
  readonly mtimeMs: ArrayLike<number>;
  readonly ctimeMs: ArrayLike<number>;
  path(position: number): string;
  format(position: number): Format;
}

export class TreeFingerprint {
  readonly found: Found;
  readonly visited: VisitedPaths;
  /** Positions of files that changed so shortly before they were read that equal stamps prove nothing ("racily clean"). */
  readonly racyFiles: readonly number[];
  private columns: FileStamps | undefined;

  /** `stamps` spares building them from `found.files`, which may be made on first use. */
  constructor(found: Found, visited: VisitedPaths, racyFiles: readonly number[], stamps?: FileStamps) {
    this.found = found;
    this.visited = visited;
    this.racyFiles = racyFiles;
    this.columns = stamps;
  }

  /** Made on first use: most runs that read something never check again. */
  private get stamps(): FileStamps {
    this.columns ??= stampsOf(this.found.files);
    return this.columns;
  }

  /** How many files there are. */
  get length(): number {
    return this.stamps.length;
  }

  /**
   * The positions of files with other stamps than before, and of racy ones; undefined where a full scan is needed. Runs
   * in slices.
   */
  *changedFiles(sources: readonly Source[], place: Place): Generator<void, readonly number[] | undefined> {
    if (!this.visited.isSettled || this.found.troubles.length > 0) return undefined;
    if (!this.hasSameRoots(sources, place)) return undefined;
    try {
      return (yield* this.hasSameDirs()) ? yield* this.filesWithOtherStamps() : undefined;
    } catch {
      // Something cannot be looked at: the full scan will say what.
      return undefined;
    }
  }

  private *hasSameDirs(): Generator<void, boolean> {
    const { dirs, links } = this.visited;
    for (let i = 0; i < dirs.length; i++) {
      const dir = dirs[i]!;
      const stats = lstatIfThere(dir.path);
      if (!stats || stats.ino !== dir.inode) return false;
      if (stats.mtimeMs !== dir.mtimeMs || stats.ctimeMs !== dir.ctimeMs) return false;
      if (i % SLICE === SLICE - 1) yield;
    }
    return links.every(({ path, target }) => targetOf(path) === target);
  }

  private *filesWithOtherStamps(): Generator<void, readonly number[] | undefined> {
    const changed = [...this.racyFiles];
    const { stamps } = this;
    const { length, inode, size, mtimeMs, ctimeMs } = stamps;
    for (let i = 0; i < length; i++) {
      if (i % SLICE === SLICE - 1) yield;
      const path = stamps.path(i);
      const stats = lstatIfThere(path);
      if (!stats) return undefined;
      const format = stamps.format(i);
      const now = format.kind === 'tables' ? fileStamp(path, stats, format) : stats;
      const isSame =
        stats.ino === inode[i] &&
        now.size === size[i] &&
        now.mtimeMs === mtimeMs[i] &&
        now.ctimeMs === ctimeMs[i];
      if (isSame) continue;
      if (!stats.isFile()) return undefined;
      changed.push(i);
    }
    return changed;
  }

  /** The same with new stamps of these files, none of them racy. Undefined where one of them is gone. */
  restamped(changed: readonly number[]): TreeFingerprint | undefined {
    if (changed.length === 0) return this;
    const files = [...this.found.files];
    try {
      for (const i of changed) {
        const file = files[i]!;
        const stats = lstatIfThere(file.path);
        if (!stats?.isFile()) return undefined;
        files[i] = { ...file, ...fileStamp(file.path, stats, file.format) } satisfies FoundFile;
      }
    } catch {
      return undefined;
    }
    return new TreeFingerprint({ ...this.found, files }, this.visited, []);
  }

  private hasSameRoots(sources: readonly Source[], place: Place): boolean {
    for (const source of sources) {
      const before = this.found.roots.get(source.id) ?? [];
      const roots = source.roots(place, readSmallFile);
      if (roots.length !== before.length) return false;
      for (const [i, { path }] of roots.entries()) {
        const { real, why } = resolveRoot(path);
        const known = before[i]!;
        // The directories that a pattern matches must be searched for.
        if (why !== undefined || isPattern(path) || known.path !== path || known.real !== real) return false;
      }
    }
    return true;
  }
}

function stampsOf(files: readonly FoundFile[]): FileStamps {
  return {
    length: files.length,
    inode: Float64Array.from(files, file => file.inode),
    size: Float64Array.from(files, file => file.size),
    mtimeMs: Float64Array.from(files, file => file.mtimeMs),
    ctimeMs: Float64Array.from(files, file => file.ctimeMs),
    path: position => files[position]!.path,
    format: position => files[position]!.format,
  };
}

function targetOf(link: string): string | undefined {
  try {
    return realpathSync.native(link);
  } catch {
    return undefined;
  }
}
