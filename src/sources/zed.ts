/** Zed's own agent: `threads.db`, a row a thread. Agents of other makers that Zed runs keep their own logs. */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { dataHome, dirsOf } from './directories.ts';
import { infoOf } from './registry.ts';
import { zedThreads } from './zed/threads-db.ts';

const FILES = [{ glob: 'threads.db', format: zedThreads }];

export const zed: Source = {
  ...infoOf('zed'),

  // The variable names the directory of the database; one above it is taken as well.
  roots: (place: Place): readonly Root[] =>
    dirsOf(place, 'ZED_DATA_DIR', join(usual(place), 'threads')).flatMap(dir =>
      [dir, join(dir, 'threads')].map(path => ({ path, files: FILES })),
    ),
};

function usual(place: Place): string {
  const { home, env, platform } = place;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Zed');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Zed');
  return join(dataHome(place), 'zed');
}
