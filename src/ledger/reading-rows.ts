/**
 * The table of readings: rows of facts as rows of SQLite. The numbers of a row are one JSON object without its zeros, so
 * that a new column of facts needs no migration. A row is one call: its key, request and prompt (`journal/calls.ts`).
 */
import { Column } from '../core/column.ts';
import { type Attribution, QUALITIES, sessionName, type Terms } from '../core/usage.ts';
import { promptText } from '../journal/calls.ts';
import { FACT_COLUMNS, type FactColumn, Facts } from '../journal/facts.ts';
import { internedAttributions, internedTerms, internedTools } from '../journal/interned.ts';
import type { KeptFile } from './file-records.ts';
import { SharedValues } from './shared-values.ts';
import type { Database } from './sqlite.ts';

/** Columns that have a column of their own in SQLite. */
const OWN: readonly FactColumn[] = ['keyHi', 'keyLo', 'request', 'atMs', 'terms', 'attribution', 'tools'];
const NUMBERS = FACT_COLUMNS.filter(name => !OWN.includes(name));

const UPSERT = `
  INSERT INTO reading (file, key_hi, key_lo, request, prompt, version, state_ms, row, facts, at_ms, terms, attribution,
    tools, logged_usd)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (file, key_hi, key_lo, request, prompt) DO UPDATE SET version = excluded.version, state_ms = excluded.state_ms,
    row = excluded.row, facts = excluded.facts, at_ms = excluded.at_ms, terms = excluded.terms,
    attribution = excluded.attribution, tools = excluded.tools, logged_usd = excluded.logged_usd
  WHERE (excluded.version, excluded.state_ms, excluded.facts) > (reading.version, reading.state_ms, reading.facts)`;

/**
 * What a later version of the reader says of a request replaces what an earlier one said, with other counts or without
 * the request.
 */
const DELETE_SUPERSEDED = `
  DELETE FROM reading WHERE file = ? AND EXISTS (
    SELECT 1 FROM reading AS other
    WHERE other.file = reading.file AND other.key_hi = reading.key_hi AND other.key_lo = reading.key_lo
      AND (reading.request = 0 OR other.request = reading.request) AND other.version > reading.version)`;

const SESSION_TOTAL = QUALITIES.indexOf('session total');

interface Stale extends Pick<Row, 'key_hi' | 'key_lo' | 'request' | 'attribution'> {
  readonly prompt: string;
}

interface Row {
  readonly key_hi: number;
  readonly key_lo: number;
  readonly request: number;
  readonly facts: string;
  readonly at_ms: number;
  readonly terms: number;
  readonly attribution: number;
  readonly tools: number;
  readonly logged_usd: number | null;
}

/** A row as it is written; export and import use the same. */
export interface ReadingRow {
  readonly keyHi: number;
  readonly keyLo: number;
  readonly request: number;
  readonly prompt: string;
  readonly version: number;
  readonly stateMs: number;
  readonly row: number;
  readonly facts: string;
  readonly atMs: number;
  readonly terms: number;
  readonly attribution: number;
  readonly tools: number;
  readonly loggedUsd: number | null;
}

export class ReadingRows {
  private readonly database: Database;
  readonly terms: SharedValues<Terms>;
  readonly attributions: SharedValues<Attribution>;
  readonly tools: SharedValues<readonly string[]>;
  private readonly upsert: ReturnType<Database['prepare']>;
  private readonly select: ReturnType<Database['prepare']>;
  private readonly versions: ReturnType<Database['prepare']>;
  private readonly stale: ReturnType<Database['prepare']>;
  private readonly remove: ReturnType<Database['prepare']>;

  constructor(database: Database) {
    this.database = database;
    this.terms = new SharedValues(database, 'terms');
    this.attributions = new SharedValues(database, 'attribution');
    this.tools = new SharedValues(database, 'tools');
    this.upsert = database.prepare(UPSERT);
    this.select = database.prepare(
      `SELECT key_hi, key_lo, request, facts, at_ms, terms, attribution, tools, logged_usd FROM reading
       WHERE file = ? ORDER BY row, key_hi, key_lo, request, prompt`,
    );
    this.versions = database.prepare(
      'SELECT count(DISTINCT version) AS versions FROM reading WHERE file = ?',
    );
    this.stale = database.prepare(
      `SELECT key_hi, key_lo, request, prompt, attribution FROM reading
       WHERE file = ? AND json_extract(facts, '$.quality') = ? AND state_ms < ?`,
    );
    this.remove = database.prepare(
      'DELETE FROM reading WHERE file = ? AND key_hi = ? AND key_lo = ? AND request = ? AND prompt = ?',
    );
  }

  /** Upserts the rows of a file whose records are at byte `from` or behind. To be called in a write transaction. */
  write(id: number, file: KeptFile, facts: Facts, from: number, prunedBeforeMs: number) {
    const { columns } = facts;
    const { version, mtimeMs } = file.stamp;
    const before = this.count(id);
    let written = 0;
    for (let row = file.from; row < file.to; row++) {
      const atMs = columns.atMs.get(row);
      if (columns.offset.get(row) < from || atMs < prunedBeforeMs) continue;
      const numbers: Record<string, number> = {};
      for (const name of NUMBERS) {
        const value = columns[name].get(row);
        if (value !== 0) numbers[name] = value;
      }
      written += this.put(id, {
        keyHi: columns.keyHi.get(row),
        keyLo: columns.keyLo.get(row),
        request: columns.request.get(row),
        prompt: promptText(facts.call(row)),
        version,
        stateMs: mtimeMs,
        row: row - file.from,
        facts: JSON.stringify(numbers),
        atMs,
        terms: this.terms.id(facts.terms.get(columns.terms.get(row))),
        attribution: this.attributions.id(facts.attributions.get(columns.attribution.get(row))),
        tools: this.tools.id(facts.tools.get(columns.tools.get(row))),
        loggedUsd: facts.loggedUsd.get(row) ?? null,
      });
    }
    this.deleteSuperseded(id);
    if (!file.isResumed && !file.isEarlier) this.deleteRestated(id, file, facts);
    const isNew = Math.max(0, this.count(id) - before);
    return { isNew, isChanged: written - isNew };
  }

  /** Deletes what a later version of the reader has replaced in a file. To be called in a write transaction. */
  deleteSuperseded(file: number): void {
    const { versions } = this.versions.get(file) as unknown as { versions: number };
    if (versions > 1) this.database.prepare(DELETE_SUPERSEDED).run(file);
  }

  /** Deletes sums of sessions that the file, read as a whole, states in another way now: see `logs/lost-rows.ts`. */
  private deleteRestated(id: number, { from, to, stamp }: KeptFile, facts: Facts): void {
    const sessions = new Set<string>();
    let hasTotals = false;
    for (let row = from; row < to; row++) {
      hasTotals ||= facts.columns.quality.get(row) === SESSION_TOTAL;
      sessions.add(sessionOf(facts.attributions.get(facts.columns.attribution.get(row))));
    }
    // Most files have none, and then nothing is searched.
    if (!hasTotals) return;
    for (const row of this.stale.all(id, SESSION_TOTAL, stamp.mtimeMs) as unknown as Stale[]) {
      if (!sessions.has(sessionOf(this.attributions.value(row.attribution)))) continue;
      this.remove.run(id, row.key_hi, row.key_lo, row.request, row.prompt);
    }
  }

  /** Upserts one row; returns 1 where something changed. */
  put(file: number, row: ReadingRow): number {
    const { keyHi, keyLo, request, prompt, version, stateMs, facts, atMs, loggedUsd } = row;
    const { changes } = this.upsert.run(
      ...[file, keyHi, keyLo, request, prompt, version, stateMs, row.row, facts, atMs],
      ...[row.terms, row.attribution, row.tools, loggedUsd],
    );
    return Number(changes);
  }

  /** Adds the rows of a file to facts. */
  read(file: number, into: Facts): void {
    const rows = this.select.all(file) as unknown as Row[];
    if (rows.length === 0) return;
    const columns = Object.fromEntries(FACT_COLUMNS.map(name => [name, new Column(0, rows.length)]));
    const [terms, attributions, tools] = [internedTerms(), internedAttributions(), internedTools()];
    const loggedUsd = new Map<number, number>();
    let hasWitnesses = false;
    for (const [i, row] of rows.entries()) {
      const numbers = JSON.parse(row.facts) as Partial<Record<FactColumn, number>>;
      for (const name of NUMBERS) columns[name]!.push(numbers[name] ?? 0);
      const attribution = this.attributions.value(row.attribution);
      hasWitnesses ||= attribution.witness !== undefined;
      columns.keyHi!.push(row.key_hi);
      columns.keyLo!.push(row.key_lo);
      columns.request!.push(row.request);
      columns.atMs!.push(row.at_ms);
      columns.terms!.push(terms.id(this.terms.value(row.terms)));
      columns.attribution!.push(attributions.id(attribution));
      columns.tools!.push(tools.id(this.tools.value(row.tools)));
      if (row.logged_usd !== null) loggedUsd.set(i, row.logged_usd);
    }
    const facts = new Facts({ columns: columns as Record<FactColumn, Column>, terms, attributions, tools });
    for (const [row, usd] of loggedUsd) facts.loggedUsd.set(row, usd);
    facts.hasWitnesses = hasWitnesses;
    into.append(facts, 0, facts.length);
  }

  private count(file: number): number {
    const row = this.database.prepare('SELECT count(*) AS n FROM reading WHERE file = ?').get(file);
    return Number((row as unknown as { n: number }).n);
  }
}

function sessionOf({ source, session }: Attribution): string {
  return sessionName({ source, session });
}
