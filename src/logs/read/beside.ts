/** Lets a format look at the files beside the one that it reads, and a source at the list of its roots. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Beside } from '../../core/source.ts';

/** What they look for are a few fields; larger files are something else. */
const MOST_BYTES = 16 * 1024 * 1024;

export function beside(file: string): Beside {
  return path => readSmallFile(join(dirname(file), path));
}

/** The content of a file; undefined where it cannot be read, and where it is too large to be such a one. */
export function readSmallFile(path: string): Uint8Array | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}
