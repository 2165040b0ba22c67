/**
 * Days before the first response of the ledger, as other files remember them. They are kept apart from readings and are
 * part of no sum.
 */
import type { RecoveredDay } from '../core/recovered-day.ts';
import { type Database, rowsOf, writing } from './sqlite.ts';

/** Keeps days before `firstDay`. The larger count of a day holds: the files drop old days, and the ledger keeps them. */
export function keepRecovered(database: Database, days: readonly RecoveredDay[], firstDay: string): void {
  writing(database, () => {
    // Older logs may have been found since: what they say is better.
    database.prepare('DELETE FROM recovered_day WHERE day >= ?').run(firstDay);
    for (const each of days) if (each.day < firstDay) putRecovered(database, each);
  });
}

/** Adds a day, or what is larger of it. To be called in a write transaction. */
export function putRecovered(database: Database, day: RecoveredDay): void {
  const { origin, model, counted, tokens = null, prompts = null } = day;
  database
    .prepare(
      `INSERT INTO recovered_day (day, origin, model_id, counted, total_tokens, prompts) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET counted = excluded.counted, total_tokens = excluded.total_tokens,
         prompts = excluded.prompts
       WHERE coalesce(excluded.total_tokens, excluded.prompts, 0) > coalesce(total_tokens, prompts, 0)`,
    )
    .run(day.day, origin, model, counted, tokens, prompts);
}

/** When the first reading of a source is, UTC ms; undefined where there is none. */
export function firstReadingMs(database: Database, source: string): number | undefined {
  const [row] = rowsOf<{ atMs: number | null }>(
    database,
    'SELECT min(at_ms) AS atMs FROM reading WHERE file IN (SELECT id FROM file WHERE source = ?)',
    source,
  );
  return row?.atMs ?? undefined;
}

export function recoveredDays(database: Database): readonly RecoveredDay[] {
  const rows = rowsOf<{
    [Name in keyof RecoveredDay]-?: RecoveredDay[Name] extends number | undefined ? number | null : string;
  }>(
    database,
    `SELECT day, origin, model_id AS model, counted, total_tokens AS tokens, prompts FROM recovered_day
     ORDER BY day, origin, model_id`,
  );
  return rows.map(({ tokens, prompts, ...row }) => ({
    ...row,
    tokens: tokens ?? undefined,
    prompts: prompts ?? undefined,
  }));
}
