/**
 * The ledger: a SQLite file of the user's that keeps the facts of every log, whatever becomes of the logs. Facts are kept
 * per file, so that merging, ownership and reports after deletion are the same as before it.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import type { Facts } from '../journal/facts.ts';
import type { History, HistoryFile } from '../journal/history.ts';
import { FileRecords, type KeptFile } from './file-records.ts';
import { isNetworkFileSystem } from './file-system.ts';
import { ReadingRows } from './reading-rows.ts';
import { migrate } from './schema.ts';
import { type Database, numberOf, openDatabase, rowsOf, writing } from './sqlite.ts';

/** What one call of `keep` added. */
export interface Kept {
  /** Files with facts that the ledger did not have in this state. */
  readonly files: readonly string[];
  /** Readings that are new, and readings that changed. */
  readonly added: number;
  readonly changed: number;
}

export class Ledger implements History {
  readonly path: string;
  readonly database: Database;
  /** What the user should know about the place of the file. */
  readonly warning: string | undefined;
  private readonly records: FileRecords;
  private readonly rows: ReadingRows;

  /**
   * Opens a ledger, and makes one where there is none; `waitMs` is how long it waits for another process that writes.
   * Throws an Error in words for the user.
   */
  constructor(path: string, waitMs?: number) {
    this.path = path;
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const isNew = !existsSync(path);
      this.database = openDatabase(path, { waitMs });
      if (isNew) chmodSync(path, 0o600);
      const isRemote = isNetworkFileSystem(dirname(path));
      // A write-ahead log on a network file system damages the database: its shared memory is not shared.
      this.warning = isRemote
        ? 'is on a network file system, where SQLite is slower and locks may fail'
        : undefined;
      this.database.exec(
        isRemote
          ? 'PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL'
          : 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL',
      );
      migrate(this.database, () => this.backUp(`${path}.bak`));
      this.database.exec('PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 16777216');
      this.records = new FileRecords(this.database, this.machine());
      this.rows = new ReadingRows(this.database);
    } catch (error) {
      throw new Error(`the ledger ${path} ${wordsFor(error)}`);
    }
  }

  /** Moves what was written from the log beside the file into it: a copy of the file alone then holds everything. */
  close(): void {
    try {
      this.database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // Read-only, full or in use: it stays in the log, where SQLite finds it.
    }
    this.database.close();
  }

  /** Writes a copy, whole even while other processes write. */
  private backUp(to: string): void {
    const draft = `${to}.${process.pid}`;
    rmSync(draft, { force: true });
    // SQLite takes an empty file, and with it who may read it.
    writeFileSync(draft, '', { mode: 0o600 });
    this.database.prepare('VACUUM INTO ?').run(draft);
    renameSync(draft, to);
  }

  /** Keeps the facts of files that are not in the ledger as they are now. Doing it again changes nothing. */
  keep(facts: Facts, files: readonly KeptFile[]): Kept {
    const { prunedBeforeMs } = this;
    const changed: string[] = [];
    let [added, updated] = [0, 0];
    for (const batch of batches(files.filter(file => this.records.isOwed(file)))) {
      writing(this.database, () => {
        this.owe(batch.flatMap(owedBy));
        for (const file of batch) {
          const { id, from } = this.records.write(file, facts);
          const { isNew, isChanged } = this.rows.write(id, file, facts, from, prunedBeforeMs);
          added += isNew;
          updated += isChanged;
          changed.push(file.path);
        }
      });
    }
    return { files: changed, added, changed: updated };
  }

  files(roots: readonly string[]): readonly HistoryFile[] {
    return this.records.below(roots);
  }

  appendRows(file: HistoryFile, into: Facts): void {
    this.rows.read(file.id, into);
  }

  /** Every file of every machine. */
  allFiles(): readonly HistoryFile[] {
    return this.records.all();
  }

  /** Names a session as a scheduled run. */
  markScheduled(session: string, name: string): void {
    writing(this.database, () => {
      this.database
        .prepare('INSERT INTO run VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name')
        .run(session, name);
      this.owe(['*']);
    });
  }

  get runs(): ReadonlyMap<string, string> {
    const rows = rowsOf<{ session: string; name: string }>(this.database, 'SELECT session, name FROM run');
    return new Map(rows.map(({ session, name }) => [session, name]));
  }

  /** Notes that the responses of these files must be derived again; '*' is all. To be called in a write transaction. */
  owe(paths: readonly string[]): void {
    const insert = this.database.prepare('INSERT INTO owed VALUES (?) ON CONFLICT DO NOTHING');
    for (const path of paths) insert.run(path);
  }

  get owed(): readonly string[] {
    return rowsOf<{ path: string }>(this.database, 'SELECT path FROM owed').map(({ path }) => path);
  }

  /** Notes that they have been derived. To be called in a write transaction. */
  settle(paths: Iterable<string>): void {
    const remove = this.database.prepare('DELETE FROM owed WHERE path = ?');
    for (const path of paths) remove.run(path);
  }

  /** Readings before this moment were pruned, UTC ms. */
  get prunedBeforeMs(): number {
    return Number(this.meta('pruned_before_ms') ?? Number.NEGATIVE_INFINITY);
  }

  get readings(): number {
    return numberOf(this.database, 'SELECT count(*) FROM reading');
  }

  meta(key: string): string | undefined {
    return rowsOf<{ value: string }>(this.database, 'SELECT value FROM meta WHERE key = ?', key)[0]?.value;
  }

  /** To be called in a write transaction. */
  setMeta(key: string, value: string): void {
    this.database
      .prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
      .run(key, value);
  }

  /** The number of this machine, whose name is kept for the user and whose uuid for merging. */
  private machine(): number {
    const known = this.meta('machine');
    if (known !== undefined) return Number(known);
    return writing(this.database, () => {
      const again = this.meta('machine');
      if (again !== undefined) return Number(again);
      const added = this.database
        .prepare('INSERT INTO machine (uuid, name) VALUES (?, ?)')
        .run(randomUUID(), hostname());
      this.setMeta('machine', String(added.lastInsertRowid));
      return Number(added.lastInsertRowid);
    });
  }
}

/** What must be derived again when a file changes: its own responses, and those of agents whose types it names. */
function owedBy({ path, from, to, agentTypes }: KeptFile): readonly string[] {
  const agents = agentTypes.map(([id]) => AGENT + id);
  return to > from ? [path, ...agents] : agents;
}

/** Marks the id of an agent among paths. */
export const AGENT = 'agent:';

/** How many rows are written in one transaction, unless a single file has more. */
const BATCH_ROWS = 20_000;

function* batches(files: readonly KeptFile[]): Generator<readonly KeptFile[], void> {
  let batch: KeptFile[] = [];
  let rows = 0;
  for (const file of files) {
    batch.push(file);
    rows += file.to - file.from;
    if (rows < BATCH_ROWS) continue;
    yield batch;
    batch = [];
    rows = 0;
  }
  if (batch.length > 0) yield batch;
}

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);

/** An error of SQLite in words for the user, with the file that it is about; any other as it is. */
export function inWords(path: string, error: unknown): unknown {
  const isOfSqlite = (error as { readonly sqliteCodeName?: string }).sqliteCodeName !== undefined;
  return isOfSqlite ? new Error(`the ledger ${path} ${wordsFor(error)}`) : error;
}

function wordsFor(error: unknown): string {
  const {
    code,
    message,
    sqliteCodeName: name = '',
  } = error as NodeJS.ErrnoException & { sqliteCodeName?: string };
  if (/BUSY|LOCKED/.test(name)) return 'is locked by another program';
  if (/READONLY|CANTOPEN|PERM/.test(name) || UNWRITABLE.has(code ?? '')) return 'cannot be written here';
  if (/FULL/.test(name) || code === 'ENOSPC') return 'cannot be written: the disk is full';
  if (/NOTADB|CORRUPT/.test(name)) return `is damaged (${message}); see token-dash ledger verify`;
  if (code === 'MODULE_NOT_FOUND')
    return 'cannot be opened: the SQLite package is not installed for this system';
  return message;
}
