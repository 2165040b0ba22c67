/** Databases are read in every state in which their owner may have left them, and no state is changed by it. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync as Database } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTables } from '../../../src/logs/read/sqlite.ts';

let base: string;
let directory: string;
let temporary: string;
const { TMPDIR } = process.env;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sqlite-'));
  directory = join(base, 'data');
  temporary = join(base, 'tmp');
  mkdirSync(directory);
  mkdirSync(temporary);
  process.env.TMPDIR = temporary;
});

afterEach(() => {
  process.env.TMPDIR = TMPDIR;
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  chmodSync(directory, 0o755);
  rmSync(base, { recursive: true });
});

/** Every file of the user's directory, to the byte and to the moment. */
function snapshot(): unknown {
  return readdirSync(directory)
    .sort()
    .map(name => {
      const { size, mtimeMs, mode, ino } = statSync(join(directory, name));
      const sha1 = createHash('sha1')
        .update(readFileSync(join(directory, name)))
        .digest('hex');
      return { name, size, mtimeMs, mode, ino, sha1 };
    });
}

/** Reads all rows of t, and proves that nothing was changed and nothing left behind. */
function check(path: string, expected: readonly number[]): void {
  const before = snapshot();
  const tables = openTables(path);
  const rows = [...tables.rows('SELECT a FROM t ORDER BY a')];
  const columns = tables.columns('t');
  tables.close();
  expect(rows).toEqual(expected.map(a => ({ a })));
  expect(columns).toEqual(['a', 'b']);
  expect(snapshot()).toEqual(before);
  expect(readdirSync(temporary)).toEqual([]);
}

const CREATE = 'CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t (a) VALUES (1), (2)';

/** A database in write-ahead mode whose checkpointed rows are 1 and 2. */
function writeAhead(name = 'sessions.db'): string {
  const path = join(directory, name);
  const db = new Database(path);
  db.exec(`PRAGMA journal_mode = wal; ${CREATE}`);
  db.close();
  return path;
}

/** Another program adds row 3 and then does `then`. */
const owner = (path: string, then: string) => [
  '-e',
  `const db = new (require('@photostructure/sqlite').DatabaseSync)(${JSON.stringify(path)});
   db.exec('INSERT INTO t (a) VALUES (3)');
   ${then}`,
];
const DIES = "process.kill(process.pid, 'SIGKILL')";
const STAYS =
  "console.log('open'); process.stdin.on('data', () => db.close()).on('end', () => process.exit())";

describe('a database', () => {
  it('with a rollback journal', () => {
    const path = join(directory, 'sessions.db');
    const db = new Database(path);
    db.exec(CREATE);
    db.close();
    check(path, [1, 2]);
  });

  it('with a write-ahead log that was closed properly', () => {
    const path = writeAhead();
    expect(readdirSync(directory)).toEqual(['sessions.db']);
    check(path, [1, 2]);
  });

  it('with an empty write-ahead log', () => {
    const path = writeAhead();
    writeFileSync(`${path}-wal`, '');
    check(path, [1, 2]);
  });

  it('whose newest rows stand in the log of a program that died', () => {
    const path = writeAhead();
    spawnSync(process.execPath, owner(path, DIES));
    expect(readdirSync(directory).sort()).toEqual(['sessions.db', 'sessions.db-shm', 'sessions.db-wal']);
    check(path, [1, 2, 3]);
  });

  it('whose log has lost its index', () => {
    const path = writeAhead();
    spawnSync(process.execPath, owner(path, DIES));
    unlinkSync(`${path}-shm`);
    check(path, [1, 2, 3]);
  });

  it('that another program has open, and may go on writing', async () => {
    const path = writeAhead();
    const program = spawn(process.execPath, owner(path, STAYS));
    try {
      await once(program.stdout, 'data');
      check(path, [1, 2, 3]);
      check(path, [1, 2, 3]);
    } finally {
      program.stdin.end();
      await once(program, 'exit');
    }
  });

  // A superuser may write anyway, so for him this only repeats the tests above.
  it.each([['with its index'], ['without its index']])('in a directory that is read-only, %s', state => {
    const path = writeAhead();
    spawnSync(process.execPath, owner(path, DIES));
    if (state === 'without its index') unlinkSync(`${path}-shm`);
    for (const name of readdirSync(directory)) chmodSync(join(directory, name), 0o444);
    chmodSync(directory, 0o555);
    check(path, [1, 2, 3]);
  });

  it('with a journal of a program that died in the middle of a change', () => {
    const path = join(directory, 'sessions.db');
    const db = new Database(path);
    db.exec(`${CREATE}; PRAGMA cache_size = 1`);
    db.close();
    // So much is changed that pages reach the file before the end.
    const change = `db.exec('PRAGMA cache_size = 1; BEGIN');
      db.exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT i, hex(zeroblob(200)) FROM n");
      ${DIES}`;
    spawnSync(
      process.execPath,
      owner(path, change).map(text => text.replace("db.exec('INSERT INTO t (a) VALUES (3)');", '')),
    );
    expect(readdirSync(directory).sort()).toEqual(['sessions.db', 'sessions.db-journal']);
    check(path, [1, 2]);
  });

  it('with a name that means something in an address', () => {
    check(writeAhead('100% of? #1 &mode=rw %41 ü.db'), [1, 2]);
  });

  it('behind a link, with its log beside the file and not beside the link', () => {
    const path = writeAhead();
    spawnSync(process.execPath, owner(path, DIES));
    const link = join(base, 'link.db');
    symlinkSync(path, link);
    check(link, [1, 2, 3]);
  });
});

describe('reading', () => {
  it('knows integers that no number holds exactly', () => {
    const path = join(directory, 'sessions.db');
    const db = new Database(path);
    db.exec("CREATE TABLE t (a, b); INSERT INTO t VALUES (9223372036854775807, x'0102'), (NULL, 'text')");
    db.close();
    const tables = openTables(path);
    const [first, second] = [...tables.rows('SELECT a, b FROM t')];
    tables.close();
    expect(first!.a).toBeCloseTo(2 ** 63, -10);
    expect(second).toEqual({ a: null, b: 'text' });
  });

  it('survives text that is not UTF-8', () => {
    const path = join(directory, 'sessions.db');
    const db = new Database(path);
    db.exec("CREATE TABLE t (a); INSERT INTO t VALUES (cast(x'41ff42' AS TEXT))");
    db.close();
    const tables = openTables(path);
    expect(tables.rows('SELECT a FROM t')).toEqual([{ a: 'A\ufffdB' }]);
    tables.close();
  });

  it.runIf(process.platform !== 'win32')('leaves no copy, whatever ends it', () => {
    const path = writeAhead();
    spawnSync(process.execPath, owner(path, DIES));
    unlinkSync(`${path}-shm`);
    mkdirSync(join(temporary, 'token-dash-copy-999999999-abc'));
    const tables = openTables(path);
    // It is read, and nothing is there that a SIGKILL could leave behind.
    expect(readdirSync(temporary)).toEqual([]);
    expect(tables.rows('SELECT a FROM t')).toHaveLength(3);
    tables.close();
  });

  it('says no columns of a table that is not there', () => {
    const tables = openTables(writeAhead());
    expect(tables.columns('usage_ledger')).toEqual([]);
    tables.close();
  });

  it.runIf(existsSync('/proc/self/fd'))('lets go of the file at once', () => {
    const path = writeAhead();
    spawnSync(process.execPath, owner(path, DIES));
    const { ino } = statSync(path);
    const isOpen = () =>
      readdirSync('/proc/self/fd').some(
        fd => statSync(`/proc/self/fd/${fd}`, { throwIfNoEntry: false })?.ino === ino,
      );
    const tables = openTables(path);
    tables.rows('SELECT * FROM t');
    expect(isOpen()).toBe(true);
    tables.close();
    expect(isOpen()).toBe(false);
  });

  it('is of one moment', () => {
    const path = writeAhead();
    spawnSync(process.execPath, owner(path, DIES));
    const tables = openTables(path);
    expect(tables.rows('SELECT a FROM t')).toHaveLength(3);
    spawnSync(process.execPath, owner(path, DIES));
    expect(tables.rows('SELECT a FROM t')).toHaveLength(3);
    tables.close();
    const later = openTables(path);
    expect(later.rows('SELECT a FROM t')).toHaveLength(4);
    later.close();
  });

  it('is all that is possible', () => {
    const path = writeAhead();
    const before = snapshot();
    const tables = openTables(path);
    expect(() => tables.rows('SELECT 1; INSERT INTO t (a) VALUES (4)')).toThrow('readonly');
    tables.close();
    expect(snapshot()).toEqual(before);
  });
});

describe('a file that cannot be read', () => {
  function fails(path: string, words: string): void {
    const before = snapshot();
    expect(() => openTables(path)).toThrow(words);
    expect(snapshot()).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
  }

  it('is not there', () => {
    fails(join(directory, 'none.db'), 'ENOENT');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is not a database', () => {
    const path = join(directory, 'text.db');
    writeFileSync(path, 'a text that is longer than the head of a database. '.repeat(10));
    fails(path, 'not a SQLite database, or a damaged one');
  });

  it('is damaged further on', () => {
    const path = writeAhead();
    writeFileSync(path, readFileSync(path).fill(0xff, 4096));
    const tables = openTables(path);
    expect(() => tables.rows('SELECT * FROM t')).toThrow('not a SQLite database, or a damaged one');
    tables.close();
  });

  it('is locked', () => {
    const path = join(directory, 'sessions.db');
    const db = new Database(path);
    db.exec(CREATE);
    db.exec('BEGIN EXCLUSIVE; INSERT INTO t (a) VALUES (3)');
    fails(path, 'another program has locked the database');
    db.exec('ROLLBACK');
    db.close();
  });
});

it('of no bytes is a database without tables', () => {
  const path = join(directory, 'sessions.db');
  writeFileSync(path, '');
  const tables = openTables(path);
  expect(tables.columns('sessions')).toEqual([]);
  tables.close();
});
