/**
 * What of a large database of OpenCode need not be read again: the messages but for the newest. Rows say when they were last
 * changed, new rows get higher numbers, and what a message called does not change once its parts are there. So nothing
 * of the older messages has changed where these sums are the same:
 *
 *   messages   how many rows, and the sum of the times of their last change, which every change makes larger
 *   parts      how many rows, and the sum of their numbers; newer ones belong to newer messages only
 *   sessions   where a session began, and the session that it was started for
 *
 * Where they are not, everything is read. The tables of version 2 have no times of changes and are read as a whole.
 */
import type { Tables } from '../../core/source.ts';

/** So many of the newest messages are read each time: an answer is updated while it comes in, in several sessions at once. */
const NEWEST = 256;

export interface SessionPlace {
  readonly parent: string | undefined;
  readonly directory: string | undefined;
}

type Sessions = ReadonlyMap<string, SessionPlace>;

/** Plain data. */
export interface Settled {
  /** The last of these messages, and the last part, by the numbers of their rows. */
  readonly row: number;
  readonly partRow: number;
  /** How many readings the messages gave. */
  readonly readings: number;
  readonly sums: string;
  readonly sessions: readonly (readonly [id: string, place: SessionPlace])[];
}

/** Whether the messages are as they were. */
export function isSettled(tables: Tables, settled: Settled, sessions: Sessions): boolean {
  if (!canSettle(tables)) return false;
  const isSame = ([id, { parent, directory }]: Settled['sessions'][number]) => {
    const now = sessions.get(id);
    return now !== undefined && now.parent === parent && now.directory === directory;
  };
  if (!settled.sessions.every(isSame)) return false;
  return sumsOf(tables, settled) === settled.sums && !hasNewParts(tables, settled);
}

/** The last message that will have settled by the next reading; 0 where there is none. `known` are those that have. */
export function lastSettled(tables: Tables, known: Settled | undefined): number {
  if (!canSettle(tables)) return 0;
  return Math.max(known?.row ?? 0, lastRow(tables, 'message') - NEWEST);
}

/** What to compare with at the next reading; undefined where a session is missing, which may still be written. */
export function settledUntil(
  tables: Tables,
  row: number,
  readings: number,
  sessions: Sessions,
): Settled | undefined {
  if (row <= 0) return undefined;
  for (const { id } of tables.rows(`SELECT DISTINCT session_id AS id FROM message WHERE rowid <= ${row}`))
    if (!sessions.has(String(id))) return undefined;
  const partRow = hasParts(tables) ? lastRow(tables, 'part') : 0;
  return { row, partRow, readings, sums: sumsOf(tables, { row, partRow }), sessions: [...sessions] };
}

/** Only the first version has times of changes; with rows of both, the one says which of the other count. */
function canSettle(tables: Tables): boolean {
  if (!tables.columns('message').includes('time_updated')) return false;
  if (tables.columns('session_message').length === 0) return true;
  return [...tables.rows('SELECT 1 FROM session_message LIMIT 1')].length === 0;
}

function hasParts(tables: Tables): boolean {
  return tables.columns('part').includes('message_id');
}

function lastRow(tables: Tables, table: string): number {
  const [found] = [...tables.rows(`SELECT max(rowid) AS last FROM ${table}`)];
  return typeof found?.last === 'number' ? found.last : 0;
}

/** As text: the sums may be beyond what a number holds. Times begin in 2017, so that they stay within 64 bits. */
function sumsOf(tables: Tables, { row, partRow }: Pick<Settled, 'row' | 'partRow'>): string {
  const messages = `SELECT count(*) AS n, CAST(sum(rowid) AS TEXT) AS numbers,
    CAST(sum(time_updated - 1500000000000) AS TEXT) AS times FROM message WHERE rowid <= ${row}`;
  // With the sign, an index of the table does, which is much smaller than the table.
  const parts = `SELECT count(*) AS n, CAST(sum(rowid) AS TEXT) AS numbers FROM part WHERE +rowid <= ${partRow}`;
  return JSON.stringify([messages, ...(hasParts(tables) ? [parts] : [])].map(sql => [...tables.rows(sql)]));
}

/** Whether a part came to one of the messages. */
function hasNewParts(tables: Tables, { row, partRow }: Settled): boolean {
  if (!hasParts(tables)) return false;
  const sql = `SELECT 1 FROM part WHERE rowid > ${partRow}
    AND message_id NOT IN (SELECT id FROM message WHERE rowid > ${row}) LIMIT 1`;
  return [...tables.rows(sql)].length > 0;
}
