/**
 * Copilot's store: a row for each request, written as it happens.
 *
 *   assistant_usage_events   id, session_id, model, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
 *                            reasoning_tokens, created_at, and later total_nano_aiu, request_multiplier, initiator
 *   sessions                 id, cwd, repository, created_at
 *
 * The input holds what was read from and written to the cache, the output holds the reasoning.
 */
import { text } from '../../core/lines.ts';
import type { TableFormat, Tables } from '../../core/source.ts';
import { moment } from '../moment.ts';
import { tokensInside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';
import { usdOfNanoAiu } from './credits.ts';

const WANTED = [
  ...[
    'id',
    'session_id',
    'model',
    'input_tokens',
    'output_tokens',
    'cache_read_tokens',
    'cache_write_tokens',
  ],
  ...['reasoning_tokens', 'created_at', 'total_nano_aiu', 'initiator'],
];

export const copilotStore: TableFormat = {
  kind: 'tables',
  id: 'copilot-store',
  version: 1,

  read(_file, tables, out) {
    const has = new Set(tables.columns('assistant_usage_events'));
    // A store of a version that kept no usage yet.
    if (!has.has('session_id')) return;
    const directories = directoriesIn(tables);
    const columns = ['rowid AS line', ...WANTED.filter(name => has.has(name))];
    for (const row of tables.rows(
      `SELECT ${columns.join(', ')} FROM assistant_usage_events ORDER BY rowid`,
    )) {
      const line = Number(row.line);
      const session = String(row.session_id);
      const remarks = new Remarks(why => out.trouble(why, line));
      if (row.initiator === 'compaction') remarks.notes.add('compaction');
      const count = (name: string) => remarks.count(row[name], name);
      const input = count('input_tokens');
      const output = count('output_tokens');
      if (input + output === 0) continue;
      const atMs = remarks.time(moment(row.created_at), undefined);
      if (atMs === undefined) continue;
      const model = text(row.model) ?? '';
      const prompt = {
        input,
        cacheRead: count('cache_read_tokens'),
        cacheWrite: count('cache_write_tokens'),
      };
      out.reading({
        key: `copilot:${session}:${row.id ?? line}`,
        atMs,
        tokens: tokensInside(prompt, output, model, remarks),
        reasoning: Math.min(count('reasoning_tokens'), output),
        loggedUsd: usdOfNanoAiu(row.total_nano_aiu),
        quality: 'exact',
        notes: [...remarks.notes],
        terms: { model },
        attribution: { source: 'copilot', session, cwd: directories.get(session), witness: 0 },
        offset: line,
        line,
      });
    }
  },
};

function directoriesIn(tables: Tables): ReadonlyMap<string, string> {
  const has = tables.columns('sessions');
  if (!has.includes('id') || !has.includes('cwd')) return new Map();
  const known = new Map<string, string>();
  for (const { id, cwd } of tables.rows('SELECT id, cwd FROM sessions')) {
    if (typeof cwd === 'string' && cwd !== '') known.set(String(id), cwd);
  }
  return known;
}
