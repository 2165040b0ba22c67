/**
 * Goose (github.com/aaif-goose/goose). It has kept its usage in three ways, which overlap where one was imported into the next:
 *
 *   witness 0   sessions.db              since 1.10: sessions, and from schema 15 a ledger of every request
 *   witness 1   sessions/<id>.jsonl      before: one file per session, totals in its first line
 *   witness 2   logs/cli/<day>/*.log     until 1.9: debug traces of requests, kept for two weeks
 *
 * Each record names its witness and its session, so that who merges them lets the best one speak for a session alone.
 * `logs/llm_request.*.jsonl`, a ring of the last ten requests, repeats what the others hold and is never read.
 */
import { posix, win32 } from 'node:path';
import { dirsIn } from '../core/dir-list.ts';
import type { Place, Root, Source } from '../core/source.ts';
import { cliLog } from './goose/cli-log.ts';
import { sessionFile } from './goose/session-file.ts';
import { sessionsDb } from './goose/sessions-db.ts';
import { infoOf } from './registry.ts';

export const goose: Source = {
  ...infoOf('goose'),

  roots(place: Place): readonly Root[] {
    const { join } = pathOf(place);
    return directories(place).flatMap(({ data, state }) => [
      ...data.map(dir => ({
        path: join(dir, 'sessions'),
        files: [
          { glob: 'sessions.db', format: sessionsDb },
          { glob: '*.jsonl', format: sessionFile },
        ],
      })),
      {
        path: join(state, 'logs', 'cli'),
        files: [
          {
            glob: '**/*.log',
            // Extensions that ran as programs of their own: what they log are tool calls.
            ignore: ['**/*-mcp-developer.log', '**/*-mcp-memory.log'],
            format: cliLog,
          },
        ],
      },
    ]);
  },
};

interface Directories {
  readonly data: readonly string[];
  readonly state: string;
}

/**
 * Where Goose keeps data (several places over the years) and state, as its `config/paths.rs` does it. Goose takes one
 * root from GOOSE_PATH_ROOT; several may be given here, for the logs of other machines.
 */
function directories(place: Place): readonly Directories[] {
  const { home, env, platform } = place;
  const { isAbsolute, join } = pathOf(place);
  const stated = (path: string | undefined) => (path && isAbsolute(path) ? path : undefined);

  const named = dirsIn(env.GOOSE_PATH_ROOT).filter(isAbsolute);
  if (named.length > 0) return named.map(dir => ({ data: [join(dir, 'data')], state: join(dir, 'state') }));

  if (platform === 'win32') {
    const roaming = stated(env.APPDATA) ?? join(home, 'AppData', 'Roaming');
    const data = join(roaming, 'Block', 'goose', 'data');
    return [{ data: [data], state: data }];
  }
  const share = stated(env.XDG_DATA_HOME) ?? join(home, '.local', 'share');
  const library = platform === 'darwin' ? [join(home, 'Library', 'Application Support', 'goose')] : [];
  return [
    {
      data: [join(share, 'goose'), ...library, join(share, 'Block', 'goose')],
      state: join(stated(env.XDG_STATE_HOME) ?? join(home, '.local', 'state'), 'goose'),
    },
  ];
}

function pathOf({ platform }: Place): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
