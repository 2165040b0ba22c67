/** What is known and no longer so: files that have other stamps now, and files that are gone. */

import type { FileTable } from '../file-table.ts';
import { holds } from '../read/read-file.ts';
import type { Found, FoundFile } from './find.ts';

/** Whether what is known of a file still holds; from then on nobody doubts it. */
export function isUpToDate(known: FileTable, file: FoundFile): boolean {
  const before = known.files.get(file.path);
  if (!holds(before, file)) return false;
  if (before.isFresh) known.files.set(file.path, { ...before, isFresh: false });
  return true;
}

/** Known files that were not found any more. */
export function deletedFiles(known: FileTable, found: Found): readonly string[] {
  let visited = 0;
  for (const { path } of found.files) if (known.files.has(path)) visited += 1;
  if (visited === known.files.size) return [];
  const paths = new Set(found.files.map(file => file.path));
  return [...known.files.keys()].filter(path => !paths.has(path));
}
