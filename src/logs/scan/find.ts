/**
 * Finds log files: which roots exist, and which files below them belong to which format, with the facts by which a
 * later run can tell that they have not changed. Roots and files reached on two ways (links are common in dot-files)
 * count once.
 */
import { existsSync, realpathSync, type Stats, statSync } from 'node:fs';
import type { Format, Place, Root, Source } from '../../core/source.ts';
import type { Trouble } from '../../core/usage.ts';
import { describeFsError } from '../../os/fs-error.ts';
import { type Entry, Walker } from './walk.ts';

/** A file as it was when it was looked at. */
export interface FoundFile {
  readonly path: string;
  /** The same for one file reached on two ways. */
  readonly id: string;
  readonly source: string;
  readonly format: Format;
  readonly inode: number;
  readonly size: number;
  readonly mtimeMs: number;
}

/** A root that was looked at. */
export interface FoundRoot {
  readonly path: string;
  readonly found: boolean;
  /** Without links in it; absent where it was not found. */
  readonly real?: string;
}

export interface Found {
  readonly roots: ReadonlyMap<string, readonly FoundRoot[]>;
  readonly files: readonly FoundFile[];
  readonly troubles: readonly { readonly source: string; readonly trouble: Trouble }[];
}

/**
 * `walker` may be the one of the last time: it knows which directories have not changed. `see` is shown files as they
 * are met, which may be in several ways.
 */
export async function findFiles(
  sources: readonly Source[],
  place: Place,
  walker = new Walker(),
  see: (file: FoundFile) => void = () => {},
): Promise<Found> {
  walker.begin();
  const roots = new Map<string, FoundRoot[]>();
  const files = new Map<string, FoundFile>();
  const troubles: { source: string; trouble: Trouble }[] = [];
  const seenRoots = new Set<string>();

  for (const source of sources) {
    const reports: FoundRoot[] = [];
    roots.set(source.id, reports);
    const trouble = (path: string, why: string) =>
      troubles.push({ source: source.id, trouble: { path, why } });
    for (const root of source.roots(place)) {
      for (const path of await pathsOf(root.path)) {
        const state = resolveRoot(path);
        reports.push({ path, found: state.real !== undefined, real: state.real });
        if (state.why) trouble(path, state.why);
        if (state.real === undefined) continue;
        // The same directory may hold several formats, so a root is "seen" per format.
        const wanted = root.files.filter(({ format }) => !seenRoots.has(`${state.real}\0${format.id}`));
        for (const { format } of wanted) seenRoots.add(`${state.real}\0${format.id}`);
        find(state.real, wanted, walker, source.id, { files, see, trouble });
      }
    }
  }
  return { roots, files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), troubles };
}

/** A root may be a pattern (`/mnt/old-{mac,pc}/projects`): then it is every directory of such a name. */
async function pathsOf(path: string): Promise<readonly string[]> {
  if (!isPattern(path)) return [path];
  const { default: fastGlob } = await import('fast-glob');
  const found = await fastGlob(path, { onlyDirectories: true, dot: true, suppressErrors: true });
  return found.length > 0 ? found.sort() : [path];
}

export function isPattern(path: string): boolean {
  return /[*?{[(]/.test(path) && !existsSync(path);
}

/** What a root leads to, or why it cannot be used; neither where there is none. */
export function resolveRoot(path: string): { real?: string; why?: string } {
  try {
    const real = realpathSync.native(path);
    return statSync(real).isDirectory() ? { real } : { why: 'is not a directory' };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return {};
    return { why: describeFsError(error) };
  }
}

function find(
  root: string,
  wanted: Root['files'],
  walker: Walker,
  source: string,
  to: {
    readonly files: Map<string, FoundFile>;
    see(file: FoundFile): void;
    trouble(path: string, why: string): void;
  },
): void {
  const formats = wanted.map(({ glob, ignore = [], format }) => {
    const [is, isNot] = [pattern(glob), ignore.map(pattern)];
    return { format, fits: (name: string) => is.test(name) && !isNot.some(not => not.test(name)) };
  });
  const see = ({ path, name, stats }: Entry) => {
    for (const { format, fits } of formats) {
      if (!fits(name)) continue;
      const file = describe(path, stats, source, format);
      to.see(file);
      const known = to.files.get(file.id);
      if (!known || file.path < known.path) to.files.set(file.id, file);
    }
  };
  walker.walk(root, see, (path, error) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') to.trouble(path, describeFsError(error));
  });
}

/** A glob of a source as a regular expression: a star within a name, two of them for any directories. */
function pattern(glob: string): RegExp {
  const chunks: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '*': '[^/]*' };
  const text = glob.replace(/\*\*\/|[.*+?^${}()|[\]\\]/g, part => chunks[part] ?? `\\${part}`);
  return new RegExp(`^${text}$`, 's');
}

function describe(path: string, stats: Stats, source: string, format: Format): FoundFile {
  return {
    path,
    // Only a file of several names can be met twice; some file systems have no inode numbers.
    id: `${stats.nlink > 1 && stats.ino !== 0 ? `${stats.dev}:${stats.ino}` : path}\0${format.id}`,
    source,
    format,
    ...stampsOf(path, stats, format),
  };
}

/** By what one can tell that a file has changed. */
export function stampsOf(
  path: string,
  stats: Stats,
  format: Format,
): Pick<FoundFile, 'inode' | 'size' | 'mtimeMs'> {
  // A database's newest rows stand in the write-ahead log beside it.
  const log = format.kind === 'tables' ? statOf(`${path}-wal`) : undefined;
  return {
    inode: stats.ino,
    size: stats.size + (log?.size ?? 0),
    mtimeMs: Math.max(stats.mtimeMs, log?.mtimeMs ?? 0),
  };
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Unreachable between the listing and now; the next scan will see it or not.
    return undefined;
  }
}
