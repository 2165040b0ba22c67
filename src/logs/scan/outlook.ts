/**
 * A second look at the logs: whether everything that was found is still as it was. That costs one question to the
 * system per directory and file, and no objects, so it is what a start with nothing new, and every refresh, is made of.
 *
 * Directories say whether files came or went, links whether they lead elsewhere; where any of these changed, or a root
 * does, the logs must be looked for again (`find.ts`). A change of files alone is told file by file.
 */
import { lstatSync, realpathSync } from 'node:fs';
import type { Format, Place, Source } from '../../core/source.ts';
import { type Found, type FoundFile, isPattern, lookAtRoot, stampsOf } from './find.ts';
import { nearby, seenFrom } from './nearby.ts';
import type { Met } from './walk.ts';

/** Files by position, as far as a second look needs them. */
export interface Stamps {
  readonly length: number;
  readonly inode: ArrayLike<number>;
  readonly size: ArrayLike<number>;
  readonly mtimeMs: ArrayLike<number>;
  path(position: number): string;
  /** The same for many, as they are called from `base`. */
  pathsFrom(base: string | undefined): (position: number) => string;
  format(position: number): Format;
}

export class Outlook {
  readonly found: Found;
  readonly met: Met;
  readonly doubted: readonly number[];
  private near: { readonly base: string | undefined; readonly dirs: readonly string[] } | undefined;
  /** Made when somebody looks: most starts that read something do so once. */
  private known: Stamps | undefined;

  /**
   * `met` is what was passed on the way to what was found. `doubted` are the positions of files that had changed so
   * shortly before that an equal stamp proves nothing. `stamps` may spare the files of `found` from being spelled out.
   */
  constructor(found: Found, met: Met, doubted: readonly number[], stamps?: Stamps) {
    this.found = found;
    this.met = met;
    this.doubted = doubted;
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
    if (!this.met.isSettled || this.found.troubles.length > 0) return undefined;
    if (!this.hasSameRoots(sources, place)) return undefined;
    try {
      return nearby(this.base, base => this.lookFrom(base));
    } catch {
      return undefined;
    }
  }

  /** Throws where the system does not say. */
  private lookFrom(base: string | undefined): readonly number[] | undefined {
    const { dirs, links } = this.met;
    const paths = this.dirsFrom(base);
    for (let i = 0; i < dirs.length; i++) {
      const { inode, mtimeMs } = dirs[i]!;
      const stats = lstatSync(paths[i]!, QUIETLY);
      if (stats?.ino !== inode || stats.mtimeMs !== mtimeMs) return undefined;
    }
    for (const link of links) if (targetOf(link.path) !== link.target) return undefined;
    const changed = [...this.doubted];
    const { stamps } = this;
    const { length, inode, size, mtimeMs } = stamps;
    const pathOf = stamps.pathsFrom(base);
    for (let i = 0; i < length; i++) {
      const path = pathOf(i);
      const stats = lstatSync(path, QUIETLY);
      if (!stats) return undefined;
      const format = stamps.format(i);
      const now = format.kind === 'tables' ? stampsOf(path, stats, format) : stats;
      if (stats.ino === inode[i] && now.size === size[i] && now.mtimeMs === mtimeMs[i]) continue;
      if (!stats.isFile()) return undefined;
      changed.push(i);
    }
    return changed;
  }

  /** The directories as they are called from `base`, worked out once. */
  private dirsFrom(base: string | undefined): readonly string[] {
    if (this.near?.base !== base || !this.near) {
      this.near = { base, dirs: this.met.dirs.map(({ path }) => seenFrom(base, path)) };
    }
    return this.near.dirs;
  }

  /** The root below which most directories lie; undefined where there are none. */
  private get base(): string | undefined {
    const { dirs } = this.met;
    const some = dirs[dirs.length >> 1]?.path;
    const roots = [...this.found.roots.values()].flat();
    return some === undefined ? undefined : roots.find(({ real }) => real && some.startsWith(real))?.real;
  }

  /** The same with new stamps of some files, and without doubts. Undefined where one of them is gone. */
  with(changed: readonly number[]): Outlook | undefined {
    if (changed.length === 0) return this;
    const files = [...this.found.files];
    for (const i of changed) {
      const file = files[i]!;
      const stats = lstatOf(file.path);
      if (!stats?.isFile()) return undefined;
      files[i] = { ...file, ...stampsOf(file.path, stats, file.format) } satisfies FoundFile;
    }
    return new Outlook({ ...this.found, files }, this.met, []);
  }

  private hasSameRoots(sources: readonly Source[], place: Place): boolean {
    for (const source of sources) {
      const before = this.found.roots.get(source.id) ?? [];
      const roots = source.roots(place);
      if (roots.length !== before.length) return false;
      for (const [i, { path }] of roots.entries()) {
        const { real, why } = lookAtRoot(path);
        const known = before[i]!;
        // What a pattern means has to be looked for.
        if (why !== undefined || isPattern(path) || known.path !== path || known.real !== real) return false;
      }
    }
    return true;
  }
}

function stampsIn(files: readonly FoundFile[]): Stamps {
  // Asked for at every look.
  let short: readonly string[] = [];
  let shortFrom: string | undefined;
  return {
    length: files.length,
    inode: Float64Array.from(files, file => file.inode),
    size: Float64Array.from(files, file => file.size),
    mtimeMs: Float64Array.from(files, file => file.mtimeMs),
    path: position => files[position]!.path,
    pathsFrom(base) {
      if (base !== shortFrom) short = files.map(({ path }) => seenFrom(base, path));
      shortFrom = base;
      return base === undefined ? position => files[position]!.path : position => short[position]!;
    },
    format: position => files[position]!.format,
  };
}

/** What is not there is no error. */
const QUIETLY = { throwIfNoEntry: false } as const;

function lstatOf(path: string) {
  try {
    return lstatSync(path, QUIETLY);
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
