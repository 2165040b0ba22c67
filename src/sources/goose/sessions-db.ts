/**
 * Goose's database. A `sessions` row sums up a session; since schema 15 the `usage_ledger` has a row per request:
 *
 *   sessions       id 20260816_3, working_dir, provider_name, model_config_json, total_tokens 7503 (last request),
 *                  accumulated_total_tokens 14984, ...
 *   usage_ledger   session_id 20260816_3, created_timestamp 1786854321, model gemma4:31b, input_tokens 7466, ...
 *
 * Each ledger row becomes a reading (`ledger.ts`). What a session's sum holds beyond its ledger becomes one more, and
 * a session without a ledger becomes one reading as a whole. The table `messages` repeats the same calls and is never
 * read. Columns came over the years: only those that are there are asked for.
 */
import type { Out, TableFormat, Tables } from '../../core/source.ts';
import { LEDGER_COLUMNS, readLedger, remainderOf } from './ledger.ts';
import { moment, stemMoment } from './moment.ts';
import { readSession, SESSION_COLUMNS, type Session, type Spending, wholeOf } from './session-row.ts';
import { sumOf, tokensOf } from './totals.ts';

export const sessionsDb: TableFormat = {
  kind: 'tables',
  id: 'goose-db',
  version: 2,

  read(_file, tables, out) {
    if (!tables.columns('sessions').includes('id')) {
      out.trouble('has no table of sessions: not written by Goose, or not finished yet');
      return;
    }
    const sessions = new Map<string, Session>();
    for (const row of rowsOf(tables, 'sessions', SESSION_COLUMNS)) {
      const session = readSession(row);
      sessions.set(session.id, session);
    }
    const trouble = (why: string) => out.trouble(why);
    const { requests, sums } = readLedger(rowsOf(tables, 'usage_ledger', LEDGER_COLUMNS), sessions, trouble);
    for (const request of requests) tell(request, out);
    for (const session of sessions.values()) {
      const sum = sums.get(session.id);
      const spending = sum ? remainderOf(session, sum, trouble) : wholeOf(session, trouble);
      if (spending) tell(spending, out);
    }
  },
};

function rowsOf(tables: Tables, table: string, wanted: readonly string[]): ReturnType<Tables['rows']> {
  const there = new Set(tables.columns(table));
  if (there.size === 0) return [];
  const columns = ['rowid AS line', ...wanted.filter(name => there.has(name))];
  return tables.rows(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY rowid`);
}

function tell(spending: Spending, out: Out): void {
  const { session, name, line, times, totals, usd, quality, terms, remarks } = spending;
  if (sumOf(totals) === 0 && !usd) return;
  const [own, ...borrowed] = times.map(moment);
  if (own === undefined) remarks.notes.add('borrowed time');
  const atMs = own ?? borrowed.find(ms => ms !== undefined) ?? stemMoment(session.id);
  if (atMs === undefined) {
    remarks.trouble('nothing tells when this was: not counted');
    return;
  }
  out.reading({
    key: `goose:${session.id}:${name}`,
    atMs,
    tokens: tokensOf(totals, terms, remarks),
    loggedUsd: usd,
    quality,
    notes: [...remarks.notes],
    terms,
    attribution: session.attribution,
    offset: line,
    line,
  });
}
