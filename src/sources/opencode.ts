/**
 * OpenCode (github.com/anomalyco/opencode), and tools that were made of it and keep their sessions the same way: a
 * database, and before version 1.2 a file for each message below `storage/message/`, which an update left where they
 * were. All of them name a message by an id that survives every copy.
 */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { dataHome, dirsOf } from './directories.ts';
import { messageFile } from './opencode/message-file.ts';
import { openCodeDb } from './opencode/sessions-db.ts';
import { infoOf } from './registry.ts';

/** The files of such a tool. */
export function openCodeFiles(id: string, database: string): Root['files'] {
  return [
    { glob: database, format: openCodeDb(id) },
    { glob: 'storage/message/*/*.json', format: messageFile(id) },
  ];
}

const FILES = openCodeFiles('opencode', 'opencode*.db');

export const opencode: Source = {
  ...infoOf('opencode'),

  roots(place: Place): readonly Root[] {
    return dirsOf(place, 'OPENCODE_DATA_DIR', join(dataHome(place), 'opencode')).map(path => ({
      path,
      files: FILES,
    }));
  },
};
