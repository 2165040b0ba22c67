/**
 * Goose's database. A `sessions` row sums up a session; since schema 15 the `usage_ledger` has a row per request:
 *
 *   sessions       id 20260816_3, working_dir, provider_name, model_config_json, total_tokens 7503 (last request),
 *                  accumulated_total_tokens 14984, ...
 *   usage_ledger   session_id 20260816_3, created_timestamp 1786854321, model gemma4:31b, input_tokens 7466, ...
 *
 * Each ledger row becomes a reading (`ledger.ts`). What a session's sum holds beyond its ledger becomes one more, and
 * a session without a ledger becomes one reading as a whole. The table `messages` repeats the same calls: only its times are
 * read, and only where a session may be an import (`imports.ts`). Columns came over the years: only those that are there are
 * asked for.
 */
import type { Out, TableFormat, Tables } from '../../core/source.ts';
import { noTokens } from '../../core/usage.ts';
import { Imports } from './imports.ts';
import { LEDGER_COLUMNS, readLedger, remainderOf } from './ledger.ts';
import { moment, stemMoment } from './moment.ts';
import { readSessions, SESSION_COLUMNS, type Spending, titleOf, wholeOf } from './session-row.ts';
import { sumOf, tokensOf } from './totals.ts';

export const sessionsDb: TableFormat = {
  kind: 'tables',
  id: 'goose-db',
  version: 5,

  read(_file, tables, out) {
    if (!tables.columns('sessions').includes('id')) {
      out.trouble('has no table of sessions: not written by Goose, or not finished yet');
      return;
    }
    const sessions = readSessions(rowsOf(tables, 'sessions', SESSION_COLUMNS));
    const trouble = (why: string) => out.trouble(why);
    const { requests, sums } = readLedger(rowsOf(tables, 'usage_ledger', LEDGER_COLUMNS), sessions, trouble);
    const beyond = [...sessions.values()].flatMap(session => {
      const sum = sums.get(session.id);
      return (sum ? remainderOf(session, sum, trouble) : wholeOf(session, trouble)) ?? [];
    });
    const spendings = [...requests, ...beyond];
    const imports = new Imports(tables, spendings);
    for (const session of sessions.values()) {
      const title = titleOf(session);
      if (title) out.session(title);
    }
    for (const spending of spendings) {
      const isCopy = imports.isCopy(spending);
      if (!isCopy && imports.isBroughtAlong(spending)) spending.remarks.notes.add('perhaps carried over');
      emit(spending, isCopy, out);
    }
  },
};

function rowsOf(tables: Tables, table: string, wanted: readonly string[]): ReturnType<Tables['rows']> {
  const there = new Set(tables.columns(table));
  if (there.size === 0) return [];
  const columns = ['rowid AS line', ...wanted.filter(name => there.has(name))];
  return tables.rows(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY rowid`);
}

/** A copy of what another session used is listed without counts. */
function emit(spending: Spending, isCopy: boolean, out: Out): void {
  const { session, name, line, times, totals, usd, quality, terms, remarks } = spending;
  if (sumOf(totals) === 0 && !usd) return;
  const [own, ...borrowed] = times.map(moment);
  if (own === undefined) remarks.notes.add('borrowed time');
  const atMs = own ?? borrowed.find(ms => ms !== undefined) ?? stemMoment(session.id);
  if (atMs === undefined) {
    remarks.trouble('no time is known: not counted');
    return;
  }
  const tokens = tokensOf(totals, terms, remarks);
  if (isCopy) remarks.notes.add('carried over');
  out.reading({
    key: `goose:${session.id}:${name}`,
    request: spending.request,
    atMs,
    tokens: isCopy ? noTokens : tokens,
    loggedUsd: isCopy ? undefined : usd,
    quality,
    notes: [...remarks.notes],
    terms,
    attribution: spending.attribution,
    offset: line,
    line,
  });
}
