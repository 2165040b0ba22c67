/**
 * The SQLite of the ledger. The package is native code with the interface of `node:sqlite`, which Node 20 does not have
 * and Node 22 prints a warning for; it is loaded on first use.
 */
import type { DatabaseSync } from '@photostructure/sqlite';

export type Database = InstanceType<typeof DatabaseSync>;

/** Another process holds the write lock for less than this as a rule, ms. */
const BUSY_MS = 5000;

/** Opens a database; `waitMs` is how long it waits for the write lock of another process. Throws errors of SQLite and of the operating system. */
export function openDatabase(path: string, { isReadOnly = false, waitMs = BUSY_MS } = {}): Database {
  const { createRequire } = process.getBuiltinModule('node:module');
  const { DatabaseSync } = createRequire(import.meta.url)(
    '@photostructure/sqlite',
  ) as typeof import('@photostructure/sqlite');
  return new DatabaseSync(path, {
    readOnly: isReadOnly,
    timeout: waitMs,
    enableForeignKeyConstraints: true,
  });
}

/** Runs `act` in one write transaction. It takes the lock at once: to take it later can fail in the middle. */
export function writing<T>(database: Database, act: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = act();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** The rows of a query. */
export function rowsOf<Row>(database: Database, sql: string, ...values: (string | number | null)[]): Row[] {
  return database.prepare(sql).all(...values) as Row[];
}

/** The number that a query gives. */
export function numberOf(database: Database, sql: string): number {
  const [value] = Object.values(database.prepare(sql).get() ?? {});
  return Number(value ?? 0);
}
