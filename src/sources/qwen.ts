/**
 * Qwen Code (github.com/QwenLM/qwen-code): `projects/<project>/chats/<session>.jsonl` since 0.18, before that
 * `tmp/<hash>/chats/`. What they hold is read in `qwen/chat-lines.ts`.
 */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { dirsOf } from './directories.ts';
import { qwenLines } from './qwen/chat-lines.ts';
import { infoOf } from './registry.ts';

export const qwen: Source = {
  ...infoOf('qwen'),

  roots(place: Place): readonly Root[] {
    return dirsOf(place, 'QWEN_DATA_DIR', '~/.qwen').flatMap(dir =>
      ['projects', 'tmp'].map(name => ({
        path: join(dir, name),
        files: [{ glob: '*/chats/**/*.jsonl', format: qwenLines }],
      })),
    );
  },
};
