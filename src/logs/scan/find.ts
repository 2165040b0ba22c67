/**
 * Finds log files: which roots exist, and which files below them have which format, with the stamps by which a later
 * run can see that they have not changed. Roots and files reached by two ways (links are common among dot-files) count
 * once.
 */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import type { Format, Place, Root, Source } from '../../core/source.ts';
import type { Trouble } from '../../core/usage.ts';
import { describeFsError } from '../../os/fs-error.ts';
import { readSmallFile } from '../read/beside.ts';
import { runInSlices } from '../scheduler.ts';
import { type FileStamp, fileStamp } from './disk-stamp.ts';
import { type Entry, leadsNowhere, Walker } from './walk.ts';

/** A file as it was when it was found. */
export interface FoundFile extends FileStamp {
  readonly path: string;
  /** The same for one file reached by two ways. */
  readonly id: string;
  readonly source: string;
  readonly format: Format;
}

/** A root that was searched. */
export interface FoundRoot {
  readonly path: string;
  readonly found: boolean;
  /** As in `Root`. */
  readonly isRare?: true;
  /** Without links in it; absent where it was not found. */
  readonly real?: string;
}

export interface Found {
  readonly roots: ReadonlyMap<string, readonly FoundRoot[]>;
  /** In the order of their paths. */
  readonly files: readonly FoundFile[];
  /** Of each, the path could not be looked at: whether there are files at or below it is not known. */
  readonly troubles: readonly { readonly source: string; readonly trouble: Trouble }[];
}

/**
 * `walker` may be the one of the last scan: it knows which directories have not changed. `onFile` is called for each file
 * as it is found, which for a file with several names may be more than once.
 */
export async function findFiles(
  sources: readonly Source[],
  place: Place,
  walker = new Walker(),
  onFile: (file: FoundFile) => void = () => {},
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
    for (const root of source.roots(place, readSmallFile)) {
      for (const path of await pathsOf(root.path)) {
        const state = resolveRoot(path);
        reports.push({ path, found: state.real !== undefined, isRare: root.isRare, real: state.real });
        if (state.why) trouble(path, state.why);
        if (state.real === undefined) continue;
        // The same directory may hold several formats, so a root is "seen" per format.
        const wanted = root.files.filter(({ format }) => !seenRoots.has(`${state.real}\0${format.id}`));
        for (const { format } of wanted) seenRoots.add(`${state.real}\0${format.id}`);
        await runInSlices(find(state.real, wanted, walker, source.id, { files, onFile, trouble }));
      }
    }
  }
  return { roots, files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), troubles };
}

/**
 * Whether a scan says that there is no such file: false where the file, a directory above it or, as far as is known, its
 * root could not be looked at.
 */
export function isKnownMissing({ roots, troubles }: Found, path: string, source: string): boolean {
  return !troubles.some(({ source: id, trouble }) => {
    if (id !== source) return false;
    const isRoot = roots.get(id)?.some(root => root.path === trouble.path && root.real === undefined);
    // Where a root leads that cannot be resolved is not known either.
    return isRoot || path === trouble.path || path.startsWith(trouble.path + sep);
  });
}

/** A root may be a pattern (`/mnt/old-{mac,pc}/projects`): then it is every directory of such a name. */
async function pathsOf(path: string): Promise<readonly string[]> {
  if (!isPattern(path)) return [path];
  const { fastGlob } = await import('./glob.ts');
  const found = await fastGlob(path, { onlyDirectories: true, dot: true, suppressErrors: true });
  return found.length > 0 ? found.sort() : [path];
}

export function isPattern(path: string): boolean {
  return /[*?{[(]/.test(path) && !existsSync(path);
}

/** What a root leads to, or why it cannot be used; neither where there is none. */
export function resolveRoot(path: string): { real?: string; why?: string } {
  try {
    // Most roots are not there, and this says so without an error.
    if (!statSync(path, { throwIfNoEntry: false })) return {};
    const real = realpathSync.native(path);
    return statSync(real).isDirectory() ? { real } : { why: 'is not a directory' };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return leadsNowhere(error) && code !== 'ELOOP' ? {} : { why: describeFsError(error) };
  }
}

function find(
  root: string,
  wanted: Root['files'],
  walker: Walker,
  source: string,
  to: {
    readonly files: Map<string, FoundFile>;
    onFile(file: FoundFile): void;
    trouble(path: string, why: string): void;
  },
): Generator<void, void> {
  const formats = wanted.map(({ glob, ignore = [], format }) => {
    const [is, isNot] = [pattern(glob), ignore.map(pattern)];
    return { format, fits: (name: string) => is.test(name) && !isNot.some(not => not.test(name)) };
  });
  const file = ({ path, name, stats }: Entry) => {
    for (const { format, fits } of formats) {
      if (!fits(name)) continue;
      // Only a file of several names can be found twice; some file systems have no inode numbers.
      const identity = stats.nlink > 1 && stats.ino !== 0 ? `${stats.dev}:${stats.ino}` : path;
      const found = { path, id: `${identity}\0${format.id}`, source, format };
      const file: FoundFile = { ...found, ...fileStamp(path, stats, format) };
      to.onFile(file);
      const known = to.files.get(file.id);
      if (!known || file.path < known.path) to.files.set(file.id, file);
    }
  };
  const enterable = wanted.map(({ glob }) => directoriesOf(glob));
  return walker.walk(root, {
    file,
    enters: name => enterable.some(leads => leads(name)),
    unreadable: (path, why) => to.trouble(path, typeof why === 'string' ? why : describeFsError(why)),
  });
}

/**
 * Which directories may lead to what a glob matches. Tools keep other things beside their logs, such as a copy of every
 * file that they edited, which need not be looked at.
 */
function directoriesOf(glob: string): (name: string) => boolean {
  const parts = glob.split('/').slice(0, -1);
  const any = parts.indexOf('**');
  const known = (any < 0 ? parts : parts.slice(0, any)).map(pattern);
  return name => {
    const names = name.split('/');
    if (any < 0 && names.length > known.length) return false;
    return names.every((part, i) => i >= known.length || known[i]!.test(part));
  };
}

/** A glob of a source as a regular expression: a star within a name, two of them for any directories. */
function pattern(glob: string): RegExp {
  const parts: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '*': '[^/]*' };
  const text = glob.replace(/\*\*\/|[.*+?^${}()|[\]\\]/g, part => parts[part] ?? `\\${part}`);
  return new RegExp(`^${text}$`, 's');
}
