/** Grok Build CLI: `sessions/<directory>/<id>/updates.jsonl`, and since 1.0 a `usage.json` beside it. */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { dirsOf } from './directories.ts';
import { grokUpdates } from './grok/updates.ts';
import { infoOf } from './registry.ts';

const FILES = [{ glob: '*/*/updates.jsonl', format: grokUpdates }];

export const grok: Source = {
  ...infoOf('grok'),

  roots: (place: Place): readonly Root[] =>
    dirsOf(place, 'GROK_HOME', '~/.grok').map(dir => ({ path: join(dir, 'sessions'), files: FILES })),
};
