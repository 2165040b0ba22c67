/**
 * Databases as versions of Goose have left them. The columns and the versions that brought them are those of
 * `apply_migration` in Goose's session_manager.rs; tables and columns that tell nothing of usage are left out.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync as Database } from '@photostructure/sqlite';
import { onTestFinished } from 'vitest';

type Row = Readonly<Record<string, string | number | null>>;

/** Rows by table; what a row does not name gets the default of its column. */
export interface Rows {
  readonly sessions?: readonly Row[];
  readonly usage_ledger?: readonly Row[];
  readonly messages?: readonly Row[];
}

const COUNTS = 'total_tokens INTEGER, input_tokens INTEGER, output_tokens INTEGER';

const FIRST = [
  'CREATE TABLE schema_version (version INTEGER PRIMARY KEY)',
  `CREATE TABLE sessions (id TEXT PRIMARY KEY, description TEXT NOT NULL DEFAULT '', working_dir TEXT NOT NULL,
     created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, ${COUNTS},
     ${COUNTS.replaceAll(/(?=\b\w+_tokens)/g, 'accumulated_')}, schedule_id TEXT, recipe_json TEXT)`,
  `CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, role TEXT NOT NULL,
     content_json TEXT NOT NULL, created_timestamp INTEGER NOT NULL, tokens INTEGER)`,
];

const ADDED: Readonly<Record<number, readonly string[]>> = {
  3: ['ALTER TABLE messages ADD COLUMN metadata_json TEXT'],
  4: ["ALTER TABLE sessions ADD COLUMN name TEXT DEFAULT ''"],
  5: ["ALTER TABLE sessions ADD COLUMN session_type TEXT NOT NULL DEFAULT 'user'"],
  6: ['provider_name TEXT', 'model_config_json TEXT'].map(
    column => `ALTER TABLE sessions ADD COLUMN ${column}`,
  ),
  13: ['ALTER TABLE sessions ADD COLUMN accumulated_cost REAL'],
  14: ['cache_read', 'cache_write', 'accumulated_cache_read', 'accumulated_cache_write'].map(
    name => `ALTER TABLE sessions ADD COLUMN ${name}_tokens INTEGER`,
  ),
  15: [
    'ALTER TABLE sessions ADD COLUMN parent_session_id TEXT',
    `CREATE TABLE usage_ledger (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL,
       created_timestamp INTEGER NOT NULL, model TEXT, input_tokens INTEGER, output_tokens INTEGER,
       total_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER, cost REAL, cost_source TEXT,
       is_compaction INTEGER DEFAULT 0)`,
  ],
  17: ['ALTER TABLE sessions ADD COLUMN parent_delegation TEXT'],
};

/** Writes a database of a schema version, gone when the test is over. Returns its path. */
export function database(version: number, rows: Rows): string {
  const directory = mkdtempSync(join(tmpdir(), 'goose-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'sessions.db');
  const db = new Database(path);
  const migrations = Object.entries(ADDED).filter(([since]) => Number(since) <= version);
  for (const sql of [...FIRST, ...migrations.flatMap(([, statements]) => statements)]) db.exec(sql);
  db.exec(`INSERT INTO schema_version VALUES (${version})`);
  for (const [table, list] of Object.entries(rows)) {
    for (const row of list as readonly Row[]) {
      // Not by a prepared statement: it would keep the file open after `close`.
      const values = Object.values(row).map(literal).join(', ');
      db.exec(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${values})`);
    }
  }
  db.close();
  return path;
}

function literal(value: Row[string]): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return value === null ? 'NULL' : String(value);
}
