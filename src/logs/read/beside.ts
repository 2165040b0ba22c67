/** Lets a format look at the files beside the one that it reads. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Beside } from '../../core/source.ts';

/** What formats look for are a few fields; larger files are something else. */
const MOST_BYTES = 16 * 1024 * 1024;

export function beside(file: string): Beside {
  return path => {
    const other = join(dirname(file), path);
    try {
      const stats = statSync(other);
      return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(other) : undefined;
    } catch {
      return undefined;
    }
  };
}
