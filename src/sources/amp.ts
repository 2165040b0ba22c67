/**
 * Amp (ampcode.com): `threads/T-<id>.json`. Threads live on Amp's server; a file is the copy of one that this machine
 * opened, and two machines may have the same.
 */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { ampThread } from './amp/thread.ts';
import { dataHome, dirsOf } from './directories.ts';
import { infoOf } from './registry.ts';

const FILES = [{ glob: 'T-*.json', format: ampThread }];

export const amp: Source = {
  ...infoOf('amp'),

  // The variable names the directory of the threads; a directory above them is taken as well.
  roots: (place: Place): readonly Root[] =>
    dirsOf(place, 'AMP_DATA_DIR', join(dataHome(place), 'amp', 'threads')).flatMap(dir =>
      [dir, join(dir, 'threads')].map(path => ({ path, files: FILES })),
    ),
};
