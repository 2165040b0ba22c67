/**
 * OpenCode's database. Version 1 has the tables `session`, `message` and `part`; version 2 adds `session_v2` and
 * `session_message` to them and copies the old rows over. The old tables stay as they were at the update, and hold what
 * the copy lost, so both are read: a message of the old table is not looked for in the new one.
 *
 * The sums in the session rows and in parts of type `step-finish` repeat the messages and are never read.
 */
import { instant } from '../../core/counts.ts';
import { jsonObject, record, text } from '../../core/lines.ts';
import type { Out, TableFormat, Tables } from '../../core/source.ts';
import type { Json } from '../json-lines.ts';
import { readMessage } from './message.ts';
import { isSettled, lastSettled, type SessionPlace, type Settled, settledUntil } from './settled.ts';
import { toolsByMessage } from './tools.ts';

export function openCodeDb(source: string): TableFormat {
  return {
    kind: 'tables',
    id: `${source}-db`,
    version: 2,

    read(_file, tables, out, earlier) {
      const sessions = new Map([...sessionsIn(tables, 'session'), ...sessionsIn(tables, 'session_v2')]);
      const last = earlier?.state as Settled | undefined;
      const settled = last && isSettled(tables, last, sessions) ? last : undefined;
      const after = settled?.row ?? 0;
      if (settled) earlier!.keep(settled.readings);
      const tools = toolsByMessage(tables, after);
      const read = new Set<string>();
      const until = lastSettled(tables, settled);
      let readings = settled?.readings ?? 0;
      const isThere = ['message', 'session_message'].map(table => {
        const has = hasColumns(tables, table, 'id', 'session_id', 'data');
        if (!has) return false;
        const from = table === 'message' ? after : 0;
        readTable(tables, table, { source, sessions, tools, read, from }, out, row => {
          if (table === 'message' && row <= until) readings += 1;
        });
        return true;
      });
      if (!isThere.includes(true))
        out.trouble('has no table of messages: of a version that is not known here');
      return settledUntil(tables, until, readings, sessions);
    },
  };
}

interface Known {
  readonly source: string;
  readonly sessions: ReadonlyMap<string, SessionPlace>;
  readonly tools: ReadonlyMap<string, readonly string[]>;
  /** Messages that were read. */
  readonly read: Set<string>;
  /** Rows up to this one are known. */
  readonly from: number;
}

/** `onReading` is called with the row of each message that used anything. */
function readTable(
  tables: Tables,
  table: string,
  known: Known,
  out: Out,
  onReading: (row: number) => void,
): void {
  const { source, sessions, tools, read, from } = known;
  const time = tables.columns(table).includes('time_created') ? 'time_created' : 'NULL';
  const type = table === 'session_message' ? 'type' : "'assistant'";
  // Prompts of the user are not wanted. What is no JSON is shown, for the trouble that it is.
  const wanted =
    table === 'session_message'
      ? "type IN ('assistant', 'compaction')"
      : "CASE WHEN json_valid(data) THEN json_extract(data, '$.role') = 'assistant' ELSE 1 END";
  const sql = `SELECT rowid AS line, id, session_id, ${type} AS type, ${time} AS at, data FROM ${table} WHERE rowid > ${from} AND ${wanted} ORDER BY rowid`;
  for (const row of tables.rows(sql)) {
    const [id, session, line] = [String(row.id), String(row.session_id), Number(row.line)];
    const data = jsonIn(row.data);
    if (!data) {
      out.trouble(`message ${id} is no JSON object: not counted`, line);
      continue;
    }
    if (read.has(id)) continue;
    read.add(id);
    const { parent, directory } = sessions.get(session) ?? {};
    const place = {
      ...{ source, id, session, parentSession: parent, directory, line },
      rowMs: instant(row.at),
      tools: tools.get(id) ?? toolsIn(data.content),
    };
    if (readMessage({ ...data, type: row.type }, place, out)) onReading(line);
  }
}

function jsonIn(value: unknown): Json | undefined {
  if (value instanceof Uint8Array) return jsonObject(value);
  return typeof value === 'string' ? jsonObject(new TextEncoder().encode(value)) : undefined;
}

/** Version 2 keeps what an answer did in the message itself. */
function toolsIn(content: unknown): readonly string[] {
  if (!Array.isArray(content)) return [];
  const calls = content.map(record).filter(part => part?.type === 'tool');
  return calls.map(part => text(part?.name) ?? text(part?.tool)).filter(name => name !== undefined);
}

function* sessionsIn(tables: Tables, table: string): Generator<readonly [string, SessionPlace]> {
  if (!hasColumns(tables, table, 'id')) return;
  const has = new Set(tables.columns(table));
  const columns = ['id', 'parent_id', 'directory'].filter(name => has.has(name));
  for (const row of tables.rows(`SELECT ${columns.join(', ')} FROM ${table}`)) {
    yield [String(row.id), { parent: text(row.parent_id), directory: text(row.directory) }];
  }
}

function hasColumns(tables: Tables, table: string, ...names: readonly string[]): boolean {
  const columns = tables.columns(table);
  return names.every(name => columns.includes(name));
}
