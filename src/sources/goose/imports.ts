/**
 * Sessions made by `goose session import`: the new session begins with the totals of the one that was exported, and its next
 * use writes them into the ledger as `carried_forward`. The requests behind them are in the ledger already, under the
 * session that made them (`import_session` in Goose's session_manager.rs).
 *
 * What a session carries is taken for such a copy where another session stood at exactly these totals, and the session either
 * began when there was a ledger already, in which case it had nothing of its own to carry, or has messages that are older
 * than itself. Where the original is in another database, the journal finds it (`journal/brought-along.ts`).
 */
import type { Tables } from '../../core/source.ts';
import { moment } from './moment.ts';
import type { Session, Spending } from './session-row.ts';
import { sumOf, type Totals } from './totals.ts';

/** What a session used before: a sum, which is not a request of its own. */
export function isCarried({ quality, totals }: Spending): boolean {
  return quality === 'session total' && sumOf(totals) > 0;
}

export class Imports {
  private readonly tables: Tables;
  private readonly spendings: readonly Spending[];
  /** Sessions by each sum of counts that they stood at. */
  private known: ReadonlyMap<string, ReadonlySet<Session>> | undefined;
  private readonly ledgerSinceMs: number;

  /** `spendings` are all of a database; those of a session are in the order in which it made them. */
  constructor(tables: Tables, spendings: readonly Spending[]) {
    this.tables = tables;
    this.spendings = spendings;
    this.ledgerSinceMs = spendings.reduce(
      (first, { quality, times }) =>
        quality === 'exact' ? Math.min(first, moment(times[0]) ?? first) : first,
      Number.POSITIVE_INFINITY,
    );
  }

  /** Whether a session carries what it cannot have used itself: it is a copy, wherever the original is. */
  isBroughtAlong(spending: Spending): boolean {
    const beganMs = spending.session.attribution.startedMs;
    if (!isCarried(spending) || beganMs === undefined) return false;
    return beganMs >= this.ledgerSinceMs || this.hasOlderMessages(spending.session, beganMs);
  }

  /** Whether what a session carries was counted as that of another session in this database. */
  isCopy(spending: Spending): boolean {
    if (!this.isBroughtAlong(spending)) return false;
    this.known ??= standings(this.spendings);
    const { session, totals } = spending;
    const beganMs = session.attribution.startedMs!;
    const others = [...(this.known.get(nameOf(totals)) ?? [])].filter(
      other => other !== session && (other.attribution.startedMs ?? beganMs) <= beganMs,
    );
    // Of two that began in the same second, the one that comes first in the table is the original.
    return others.some(
      other =>
        (other.attribution.startedMs ?? 0) < beganMs || Number(other.row.line) < Number(session.row.line),
    );
  }

  private hasOlderMessages({ id }: Session, beganMs: number): boolean {
    if (!this.tables.columns('messages').includes('created_timestamp')) return false;
    const sql = `SELECT min(created_timestamp) AS first FROM messages WHERE session_id = '${id.replaceAll("'", "''")}'`;
    const [row] = [...this.tables.rows(sql)];
    const firstMs = moment(row?.first);
    // A session and its first message are written within moments.
    return firstMs !== undefined && firstMs < beganMs - 60_000;
  }
}

/** The sums at which sessions stood after each of their spendings, and at the end. */
function standings(spendings: readonly Spending[]): ReadonlyMap<string, ReadonlySet<Session>> {
  const at = new Map<string, Set<Session>>();
  const sums = new Map<Session, Totals>();
  for (const { session, totals } of spendings) {
    const before = sums.get(session) ?? { input: 0, output: 0 };
    const sum = { input: before.input + totals.input, output: before.output + totals.output };
    sums.set(session, sum);
    const name = nameOf(sum);
    const sessions = at.get(name) ?? new Set();
    at.set(name, sessions.add(session));
  }
  return at;
}

function nameOf({ input, output }: Totals): string {
  return `${input} ${output}`;
}
