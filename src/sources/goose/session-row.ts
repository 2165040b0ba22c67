/**
 * A session's row in Goose's database: who ran it, where, with which model, and what it sums up to.
 *
 *   id 20260816_1, session_type hidden, working_dir /home/me/app, provider_name ollama,
 *   model_config_json {"model_name":"gemma4:31b-cloud"}, accumulated_total_tokens 7455, ...
 */
import { keyOf, keyText } from '../../core/key.ts';
import { text } from '../../core/lines.ts';
import type { SessionFacts } from '../../core/session-facts.ts';
import type { Attribution, Quality, Terms } from '../../core/usage.ts';
import { calledThrough } from './called-through.ts';
import { moment } from './moment.ts';
import { nested } from './nested.ts';
import { sessionTotal } from './session-total.ts';
import { Remarks, type Totals } from './totals.ts';
import { WITNESS } from './witness.ts';

export type Row = Readonly<Record<string, unknown>>;

export const COUNT_COLUMNS: readonly string[] = [
  'input_tokens',
  'output_tokens',
  'total_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
];

export const SESSION_COLUMNS: readonly string[] = [
  ...['id', 'parent_session_id', 'session_type', 'working_dir', 'created_at', 'updated_at'],
  ...['provider_name', 'model_config_json', 'accumulated_cost'],
  ...['name', 'description', 'user_set_name', 'schedule_id'],
  ...COUNT_COLUMNS,
  ...COUNT_COLUMNS.map(name => `accumulated_${name}`),
];

export interface Session {
  readonly id: string;
  readonly row: Row;
  /** The model is the last one that was used. */
  readonly terms: Terms;
  readonly attribution: Attribution;
}

/** Something that a database says was spent, before it is judged. */
export interface Spending {
  readonly session: Session;
  /** Tells it from all else that the session spent. */
  readonly name: string;
  /** Its row. */
  readonly line: number;
  /** When, as written; its own time first, then times near it. */
  readonly times: readonly unknown[];
  readonly totals: Totals;
  readonly usd: number | undefined;
  readonly quality: Quality;
  readonly terms: Terms;
  readonly attribution: Attribution;
  /** Tells it from what another session of the same id spent, in another database. */
  readonly request: string;
  readonly remarks: Remarks;
}

/** Types of sessions that are nobody's conversation. Any other type says how the session was started. */
const AGENTS: readonly unknown[] = ['sub_agent', 'hidden', 'scheduled'];

/** The sessions of a database by id. */
export function readSessions(rows: Iterable<Row>): ReadonlyMap<string, Session> {
  const byId = new Map<string, Row>();
  for (const row of rows) byId.set(String(row.id), row);
  return new Map([...byId].map(([id, row]) => [id, readSession(row, rootOf(row, byId))]));
}

/** The session that a subagent's session was started for, at whatever depth; itself for one that was started by the user. */
function rootOf(row: Row, byId: ReadonlyMap<string, Row>): Row {
  const seen = new Set<Row>();
  let root = row;
  for (let at: Row | undefined = row; at && !seen.has(at); at = byId.get(String(at.parent_session_id))) {
    seen.add(at);
    root = at;
  }
  return root;
}

/**
 * Ids count from 1 on each day and in each database, so two machines give the same ones. What a session began with does not
 * change, and is the same in a copy of its database.
 */
function storeOf({ id, created_at, working_dir }: Row): string | undefined {
  if (created_at === undefined && working_dir === undefined) return undefined;
  return keyText(keyOf(JSON.stringify([id, created_at, working_dir])));
}

/** `root` is the session that it was started for, where it was. */
export function readSession(row: Row, root: Row = row): Session {
  const id = String(row.id);
  const type = row.session_type === 'user' ? undefined : text(row.session_type);
  const isAgent = AGENTS.includes(type);
  const provider = text(row.provider_name);
  const model = text(nested(row.model_config_json)?.model_name) ?? '';
  return {
    id,
    row,
    terms: { provider, model },
    attribution: {
      source: 'goose',
      session: id,
      parentSession: text(row.parent_session_id),
      cwd: text(row.working_dir),
      agent: isAgent ? type : undefined,
      client: isAgent ? undefined : type,
      origin: text(row.schedule_id) === undefined ? text(row.session_type) : 'scheduled',
      witness: WITNESS.ledger,
      store: storeOf(root),
      startedMs: moment(row.created_at),
    },
  };
}

/** The attribution of something that a session spent on a model. */
export function attributionFor({ attribution, terms }: Session, model: string): Attribution {
  return { ...attribution, calledThrough: calledThrough(terms.provider, model) };
}

/** Names that Goose gives a session before a model has named it. */
const NAMELESS = /^(?:(?:new|cli|acp) )?(?:chat|session)(?: \d+)?$/i;

/** What a session is called; undefined where nobody named it. */
export function titleOf({ attribution, row }: Session): SessionFacts | undefined {
  const name = text(row.name) ?? text(row.description);
  if (name === undefined || name === attribution.session || NAMELESS.test(name)) return undefined;
  const { source, session, store } = attribution;
  const isOwn = row.user_set_name === 1 || row.user_set_name === true;
  return { source, session, store, ...(isOwn ? { customTitle: name } : { madeTitle: name }) };
}

/** All that a session without a ledger spent; undefined where it tells of no usage. */
export function wholeOf(session: Session, trouble: (why: string) => void): Spending | undefined {
  const { id, row, terms } = session;
  const remarks = new Remarks(why => trouble(`session ${id}: ${why}`));
  const total = sessionTotal(row, terms, remarks);
  if (!total) return undefined;
  return {
    session,
    name: 'total',
    line: Number(row.line),
    times: [row.updated_at, row.created_at],
    usd: total.quality === 'session total' ? usdOf(row.accumulated_cost) : undefined,
    ...total,
    terms,
    attribution: { ...attributionFor(session, terms.model), witness: WITNESS.total },
    request: requestOfTotal(session),
    remarks,
  };
}

export function requestOfTotal({ row }: Session): string {
  return JSON.stringify([row.created_at, row.working_dir]);
}

export function usdOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : undefined;
}
