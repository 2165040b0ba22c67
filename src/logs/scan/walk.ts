/**
 * Walks through directories. Every entry costs one lstat, which also distinguishes directories from files; the names in a
 * directory are read again only when it has changed. (A walk that lists types with the names, as fast-glob's does, costs
 * three times as much in Node, and the stamps come on top.)
 *
 * What cannot be looked at is reported, and the walk then counts as unsettled: nothing may conclude from it that
 * something is not there.
 */
import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { sep } from 'node:path';
import { type DirStamp, dirStamp, isSameDir, lstatIfThere } from './disk-stamp.ts';

/** A file below a directory. */
export interface Entry {
  /** Without links in it. */
  readonly path: string;
  /** Below the directory that was walked, with '/', by the way it was reached. */
  readonly name: string;
  readonly stats: Stats;
}

/** Receives what a walk comes across. */
export interface Visitor {
  file(entry: Entry): void;
  /** Whether to look into a directory below the one that is walked. */
  enters(name: string): boolean;
  /** A directory or entry that cannot be looked at, and why: an error of the operating system, or words. */
  unreadable(path: string, why: unknown): void;
}

/** Transcripts are five levels deep. The limit ends walks through file systems that contain themselves. */
const MAX_DEPTH = 64;

/**
 * A directory modified so shortly before it was listed may change again within the same tick of a coarse clock. Restored
 * modification times escape this; the change time, which has the kernel's own resolution, does not.
 */
const RACY_MS = 3000;

/** With more failing entries than this, a directory is reported as a whole. */
const MAX_ENTRY_TROUBLES = 3;

/** A directory or link that is yet to be looked into. */
interface Pending {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly stats: Stats;
}

interface Listing {
  readonly names: readonly string[];
  readonly stamp: DirStamp;
  readonly listedMs: number;
}

/** The directories and links of a walk: while they are unchanged, the next walk would find the same. */
export interface VisitedPaths {
  readonly dirs: readonly (DirStamp & { readonly path: string })[];
  /** Where each link leads, absolutely; undefined where that is nowhere. */
  readonly links: readonly { readonly path: string; readonly target: string | undefined }[];
  /** Whether all of it could be looked at, and had been as it was for a while: else equal stamps prove nothing. */
  readonly isSettled: boolean;
}

/** Walks, and remembers the listings for the next walk. */
export class Walker {
  private readonly listings = new Map<string, Listing>();
  private dirs: VisitedPaths['dirs'][number][] = [];
  private links: VisitedPaths['links'][number][] = [];
  private isSettled = true;

  /** Forgets which paths were visited earlier. */
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
   * Shows every file below `root` (a path without links) where `visitor` enters, links followed, each directory once however many ways lead
   * to it. Runs in slices.
   */
  *walk(root: string, visitor: Visitor): Generator<void, void> {
    const seen = new Set<string>();
    const dirs: Pending[] = [];
    const links: Pending[] = [];
    const failed = (path: string, why: unknown) => {
      this.isSettled = false;
      visitor.unreadable(path, why);
    };
    const enter = (path: string, name: string, depth: number, stats: Stats) => {
      if (stats.isFile()) visitor.file({ path, name, stats });
      else if (stats.isDirectory() && visitor.enters(name))
        dirs.push({ path, name: `${name}/`, depth: depth + 1, stats });
    };
    try {
      const stats = lstatIfThere(root);
      if (stats) dirs.push({ path: root, name: '', depth: 0, stats });
    } catch (error) {
      failed(root, error);
    }
    for (let next = 0; ; next++) {
      for (let dir = dirs.pop(); dir; dir = dirs.pop()) {
        if (seen.has(dir.path)) continue;
        seen.add(dir.path);
        if (dir.depth > MAX_DEPTH)
          failed(dir.path, `is more than ${MAX_DEPTH} directories deep and was not searched`);
        else {
          const first = dirs.length;
          this.list(dir, enter, links, failed);
          // The last one is searched next: in the order of names.
          for (const child of dirs.splice(first).reverse()) dirs.push(child);
        }
        yield;
      }
      // Links come last, so that a real directory goes by its own name. They may lead to further links.
      const link = links[next];
      if (!link) return;
      try {
        const target = targetOf(link.path);
        this.links.push({ path: link.path, target: target?.path });
        if (target) enter(target.path, link.name, link.depth, target.stats);
      } catch (error) {
        failed(link.path, error);
      }
    }
  }

  /** Looks at every entry of a directory. */
  private list(
    { path: dir, name, depth, stats }: Pending,
    enter: (path: string, name: string, depth: number, stats: Stats) => void,
    links: Pending[],
    failed: (path: string, why: unknown) => void,
  ): void {
    const stamp = dirStamp(stats);
    this.dirs.push({ path: dir, ...stamp });
    const failures: [path: string, why: unknown][] = [];
    for (const child of this.namesIn(dir, stamp, failed)) {
      const path = dir.endsWith(sep) ? dir + child : dir + sep + child;
      try {
        const entry = lstatIfThere(path);
        if (entry?.isSymbolicLink()) links.push({ path, name: name + child, depth, stats: entry });
        else if (entry) enter(path, name + child, depth, entry);
        else if (isBadName(child)) failures.push([path, 'its name is not valid UTF-8; rename it']);
      } catch (error) {
        failures.push([path, error]);
      }
    }
    if (failures.length > MAX_ENTRY_TROUBLES) failed(dir, failures[0]![1]);
    else for (const [path, why] of failures) failed(path, why);
  }

  private namesIn(
    dir: string,
    stamp: DirStamp,
    failed: (path: string, why: unknown) => void,
  ): readonly string[] {
    const known = this.listings.get(dir);
    if (known && isSameDir(known.stamp, stamp) && stamp.mtimeMs < known.listedMs - RACY_MS)
      return known.names;
    try {
      const listedMs = Date.now();
      if (stamp.mtimeMs >= listedMs - RACY_MS) this.isSettled = false;
      const names = readdirSync(dir).sort();
      this.listings.set(dir, { names, stamp, listedMs });
      return names;
    } catch (error) {
      this.listings.delete(dir);
      // Removed since its parent was listed.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') failed(dir, error);
      else this.isSettled = false;
      return [];
    }
  }
}

/** Node decodes names as UTF-8; what is none comes with a replacement character, and names no entry. */
function isBadName(name: string): boolean {
  return name.includes('\ufffd');
}

/** What a link leads to; undefined where it leads nowhere. Throws where that cannot be said. */
function targetOf(link: string): { readonly path: string; readonly stats: Stats } | undefined {
  try {
    return { path: realpathSync.native(link), stats: statSync(link) };
  } catch (error) {
    if (leadsNowhere(error)) return undefined;
    throw error;
  }
}

/** Whether an error says that there is nothing at the end of a path, as opposed to that it cannot be looked at. */
export function leadsNowhere(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '');
}
