/**
 * A session's row in Goose's database: who ran it, where, with which model, and what it sums up to.
 *
 *   id 20260816_1, session_type hidden, working_dir /home/me/app, provider_name ollama,
 *   model_config_json {"model_name":"gemma4:31b-cloud"}, accumulated_total_tokens 7455, ...
 */
import { text } from '../../core/lines.ts';
import type { Attribution, Quality, Terms } from '../../core/usage.ts';
import { nested } from './nested.ts';
import { sessionTotal } from './session-total.ts';
import { Remarks, type Totals } from './totals.ts';

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
  readonly remarks: Remarks;
}

/** Types of sessions that are nobody's conversation. Any other type says how the session was started. */
const AGENTS: readonly unknown[] = ['sub_agent', 'hidden', 'scheduled'];

export function readSession(row: Row): Session {
  const id = String(row.id);
  const type = row.session_type === 'user' ? undefined : text(row.session_type);
  const isAgent = AGENTS.includes(type);
  return {
    id,
    row,
    terms: {
      provider: text(row.provider_name),
      model: text(nested(row.model_config_json)?.model_name) ?? '',
    },
    attribution: {
      source: 'goose',
      session: id,
      parentSession: text(row.parent_session_id),
      cwd: text(row.working_dir),
      agent: isAgent ? type : undefined,
      client: isAgent ? undefined : type,
      witness: 0,
    },
  };
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
    remarks,
  };
}

export function usdOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : undefined;
}
