/**
 * A second look at the logs: whether everything that was found is still as it was. That costs one question to the
 * system per directory and file, and no objects, so it is what a start with nothing new, and every refresh, is made of.
 *
 * Directories say whether files came or went, links whether they lead elsewhere; where any of these changed, or a root
 * does, the logs must be looked for again (`find.ts`). A change of files alone is told file by file.
 */
import { lstatSync, realpathSync } from 'node:fs';
import type { Format, Place, Source } from '../../core/source.ts';
import { type Found, type FoundFile, isPattern, resolveRoot, stampsOf } from './find.ts';
import type { VisitedPaths } from './walk.ts';

/** Files by position, as far as a second look needs them. */
export interface Stamps {
  readonly length: number;
  readonly inode: ArrayLike<number>;
  readonly size: ArrayLike<number>;
  readonly mtimeMs: ArrayLike<number>;
  path(position: number): string;
  format(position: number): Format;
}

export class TreeFingerprint {
  readonly found: Found;
  readonly visited: VisitedPaths;
  readonly racyFiles: readonly number[];
  /** Made when somebody looks: most starts that read something do so once. */
  private known: Stamps | undefined;

  /**
   * `met` is what was passed on the way to what was found. `doubted` are the positions of files that had changed so
   * shortly before that an equal stamp proves nothing. `stamps` may spare the files of `found` from being spelled out.
   */
  constructor(found: Found, visited: VisitedPaths, racyFiles: readonly number[], stamps?: Stamps) {
    this.found = found;
    this.visited = visited;
    this.racyFiles = racyFiles;
    this.known = stamps;
  }

  private get stamps(): Stamps {
    this.known ??= stampsIn(this.found.files);
    return this.known;
  }

  /** How many files there are. */
  get length(): number {
    return this.stamps.length;
  }

  /**
   * The positions of the files that have other stamps now, or are doubted. Undefined where that cannot be said: the logs
   * must be looked for again.
   */
  look(sources: readonly Source[], place: Place): readonly number[] | undefined {
    if (!this.visited.isSettled || this.found.troubles.length > 0) return undefined;
    if (!this.hasSameRoots(sources, place)) return undefined;
    try {
      return this.lookFrom();
    } catch {
      return undefined;
    }
  }

  /** Throws where the system does not say. */
  private lookFrom(): readonly number[] | undefined {
    const { dirs, links } = this.visited;
    for (let i = 0; i < dirs.length; i++) {
      const { path, inode, mtimeMs } = dirs[i]!;
      const stats = lstatSync(path, NO_THROW);
      if (stats?.ino !== inode || stats.mtimeMs !== mtimeMs) return undefined;
    }
    for (const link of links) if (targetOf(link.path) !== link.target) return undefined;
    const changed = [...this.racyFiles];
    const { stamps } = this;
    const { length, inode, size, mtimeMs } = stamps;
    for (let i = 0; i < length; i++) {
      const path = stamps.path(i);
      const stats = lstatSync(path, NO_THROW);
      if (!stats) return undefined;
      const format = stamps.format(i);
      const now = format.kind === 'tables' ? stampsOf(path, stats, format) : stats;
      if (stats.ino === inode[i] && now.size === size[i] && now.mtimeMs === mtimeMs[i]) continue;
      if (!stats.isFile()) return undefined;
      changed.push(i);
    }
    return changed;
  }

  /** The same with new stamps of some files, and without doubts. Undefined where one of them is gone. */
  with(changed: readonly number[]): TreeFingerprint | undefined {
    if (changed.length === 0) return this;
    const files = [...this.found.files];
    for (const i of changed) {
      const file = files[i]!;
      const stats = lstatOf(file.path);
      if (!stats?.isFile()) return undefined;
      files[i] = { ...file, ...stampsOf(file.path, stats, file.format) } satisfies FoundFile;
    }
    return new TreeFingerprint({ ...this.found, files }, this.visited, []);
  }

  private hasSameRoots(sources: readonly Source[], place: Place): boolean {
    for (const source of sources) {
      const before = this.found.roots.get(source.id) ?? [];
      const roots = source.roots(place);
      if (roots.length !== before.length) return false;
      for (const [i, { path }] of roots.entries()) {
        const { real, why } = resolveRoot(path);
        const known = before[i]!;
        // What a pattern means has to be looked for.
        if (why !== undefined || isPattern(path) || known.path !== path || known.real !== real) return false;
      }
    }
    return true;
  }
}

function stampsIn(files: readonly FoundFile[]): Stamps {
  return {
    length: files.length,
    inode: Float64Array.from(files, file => file.inode),
    size: Float64Array.from(files, file => file.size),
    mtimeMs: Float64Array.from(files, file => file.mtimeMs),
    path: position => files[position]!.path,
    format: position => files[position]!.format,
  };
}

/** What is not there is no error. */
const NO_THROW = { throwIfNoEntry: false } as const;

function lstatOf(path: string) {
  try {
    return lstatSync(path, NO_THROW);
  } catch {
    return undefined;
  }
}

function targetOf(link: string): string | undefined {
  try {
    return realpathSync.native(link);
  } catch {
    return undefined;
  }
}
