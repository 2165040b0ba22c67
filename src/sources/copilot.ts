/**
 * GitHub Copilot CLI, which keeps its usage in two ways that overlap:
 *
 *   witness 0   session-store.db                     a row for every request, since about 1.0.7x
 *   witness 1   session-state/<id>/events.jsonl      sums of a session when it ends
 *
 * Each names its session, so that the better one speaks for it alone.
 */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { copilotEvents } from './copilot/events.ts';
import { copilotStore } from './copilot/session-store.ts';
import { dirsOf } from './directories.ts';
import { infoOf } from './registry.ts';

export const copilot: Source = {
  ...infoOf('copilot'),

  roots(place: Place): readonly Root[] {
    return dirsOf(place, 'COPILOT_HOME', '~/.copilot').flatMap(dir => [
      { path: dir, files: [{ glob: 'session-store.db', format: copilotStore }] },
      {
        path: join(dir, 'session-state'),
        files: [
          // Older versions wrote a file a session without a directory of its own.
          { glob: '*.jsonl', format: copilotEvents },
          { glob: '*/events.jsonl', format: copilotEvents },
        ],
      },
    ]);
  },
};
