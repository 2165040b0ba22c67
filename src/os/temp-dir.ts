/** A directory for things that are gone when the program ends: the home of the demo. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export interface TempDir {
  readonly dir: string;
  remove(): void;
}

interface File {
  readonly path: string;
  readonly text: string;
}

/** Writes files (paths relative) into a new private directory. Throws errors of the operating system. */
export function tempDir(files: readonly File[]): TempDir {
  const dir = mkdtempSync(join(tmpdir(), 'token-dash-'));
  addFiles(dir, files);
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Writes private files below a directory; absolute paths stay as they are. Throws errors of the operating system. */
export function addFiles(dir: string, files: readonly File[]): void {
  const made = new Set<string>();
  for (const { path, text } of files) {
    const full = resolve(dir, path);
    if (!made.has(dirname(full))) mkdirSync(dirname(full), { recursive: true, mode: 0o700 });
    made.add(dirname(full));
    writeFileSync(full, text, { mode: 0o600 });
  }
}
