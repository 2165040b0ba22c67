/**
 * Other programs' SQLite databases, opened for reading and left exactly as they were: not a byte is written into the
 * user's directory and no file appears there, not even the helper files that SQLite makes beside a database.
 *
 * What that takes depends on the files there (sqlite.org/wal.html, "Read-Only Databases"; sqlite.org/uri.html):
 *
 *   rollback journal           mode=ro; the owner's locks are obeyed
 *   rollback journal, hot      it would have to be rolled back, so a private copy is
 *   write-ahead, no -wal       immutable=1; plain mode=ro would create an empty -wal and a -shm
 *   write-ahead, -wal, -shm    readonly_shm=1: the newest rows are read out of the owner's log, his locks are seen
 *   write-ahead, -wal alone    its index would have to be built beside it, so a private copy is read
 *
 * A connection that ever prepared a statement holds its file and its lock until the garbage is collected, whatever
 * `close` says. So the database is attached to an empty one in memory, answers are copied over by plain commands,
 * statements are prepared for the copies only, and detaching lets go at once.
 */
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DatabaseSync } from '@photostructure/sqlite';
import type { Tables } from '../../core/source.ts';
import { isAlive } from '../../os/lock.ts';
import { withSignalsDeferred } from '../../os/signals.ts';

export interface OpenTables extends Tables {
  close(): void;
}

/** A writer holds its lock for milliseconds; after so many the database counts as locked. */
const PATIENCE_MS = 250;

/**
 * Opens a database; all answers until `close` are of one moment. This, and reading, throws an Error in words for the
 * user.
 */
export function openTables(path: string): OpenTables {
  return inWords(() => {
    const real = realpathSync(path);
    if (!isWriteAhead(real)) {
      try {
        return open(real, 'mode=ro');
      } catch (error) {
        if (!needsRollback(error, real)) throw error;
        return openCopy(real, '-journal');
      }
    }
    if (!hasBytes(`${real}-wal`)) return open(real, 'mode=ro&immutable=1');
    if (existsSync(`${real}-shm`)) {
      try {
        return open(real, 'mode=ro&readonly_shm=1');
      } catch {
        // The index may be closed to us, or have just been removed by its owner.
      }
    }
    return openCopy(real, '-wal');
  });
}

/** A journal whose writer died must be rolled back first, which needs the right to write. */
function needsRollback(error: unknown, path: string): boolean {
  const { sqliteCodeName: name = '' } = error as SqliteError;
  return /^SQLITE_(READONLY|CANTOPEN)/.test(name) && hasBytes(`${path}-journal`);
}

function open(path: string, mode: string): OpenTables {
  const memory = connect();
  const rows = (sql: string) =>
    inWords(() => {
      memory.exec(`CREATE TABLE answer AS ${sql}`);
      const statement = memory.prepare('SELECT * FROM answer ORDER BY rowid');
      // Otherwise an integer beyond 2^53 is an error.
      statement.setReadBigInts(true);
      const answer = statement.all() as Record<string, unknown>[];
      memory.exec('DROP TABLE answer');
      return answer.map(withNumbers);
    });
  const close = () => {
    if (memory.isTransaction) memory.exec('ROLLBACK');
    memory.exec('DETACH source');
    memory.close();
  };
  memory.exec(`ATTACH ${quoted(`${pathToFileURL(path).href}?${mode}`)} AS source`);
  try {
    memory.exec('BEGIN');
    // SQLite looks into the file at the first query.
    memory.exec('CREATE TABLE answer AS SELECT 1 FROM source.sqlite_master LIMIT 1; DROP TABLE answer');
  } catch (error) {
    close();
    throw error;
  }
  return {
    columns: table =>
      rows(`SELECT name FROM pragma_table_info(${quoted(table)}, 'source')`).map(row => String(row.name)),
    rows,
    close,
  };
}

function withNumbers(row: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(row)) if (typeof value === 'bigint') row[name] = Number(value);
  return row;
}

/**
 * As a rule no program has this database open: one that has, keeps a -shm beside it. Where we only may not read that one,
 * a copy may have been taken in the middle of a change, and is not used.
 *
 * The copy holds the user's prompts, so it is removed as soon as it is open, and a signal waits until then; what a
 * SIGKILL leaves is removed by the next run.
 */
function openCopy(path: string, log: '-wal' | '-journal'): OpenTables {
  removeAbandoned();
  return withSignalsDeferred(() => {
    const directory = mkdtempSync(join(tmpdir(), `${COPY}${process.pid}-`));
    const remove = () => rmSync(directory, { recursive: true, force: true });
    const copy = join(directory, basename(path));
    try {
      const before = stampOf(path, log);
      for (const end of ['', log]) copyFileSync(path + end, copy + end, constants.COPYFILE_FICLONE);
      if (stampOf(path, log) !== before) throw new Error('another program is writing to the database');
      for (const end of ['', log]) chmodSync(copy + end, 0o600);
      const tables = open(copy, 'mode=rw');
      // Elsewhere an open file cannot be removed.
      if (process.platform !== 'win32') {
        remove();
        return tables;
      }
      return {
        ...tables,
        close() {
          tables.close();
          remove();
        },
      };
    } catch (error) {
      remove();
      throw error;
    }
  });
}

const COPY = 'token-dash-copy-';

/** Removes copies of processes that are no more. */
function removeAbandoned(): void {
  try {
    for (const name of readdirSync(tmpdir())) {
      const pid = name.startsWith(COPY) ? Number.parseInt(name.slice(COPY.length), 10) : Number.NaN;
      if (!Number.isNaN(pid) && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  } catch {
    // Not ours to remove, or not to be listed.
  }
}

function tmpdir(): string {
  return process.getBuiltinModule('node:os').tmpdir();
}

function stampOf(path: string, log: string): string {
  return [path, path + log]
    .map(file => statSync(file))
    .map(({ size, mtimeMs }) => `${size} ${mtimeMs}`)
    .join();
}

/** Bytes 18 and 19 of a database say how it is written: 2 is the write-ahead log (sqlite.org/fileformat.html). */
function isWriteAhead(path: string): boolean {
  const header = Buffer.alloc(20);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  return header[18] === 2 && header[19] === 2;
}

function hasBytes(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

type SqliteError = NodeJS.ErrnoException & { readonly sqliteCodeName?: string };

/** The package is native code: it is loaded for the first database, so that a run without one never needs it. */
function connect(): InstanceType<typeof DatabaseSync> {
  const { createRequire } = process.getBuiltinModule('node:module');
  const sqlite = createRequire(import.meta.url)('@photostructure/sqlite') as {
    readonly DatabaseSync: typeof DatabaseSync;
  };
  return new sqlite.DatabaseSync(':memory:', { timeout: PATIENCE_MS });
}

function inWords<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw wordsFor(error as SqliteError);
  }
}

function wordsFor(error: SqliteError): Error {
  const { code = '', sqliteCodeName: name = '', message } = error;
  if (/^SQLITE_(BUSY|LOCKED)/.test(name)) return new Error('another program has locked the database');
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(name))
    return new Error(`not a SQLite database, or a damaged one (${message})`);
  if (/^SQLITE_/.test(name)) return new Error(`the database cannot be read (${message})`);
  if (code === 'MODULE_NOT_FOUND')
    return new Error(
      'databases cannot be read here: @photostructure/sqlite is not installed for this system',
    );
  return error;
}
