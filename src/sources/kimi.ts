/**
 * Kimi Code and the older Kimi CLI. Both are read always: `kimi migrate` does not take the usage along, so the old
 * directory holds history that the new one lacks.
 */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { dirsOf } from './directories.ts';
import { kimiWire } from './kimi/wire-lines.ts';
import { infoOf } from './registry.ts';

const FILES = [{ glob: '**/wire.jsonl', format: kimiWire }];

export const kimi: Source = {
  ...infoOf('kimi'),

  roots: (place: Place): readonly Root[] =>
    dirsOf(place, 'KIMI_CODE_HOME', '~/.kimi-code', '~/.kimi').map(dir => ({
      path: join(dir, 'sessions'),
      files: FILES,
    })),
};
