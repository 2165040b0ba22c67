/**
 * Walks through directories. Logs lie in thousands of files, and most of what looking at them costs is asking the
 * system about each: so every entry is asked about once, which also tells what is a directory, and the names in a
 * directory are asked for again only when it has changed. (A walk that has each entry's type listed with its name, as
 * fast-glob's does, costs three times as much in Node, and the entries' stamps come on top of that.)
 */
import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { sep } from 'node:path';

/** A file below a directory. */
export interface Entry {
  /** Without links in it. */
  readonly path: string;
  /** Below the directory that was walked, with '/', by the way it was reached. */
  readonly name: string;
  readonly stats: Stats;
}

/** Transcripts stand five levels deep; a link to half a disk is left after this many. */
const MAX_DEPTH = 10;

/** A directory changed so shortly before it was listed may change again within the same tick of its clock. */
const FRESH_MS = 3000;

interface Listing {
  readonly names: readonly string[];
  readonly inode: number;
  readonly mtimeMs: number;
  readonly listedMs: number;
}

/** What was passed on a walk, by which one can tell that the next one would come to the same. */
export interface VisitedPaths {
  readonly dirs: readonly { readonly path: string; readonly inode: number; readonly mtimeMs: number }[];
  /** Where each leads, absolutely; undefined where that is nowhere. */
  readonly links: readonly { readonly path: string; readonly target: string | undefined }[];
  /** Whether all of it had been as it was for a while: else an equal time proves nothing yet. */
  readonly isSettled: boolean;
}

/** Walks, and remembers what it listed for the next walk. */
export class Walker {
  private readonly listings = new Map<string, Listing>();
  private dirs: VisitedPaths['dirs'][number][] = [];
  private links: VisitedPaths['links'][number][] = [];
  private isSettled = true;

  /** Forgets what was met on earlier walks. */
  begin(): void {
    this.dirs = [];
    this.links = [];
    this.isSettled = true;
  }

  get visited(): VisitedPaths {
    const { dirs, links, isSettled } = this;
    return { dirs, links, isSettled };
  }

  /**
   * Shows every file below `root` (a path without links), links followed, each directory once however many ways lead
   * to it. `lost` is told of directories that cannot be read.
   */
  walk(root: string, see: (entry: Entry) => void, failed: (path: string, error: unknown) => void): void {
    const seen = new Set<string>();
    const links: [path: string, name: string, depth: number][] = [];
    const list = (dir: string, stats: Stats, name: string, depth: number) => {
      if (seen.has(dir)) return;
      seen.add(dir);
      this.dirs.push({ path: dir, inode: stats.ino, mtimeMs: stats.mtimeMs });
      for (const child of this.namesIn(dir, stats, failed)) {
        const path = dir.endsWith(sep) ? dir + child : dir + sep + child;
        const entry = lstatOf(path);
        if (entry?.isSymbolicLink()) links.push([path, name + child, depth]);
        else if (entry) enter(path, entry, name + child, depth);
      }
    };
    const enter = (path: string, stats: Stats, name: string, depth: number) => {
      if (stats.isFile()) see({ path, name, stats });
      else if (stats.isDirectory() && depth < MAX_DEPTH) list(path, stats, `${name}/`, depth + 1);
    };
    const top = lstatOf(root);
    if (top) list(root, top, '', 0);
    // Links come last, so that what stands here goes by its own name. They may lead to further links.
    for (const [path, name, depth] of links) {
      const target = targetOf(path);
      this.links.push({ path, target: target?.path });
      if (target) enter(target.path, target.stats, name, depth);
    }
  }

  private namesIn(
    dir: string,
    stats: Stats,
    failed: (path: string, error: unknown) => void,
  ): readonly string[] {
    const known = this.listings.get(dir);
    const isSame = known?.inode === stats.ino && known.mtimeMs === stats.mtimeMs;
    if (known && isSame && known.mtimeMs < known.listedMs - FRESH_MS) return known.names;
    try {
      const listedMs = Date.now();
      if (stats.mtimeMs >= listedMs - FRESH_MS) this.isSettled = false;
      const names = readdirSync(dir).sort();
      this.listings.set(dir, { names, inode: stats.ino, mtimeMs: stats.mtimeMs, listedMs });
      return names;
    } catch (error) {
      this.listings.delete(dir);
      failed(dir, error);
      return [];
    }
  }
}

/** What a path is, itself; undefined where it is gone or closed to us. */
function lstatOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What a link leads to; undefined where it leads nowhere. */
function targetOf(link: string): { readonly path: string; readonly stats: Stats } | undefined {
  try {
    return { path: realpathSync.native(link), stats: statSync(link) };
  } catch {
    return undefined;
  }
}
