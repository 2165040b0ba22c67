/**
 * Other programs' SQLite databases, opened for reading and left exactly as they were: not a byte is written into the
 * user's directory and no file appears there, not even the helper files that SQLite makes beside a database.
 *
 * What that takes depends on what lies there (sqlite.org/wal.html, "Read-Only Databases"; sqlite.org/uri.html):
 *
 *   rollback journal           mode=ro; the owner's locks are obeyed
 *   write-ahead, no -wal       immutable=1; plain mode=ro would create an empty -wal and a -shm
 *   write-ahead, -wal, -shm    readonly_shm=1: the newest rows are read out of the owner's log, his locks are seen
 *   write-ahead, -wal alone    its index would have to be built beside it, so a private copy is read and then removed
 *
 * Two habits of libsql 0.5 decide the rest. Its option `readonly` is not enforced; an address with `mode=ro` is. And
 * a connection that ever prepared a statement holds its file and its lock until the garbage is collected, whatever
 * `close` says (tursodatabase/libsql-js#228). So the database is attached to an empty one in memory, answers are
 * copied over by plain commands, statements are prepared for the copies only, and detaching lets go at once.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Tables } from '../../core/source.ts';

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
    if (!isWriteAhead(real)) return open(real, 'mode=ro');
    if (!hasBytes(`${real}-wal`)) return open(real, 'mode=ro&immutable=1');
    if (existsSync(`${real}-shm`)) {
      try {
        return open(real, 'mode=ro&readonly_shm=1');
      } catch {
        // The index may be closed to us, or have just been put away by its owner.
      }
    }
    return openCopy(real);
  });
}

function open(path: string, mode: string): OpenTables {
  const memory = connect();
  const rows = (sql: string) =>
    inWords(() => {
      memory.exec(`CREATE TABLE answer AS ${sql}`);
      const answer = memory.prepare('SELECT * FROM answer ORDER BY rowid').all();
      memory.exec('DROP TABLE answer');
      return answer;
    });
  const close = () => {
    if (memory.inTransaction) memory.exec('ROLLBACK');
    memory.exec('DETACH source');
    memory.close();
  };
  memory.exec(`ATTACH ${quoted(`${pathToFileURL(path).href}?${mode}`)} AS source`);
  try {
    memory.exec('BEGIN');
    // Only the first question makes SQLite look into the file.
    rows('SELECT 1 FROM source.sqlite_master LIMIT 1');
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

/**
 * As a rule nobody has this database open: a program that has, keeps a -shm beside it. Where we only may not read that
 * one, a copy may have been taken in the middle of a change, and is not used.
 */
function openCopy(path: string): OpenTables {
  const directory = mkdtempSync(join(process.getBuiltinModule('node:os').tmpdir(), 'token-dash-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  const copy = join(directory, basename(path));
  try {
    const before = stampOf(path);
    for (const end of ['', '-wal']) copyFileSync(path + end, copy + end, constants.COPYFILE_FICLONE);
    if (stampOf(path) !== before) throw new Error('another program is writing to the database');
    const tables = open(copy, 'mode=ro');
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
}

function stampOf(path: string): string {
  return [path, `${path}-wal`]
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

interface Connection {
  readonly inTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): { all(): Record<string, unknown>[] };
  close(): void;
}

/** The package is native code: it is loaded when the first database is met, so that who has none never needs it. */
function connect(): Connection {
  const Database = process.getBuiltinModule('node:module').createRequire(import.meta.url)('libsql') as {
    new (path: string, options: { timeout: number }): Connection;
  };
  return new Database(':memory:', { timeout: PATIENCE_MS });
}

function inWords<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw wordsFor(error as NodeJS.ErrnoException);
  }
}

function wordsFor(error: NodeJS.ErrnoException): Error {
  const { code = '', message } = error;
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new Error('another program has locked the database');
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code))
    return new Error(`not a SQLite database, or a damaged one (${message})`);
  if (/^SQLITE_/.test(code)) return new Error(`the database cannot be read (${message})`);
  if (code === 'MODULE_NOT_FOUND')
    return new Error('databases cannot be read here: libsql is not installed for this system');
  return error;
}
