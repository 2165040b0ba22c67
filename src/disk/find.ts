/**
 * Finds log files: which roots exist, and which files below them belong to which format, with the facts by which a
 * later run can tell that they have not changed. Roots and files reached on two ways (links are common in dot-files)
 * count once.
 */
import { readdir, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import type { Format, Place, Source } from '../core/source.ts';
import type { Trouble } from '../core/usage.ts';

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

export interface Found {
  readonly roots: ReadonlyMap<string, readonly { readonly path: string; readonly found: boolean }[]>;
  readonly files: readonly FoundFile[];
  readonly troubles: readonly { readonly source: string; readonly trouble: Trouble }[];
}

/** Transcripts stand four levels deep; a link that leads in a circle is left after this many. */
const DEEPEST = 10;

export async function findFiles(sources: readonly Source[], place: Place): Promise<Found> {
  const roots = new Map<string, { path: string; found: boolean }[]>();
  const files = new Map<string, FoundFile>();
  const troubles: { source: string; trouble: Trouble }[] = [];
  const seenRoots = new Set<string>();

  for (const source of sources) {
    const reports: { path: string; found: boolean }[] = [];
    roots.set(source.id, reports);
    const trouble = (path: string, why: string) =>
      troubles.push({ source: source.id, trouble: { path, why } });
    for (const root of source.roots(place)) {
      const state = lookAt(root.path);
      reports.push({ path: root.path, found: state.real !== undefined });
      if (state.why) trouble(root.path, state.why);
      if (state.real === undefined) continue;
      for (const { glob, ignore, format } of root.files) {
        // The same directory may hold several formats, so a root is "seen" per format.
        const name = `${state.real}\0${format.id}`;
        if (seenRoots.has(name)) continue;
        seenRoots.add(name);
        for (const path of await globFiles(state.real, glob, ignore, trouble)) {
          const file = describe(join(state.real, path), source.id, format);
          if (!file) continue;
          const known = files.get(file.id);
          if (!known || file.path < known.path) files.set(file.id, file);
        }
      }
    }
  }
  return { roots, files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), troubles };
}

function lookAt(path: string): { real?: string; why?: string } {
  try {
    const real = realpathSync(path);
    if (!statSync(real).isDirectory()) return { why: 'is not a directory' };
    readdirSync(real);
    return { real };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return {};
    return { why: words(error) };
  }
}

async function globFiles(
  cwd: string,
  glob: string,
  ignore: readonly string[] | undefined,
  trouble: (path: string, why: string) => void,
): Promise<string[]> {
  return fastGlob(glob, {
    cwd,
    ignore: [...(ignore ?? [])],
    dot: true,
    deep: DEEPEST,
    suppressErrors: true,
    // Errors are suppressed so that one closed directory does not end the search; here they are heard.
    fs: {
      readdir: ((path: string, options: { withFileTypes: true }, done: (...args: unknown[]) => void) => {
        readdir(path, options, (error, entries) => {
          if (error && error.code !== 'ENOENT') trouble(path, words(error));
          done(error, entries);
        });
      }) as never,
    },
  });
}

function describe(path: string, source: string, format: Format): FoundFile | undefined {
  const stats = statOf(path);
  if (!stats) return undefined;
  // A database's newest rows stand in the write-ahead log beside it.
  const log = format.kind === 'tables' ? statOf(`${path}-wal`) : undefined;
  return {
    path,
    // Some file systems have no inode numbers.
    id: `${stats.ino === 0 ? path : `${stats.dev}:${stats.ino}`}\0${format.id}`,
    source,
    format,
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

/** An error of the operating system in words for the user. */
export function words(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'no permission to read it';
    case 'ENOENT':
      return 'vanished while it was read';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EROFS':
      return 'the file system is read-only';
    case 'EISDIR':
      return 'is a directory';
    default:
      return message ?? String(error);
  }
}
