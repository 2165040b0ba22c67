/**
 * GitHub Copilot CLI, which keeps its usage in two ways that overlap:
 *
 *   witness 0   session-store.db                     a row for every request, since about 1.0.7x
 *   witness 1   session-state/<id>/events.jsonl      sums of a session when it ends
 *
 * Each names its session, so that the better one speaks for it alone. Copilot Chat in VS Code has a database of its own
 * sessions, where it was told to write one.
 */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { agentTraces } from './copilot/agent-traces.ts';
import { copilotEvents } from './copilot/events.ts';
import { copilotStore } from './copilot/session-store.ts';
import { dirsOf } from './directories.ts';
import { extensionDirs } from './editor-storage.ts';
import { infoOf } from './registry.ts';

export const copilot: Source = {
  ...infoOf('copilot'),

  roots(place: Place): readonly Root[] {
    const editors = extensionDirs(place, 'github.copilot-chat');
    return dirsOf(place, 'COPILOT_HOME', '~/.copilot', ...editors).flatMap((dir): readonly Root[] =>
      editors.includes(dir) ? [{ path: dir, files: [TRACES], isRare: true }] : rootsIn(dir),
    );
  },
};

const TRACES = { glob: 'agent-traces.db', format: agentTraces };

function rootsIn(dir: string): readonly Root[] {
  return [
    { path: dir, files: [{ glob: 'session-store.db', format: copilotStore }, TRACES] },
    {
      path: join(dir, 'session-state'),
      files: [
        // Older versions wrote a file a session without a directory of its own.
        { glob: '*.jsonl', format: copilotEvents },
        { glob: '*/events.jsonl', format: copilotEvents },
      ],
    },
  ];
}
