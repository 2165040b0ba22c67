/** The table of alerts: what was raised, sent, acknowledged and resolved, for the next run and for other programs. */
import { type Database, rowsOf, writing } from './sqlite.ts';

/** An alert with the columns that other programs read; `record` is what this program keeps of it. */
export interface KeptAlert {
  readonly id: string;
  readonly rule: string;
  readonly level: string;
  readonly text: string;
  /** All times UTC ms. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly sentMs?: number;
  readonly acknowledgedMs?: number;
  readonly resolvedMs?: number;
  readonly record: unknown;
}

/** The records of all alerts. */
export function readAlerts(database: Database): readonly unknown[] {
  const rows = rowsOf<{ record: string }>(database, 'SELECT record FROM alert ORDER BY first_ms, id');
  return rows.map(({ record }) => JSON.parse(record));
}

/** Keeps these alerts, and no others. */
export function writeAlerts(database: Database, alerts: readonly KeptAlert[]): void {
  writing(database, () => {
    database.exec('DELETE FROM alert');
    const insert = database.prepare('INSERT INTO alert VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    for (const { id, rule, level, text, firstMs, lastMs, ...rest } of alerts) {
      const { sentMs = null, acknowledgedMs = null, resolvedMs = null, record } = rest;
      insert.run(
        ...[id, rule, level, text, Math.round(firstMs), Math.round(lastMs)],
        ...[sentMs, acknowledgedMs, resolvedMs, JSON.stringify(record)],
      );
    }
  });
}
