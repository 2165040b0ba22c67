/**
 * Files below a directory, by name, in a fixed order. Links to directories are not followed, so no tree is walked twice
 * or for ever; a directory that cannot be read is told, and the rest is still found.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
}

export interface FilesBelow {
  readonly files: readonly FoundFile[];
  readonly unreadable: readonly { readonly path: string; readonly error: unknown }[];
}

/** Directories that hold other people's files, and too many of them. */
const SKIPPED = new Set(['node_modules', '.git']);

/** A root that is a file is found by itself, whatever its name. Throws where the root cannot be looked at. */
export function filesBelow(root: string, isWanted: (name: string) => boolean): FilesBelow {
  const top = statSync(root);
  if (!top.isDirectory()) return { files: [{ path: root, bytes: top.size }], unreadable: [] };
  const files: FoundFile[] = [];
  const unreadable: { readonly path: string; readonly error: unknown }[] = [];
  const pending = [root];
  for (let dir = pending.pop(); dir !== undefined; dir = pending.pop()) {
    try {
      for (const entry of readdirSync(dir, { withFileTypes: true })) {
        const path = join(dir, entry.name);
        if (entry.isDirectory()) {
          if (!SKIPPED.has(entry.name)) pending.push(path);
        } else if (isWanted(entry.name)) {
          const { size } = statSync(path);
          files.push({ path, bytes: size });
        }
      }
    } catch (error) {
      unreadable.push({ path: dir, error });
    }
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), unreadable };
}
