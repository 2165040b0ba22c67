/** Which files of the table are no longer as they were read: changed ones, and deleted ones. */
import type { FileTable } from '../file-table.ts';
import { isUnchanged, isVerified } from '../read/read-file.ts';
import { type Found, type FoundFile, isKnownMissing } from './find.ts';

/** Whether what is known of a file still holds; from then on its stamp is trusted. */
export function isUpToDate(table: FileTable, file: FoundFile): boolean {
  const before = table.files.get(file.path);
  // A file that came back is read: what was kept of it may have come from elsewhere.
  if (before?.goneMs !== undefined || !isUnchanged(before, file)) return false;
  if (before.isRacy) table.files.set(file.path, { ...before, isRacy: false });
  return true;
}

/**
 * The same for a full check, which does not trust stamps: what was read in several runs is read again as a whole, and of
 * other files both ends are compared.
 */
export function isVerifiedUpToDate(table: FileTable, file: FoundFile): boolean {
  const before = table.files.get(file.path);
  if (before && isUpToDate(table, file) && isVerified(before)) return true;
  // Without these a file is read from its beginning.
  if (before?.isResumed)
    table.files.set(file.path, { ...before, bookmark: undefined, tableState: undefined });
  return false;
}

/** Known files that no longer exist. One that could not be looked at may exist; one that is marked already is left out. */
export function deletedFiles(table: FileTable, found: Found): readonly string[] {
  let known = 0;
  for (const { path } of found.files) if (table.files.has(path)) known += 1;
  if (known === table.files.size) return [];
  const paths = new Set(found.files.map(file => file.path));
  const missing = [...table.files.values()].filter(
    ({ path, goneMs }) => goneMs === undefined && !paths.has(path),
  );
  return missing.filter(({ path, source }) => isKnownMissing(found, path, source)).map(({ path }) => path);
}
