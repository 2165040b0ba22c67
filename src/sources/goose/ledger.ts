/**
 * Goose's ledger: one row per request, with the model that answered and what Goose thinks it cost.
 *
 *   session_id sess_1, created_timestamp 1786860000, model claude-sonnet-4-5, input_tokens 12000, output_tokens 400,
 *   total_tokens 12400, cache_read_tokens 9000, cache_write_tokens 1500, cost 0.0365, cost_source provider_reported
 *
 * A session that is older than the ledger, or was used by an older Goose in between, sums up to more than its rows.
 * Goose writes that remainder into the ledger itself (`cost_source` carried_forward, without a model) when it next
 * uses the session; until then we tell it.
 */
import { text } from '../../core/lines.ts';
import type { Note, Terms } from '../../core/usage.ts';
import {
  attributionFor,
  COUNT_COLUMNS,
  type Row,
  readSession,
  requestOfTotal,
  type Session,
  type Spending,
  usdOf,
} from './session-row.ts';
import { Remarks, readTotals, sumOf, type Totals } from './totals.ts';

export const LEDGER_COLUMNS: readonly string[] = [
  ...['id', 'session_id', 'created_timestamp', 'model', 'cost', 'cost_source', 'is_compaction'],
  ...COUNT_COLUMNS,
];

/** What the rows of one session add up to. */
export interface LedgerSum extends Required<Totals> {
  readonly usd: number;
}

export interface Ledger {
  readonly requests: readonly Spending[];
  readonly sums: ReadonlyMap<string, LedgerSum>;
}

const REMAINDER: readonly Note[] = ['remainder', 'no request split'];

/** Reads all rows, also those whose session is gone. */
export function readLedger(
  rows: Iterable<Row>,
  sessions: ReadonlyMap<string, Session>,
  trouble: (why: string) => void,
): Ledger {
  const requests: Spending[] = [];
  const sums = new Map<string, LedgerSum>();
  for (const row of rows) {
    const id = String(row.session_id);
    const session = sessions.get(id) ?? readSession({ id });
    const request = readRequest(row, session, trouble);
    requests.push(request);
    sums.set(id, added(sums.get(id), request));
  }
  return { requests, sums };
}

function readRequest(row: Row, session: Session, trouble: (why: string) => void): Spending {
  const isRemainder = row.cost_source === 'carried_forward';
  const notes: readonly Note[] = isRemainder ? REMAINDER : row.is_compaction ? ['compaction'] : [];
  const remarks = new Remarks(why => trouble(`usage_ledger row ${row.id}: ${why}`), ...notes);
  const model = text(row.model) ?? session.terms.model;
  // `estimated` is Goose's own arithmetic.
  const costBy = row.cost_source === 'provider_reported' ? 'provider' : undefined;
  const terms: Terms = { ...session.terms, model, costBy };
  return {
    session,
    name: String(row.id),
    line: Number(row.line),
    times: [row.created_timestamp, session.row.updated_at, session.row.created_at],
    totals: readTotals(row, '', terms, remarks),
    usd: usdOf(row.cost),
    quality: isRemainder ? 'session total' : 'exact',
    terms,
    attribution: attributionFor(session, model),
    request: JSON.stringify([row.created_timestamp, row.model, ...COUNT_COLUMNS.map(name => row[name])]),
    remarks,
  };
}

function added(sum: LedgerSum | undefined, { totals, usd = 0 }: Spending): LedgerSum {
  const { input, output, cacheRead = 0, cacheWrite = 0 } = totals;
  return {
    input: input + (sum?.input ?? 0),
    output: output + (sum?.output ?? 0),
    cacheRead: cacheRead + (sum?.cacheRead ?? 0),
    cacheWrite: cacheWrite + (sum?.cacheWrite ?? 0),
    usd: usd + (sum?.usd ?? 0),
  };
}

/** Differences of costs have so many decimals: what is below them is rounding. */
const USD_DECIMALS = 9;

/**
 * What a session spent beyond its ledger. Only the totals can tell whether there is any: where they agree and input
 * and output do not, the same tokens were sorted otherwise, and a difference of one kind would be counted twice.
 */
export function remainderOf(
  session: Session,
  sum: LedgerSum,
  trouble: (why: string) => void,
): Spending | undefined {
  const { id, row, terms } = session;
  const remarks = new Remarks(why => trouble(`session ${id}: ${why}`), ...REMAINDER);
  const all = readTotals(row, 'accumulated_', terms, remarks);
  const beyond = sumOf(all) - sumOf(sum);
  if (beyond <= 0) return undefined;
  const output = Math.min(beyond, Math.max(0, all.output - sum.output));
  const usd = Number(((usdOf(row.accumulated_cost) ?? 0) - sum.usd).toFixed(USD_DECIMALS));
  return {
    session,
    name: 'remainder',
    line: Number(row.line),
    times: [row.created_at, row.updated_at],
    totals: {
      input: beyond - output,
      output,
      cacheRead: all.cacheRead && Math.max(0, all.cacheRead - sum.cacheRead),
      cacheWrite: all.cacheWrite && Math.max(0, all.cacheWrite - sum.cacheWrite),
    },
    usd: usd > 0 ? usd : undefined,
    quality: 'session total',
    terms,
    attribution: attributionFor(session, terms.model),
    request: requestOfTotal(session),
    remarks,
  };
}
