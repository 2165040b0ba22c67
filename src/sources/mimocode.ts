/** MiMoCode: OpenCode under another name. */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { dataHome, dirsOf } from './directories.ts';
import { openCodeFiles } from './opencode.ts';
import { infoOf } from './registry.ts';

const FILES = openCodeFiles('mimocode', '*.db');

export const mimocode: Source = {
  ...infoOf('mimocode'),

  roots(place: Place): readonly Root[] {
    return dirsOf(place, 'MIMOCODE_DATA_DIR', join(dataHome(place), 'mimocode')).map(path => ({
      path,
      files: FILES,
    }));
  },
};
