/**
 * Responses that were derived once and that no reading makes any more: a tool restated a sum of a session, or the log of
 * another tool turned out to have the same call. They are found by what the run sees; readings of files that it does not see
 * keep theirs.
 */
import { keyText } from '../core/key.ts';
import type { Journal } from '../rollup/journal.ts';
import type { Ledger } from './ledger.ts';
import { numberOf, rowsOf } from './sqlite.ts';

/** Deletes them; returns how many names there were. To be called in a write transaction, when all others are up to date. */
export function deleteStaleResponses(ledger: Ledger, journal: Journal): number {
  const { database } = ledger;
  // Every response of the journal is there: as many rows are the same rows.
  if (numberOf(database, 'SELECT count(*) FROM response') === journal.length) return 0;
  const stale = new Set(
    rowsOf<{ name: string }>(database, 'SELECT DISTINCT name FROM response').map(({ name }) => name),
  );
  journal.visit((_, i) => stale.delete(journal.nameOf(i)));
  if (stale.size === 0) return 0;
  const seen = new Set(journal.filePaths());
  const readings = database.prepare('SELECT DISTINCT key_hi AS hi, key_lo AS lo FROM reading WHERE file = ?');
  for (const { id, path } of ledger.allFiles()) {
    if (seen.has(path)) continue;
    for (const key of readings.iterate(id)) stale.delete(keyText(key as { hi: number; lo: number }));
  }
  const deletion = database.prepare('DELETE FROM response WHERE name = ?');
  for (const name of stale) deletion.run(name);
  return stale.size;
}
