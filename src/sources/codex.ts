/**
 * Codex CLI (github.com/openai/codex): a file a session, `sessions/2026/06/22/rollout-<time>-<id>.jsonl`, moved to
 * `archived_sessions/` under the same name, and compressed there by newer versions. What they hold is read in
 * `codex/rollout.ts`.
 */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { compressedRollout } from './codex/compressed.ts';
import { rollout } from './codex/rollout.ts';
import { dirsOf } from './directories.ts';
import { infoOf } from './registry.ts';

export const codex: Source = {
  ...infoOf('codex'),

  roots(place: Place): readonly Root[] {
    return dirsOf(place, 'CODEX_HOME', '~/.codex').flatMap(dir =>
      ['sessions', 'archived_sessions'].map(name => ({
        path: join(dir, name),
        files: [
          { glob: '**/rollout-*.jsonl', format: rollout },
          { glob: '**/rollout-*.jsonl.zst', format: compressedRollout },
        ],
      })),
    );
  },
};
