/** A directory for things that are gone when the program ends: the home of the demo. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TempDir {
  readonly dir: string;
  remove(): void;
}

/** Writes files (paths relative) into a new private directory. Throws errors of the operating system. */
export function tempDir(files: readonly { readonly path: string; readonly text: string }[]): TempDir {
  const dir = mkdtempSync(join(tmpdir(), 'token-dash-'));
  const made = new Set<string>();
  for (const { path, text } of files) {
    const full = join(dir, path);
    if (!made.has(dirname(full))) mkdirSync(dirname(full), { recursive: true, mode: 0o700 });
    made.add(dirname(full));
    writeFileSync(full, text, { mode: 0o600 });
  }
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
