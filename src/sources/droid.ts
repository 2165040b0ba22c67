/** Droid (Factory): `sessions/<directory>/<id>.settings.json`, the sums of a session, beside its conversation. */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { dirsOf } from './directories.ts';
import { droidSettings } from './droid/session-settings.ts';
import { infoOf } from './registry.ts';

const FILES = [{ glob: '**/*.settings.json', format: droidSettings }];

export const droid: Source = {
  ...infoOf('droid'),

  roots: (place: Place): readonly Root[] =>
    dirsOf(place, 'DROID_SESSIONS_DIR', join('~', '.factory', 'sessions')).map(path => ({
      path,
      files: FILES,
    })),
};
