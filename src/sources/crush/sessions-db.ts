/**
 * Crush's database, as far as it tells of usage:
 *
 *   sessions   id, parent_session_id, title, prompt_tokens 30412, completion_tokens 310, cost 0.42, created_at, updated_at
 *   messages   session_id, role, model, provider, created_at
 *
 * The cost of a session is the sum of its requests, with those of the sessions that its agents have; its tokens are those of
 * its last request only. So a session is one reading with the cost that is logged, and its tokens are a lower bound. The
 * model is that of the last answer. Nothing says how much of the prompt was cached.
 */
import { text } from '../../core/lines.ts';
import type { TableFormat, Tables } from '../../core/source.ts';
import { loggedUsd } from '../cost.ts';
import { moment } from '../moment.ts';
import { tokensBeside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';

const NEEDED = ['id', 'prompt_tokens', 'completion_tokens', 'cost'];
const WANTED = [...NEEDED, 'title', 'created_at', 'updated_at'];

export const crushDb: TableFormat = {
  kind: 'tables',
  id: 'crush-db',
  version: 1,

  read(file, tables, out) {
    const has = new Set(tables.columns('sessions'));
    if (!NEEDED.every(name => has.has(name))) {
      out.trouble('has no table of sessions with costs: of a version that is not known here');
      return;
    }
    const models = modelsIn(tables);
    const [, cwd] = /^(.+)[\\/]\.crush[\\/][^\\/]+$/.exec(file) ?? [];
    const columns = ['rowid AS line', ...WANTED.filter(name => has.has(name))];
    const own = has.has('parent_session_id') ? "WHERE coalesce(parent_session_id, '') = ''" : '';
    for (const row of tables.rows(`SELECT ${columns.join(', ')} FROM sessions ${own} ORDER BY rowid`)) {
      const [session, line] = [String(row.id), Number(row.line)];
      const title = text(row.title);
      if (title !== undefined) out.session({ source: 'crush', session, madeTitle: title });
      const remarks = new Remarks(
        why => out.trouble(`session ${session}: ${why}`, line),
        ...(['last request', 'no cache split'] as const),
      );
      const input = remarks.count(row.prompt_tokens, 'prompt_tokens');
      const output = remarks.count(row.completion_tokens, 'completion_tokens');
      const cost = loggedUsd(row.cost);
      if (input + output === 0 && cost === undefined) continue;
      const atMs = remarks.time(moment(row.updated_at), moment(row.created_at));
      if (atMs === undefined) continue;
      const terms = models.get(session) ?? { model: '' };
      out.reading({
        key: `crush:${session}`,
        atMs,
        tokens: tokensBeside({ input, cacheRead: 0 }, output, terms.model),
        loggedUsd: cost,
        quality: 'lower bound',
        notes: [...remarks.notes],
        terms,
        attribution: { source: 'crush', session, cwd },
        offset: line,
        line,
      });
    }
  },
};

interface Used {
  readonly model: string;
  readonly provider?: string;
}

/** The model of the last answer of each session. */
function modelsIn(tables: Tables): ReadonlyMap<string, Used> {
  const has = new Set(tables.columns('messages'));
  if (!['session_id', 'role', 'model'].every(name => has.has(name))) return new Map();
  const provider = has.has('provider') ? 'provider' : 'NULL';
  const last = new Map<string, Used>();
  const sql = `SELECT session_id, model, ${provider} AS provider, max(rowid) AS line FROM messages
    WHERE role = 'assistant' AND coalesce(model, '') <> '' GROUP BY session_id`;
  for (const row of tables.rows(sql)) {
    last.set(String(row.session_id), { model: text(row.model) ?? '', provider: text(row.provider) });
  }
  return last;
}
