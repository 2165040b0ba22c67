/**
 * The ledger as JSON lines, for backups and other machines:
 *
 *   {"ledger":"token-dash","version":2}
 *   {"machine":{"uuid":…,"name":…}}                                  all of the following files are of this machine
 *   {"file":{"source":…,"path":…,"root":…,"format":…,"version":…,…}} all of the following readings are of this file
 *   {"reading":{"key":[hi,lo],"request":…,"at":…,"facts":{…},"terms":{…},"attribution":{…},"tools":[…],…}}
 *   {"run":{"session":…,"name":…}}
 *   {"recovered":{"day":…,"origin":…,"model":…,"counted":…,"tokens":…,"prompts":…}}
 *
 * Merging is the upsert of a normal import, so it may be repeated, and done in any order.
 */
import { UNIQUE_KEY } from '../core/key.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import { noTokens, QUALITIES } from '../core/usage.ts';
import { callOf, promptText } from '../journal/calls.ts';
import { type Statements, statementsIn, statementsText } from './file-records.ts';
import type { Ledger } from './ledger.ts';
import { ReadingRows } from './reading-rows.ts';
import { putRecovered, recoveredDays } from './recovered.ts';
import { rowsOf, writing } from './sqlite.ts';

/** In version 1 the request is among the facts. */
const VERSION = 2;
/** How many lines are added in one transaction. */
const BATCH_LINES = 20_000;

interface FileLine {
  readonly source: string;
  readonly path: string;
  readonly root: string;
  readonly format: string;
  readonly version: number;
  readonly inode: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly agentTypes: readonly unknown[];
  /** Absent in exports of before they were kept. */
  readonly sessions?: Statements['sessions'];
  readonly begunMs?: number;
  readonly troubles: readonly unknown[];
  readonly goneMs: number | null;
}

interface ReadingLine {
  readonly key: readonly [number, number];
  readonly request?: number;
  readonly at: number;
  readonly version: number;
  readonly stateMs: number;
  readonly row: number;
  readonly facts: Readonly<Record<string, number>>;
  readonly terms: unknown;
  readonly attribution: unknown;
  readonly tools: unknown;
  readonly loggedUsd?: number;
}

interface Line {
  readonly ledger?: string;
  readonly version?: number;
  readonly machine?: { readonly uuid: string; readonly name: string };
  readonly file?: FileLine;
  readonly reading?: ReadingLine;
  readonly run?: { readonly session: string; readonly name: string };
  readonly recovered?: RecoveredDay;
}

/** Writes every line; returns how many readings there are. */
export function exportLines({ database }: Ledger, write: (line: string) => void): number {
  write(JSON.stringify({ ledger: 'token-dash', version: VERSION }));
  const readings = database.prepare(
    `SELECT key_hi, key_lo, request, at_ms, version, state_ms, row, facts, logged_usd,
       (SELECT json FROM terms WHERE id = terms) AS terms,
       (SELECT json FROM attribution WHERE id = attribution) AS attribution,
       (SELECT json FROM tools WHERE id = tools) AS tools
     FROM reading WHERE file = ? ORDER BY key_hi, key_lo, request, prompt`,
  );
  let count = 0;
  for (const machine of rowsOf<{ id: number; uuid: string; name: string }>(
    database,
    'SELECT id, uuid, name FROM machine ORDER BY uuid',
  )) {
    write(JSON.stringify({ machine: { uuid: machine.uuid, name: machine.name } }));
    for (const { id, agentTypes, statements, troubles, ...file } of rowsOf<{
      id: number;
      agentTypes: string;
      statements: string;
      troubles: string;
    }>(
      database,
      `SELECT id, source, path, root, format, version, inode, size, mtime_ms AS mtimeMs, ctime_ms AS ctimeMs,
         agent_types AS agentTypes, statements, troubles, gone_ms AS goneMs FROM file WHERE machine = ? ORDER BY source, path`,
      machine.id,
    )) {
      const parsed = { agentTypes: JSON.parse(agentTypes), troubles: JSON.parse(troubles) };
      write(JSON.stringify({ file: { ...file, ...parsed, ...statementsIn(statements) } }));
      for (const row of readings.iterate(id)) {
        const r = row as Readonly<Record<string, string & number>>;
        const reading = {
          ...{ key: [r.key_hi, r.key_lo], request: r.request, at: r.at_ms },
          ...{ version: r.version, stateMs: r.state_ms, row: r.row },
          facts: JSON.parse(r.facts!),
          terms: JSON.parse(r.terms!),
          attribution: JSON.parse(r.attribution!),
          tools: JSON.parse(r.tools!),
          loggedUsd: r.logged_usd ?? undefined,
        };
        write(JSON.stringify({ reading }));
        count += 1;
      }
    }
  }
  for (const run of rowsOf(database, 'SELECT session, name FROM run ORDER BY session')) {
    write(JSON.stringify({ run }));
  }
  for (const recovered of recoveredDays(database)) write(JSON.stringify({ recovered }));
  return count;
}

/** Adds the lines of an export; returns how many readings were added or changed. Throws a sentence for anything else. */
export async function mergeLines(ledger: Ledger, lines: AsyncIterable<string>): Promise<number> {
  const merging = new Merging(ledger);
  let batch: Line[] = [];
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() === '') continue;
    const line = parsed(text, number);
    if (number === 1 && line.ledger !== 'token-dash') throw new Error('line 1: this is no exported ledger');
    if (line.version !== undefined && line.ledger && line.version > VERSION)
      throw new Error(`line 1: exported by a newer version of token-dash (${line.version})`);
    batch.push(line);
    if (batch.length < BATCH_LINES) continue;
    merging.add(batch);
    batch = [];
  }
  if (number === 0) throw new Error('there is nothing to import: the input is empty');
  merging.add(batch);
  return merging.changed;
}

function parsed(text: string, number: number): Line {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Line;
  } catch {
    // Said below.
  }
  throw new Error(`line ${number}: not a JSON object`);
}

class Merging {
  changed = 0;
  private readonly ledger: Ledger;
  private readonly rows: ReadingRows;
  private readonly prunedBeforeMs: number;
  private machine = 0;
  private file = 0;

  constructor(ledger: Ledger) {
    this.ledger = ledger;
    this.rows = new ReadingRows(ledger.database);
    this.prunedBeforeMs = ledger.prunedBeforeMs;
  }

  add(lines: readonly Line[]): void {
    writing(this.ledger.database, () => {
      this.ledger.owe(ALL);
      const files = new Set([this.file]);
      for (const line of lines) {
        this.addLine(line);
        files.add(this.file);
      }
      for (const file of files) this.rows.deleteSuperseded(file);
    });
  }

  private addLine({ machine, file, reading, run, recovered }: Line): void {
    if (machine) this.machine = this.machineOf(machine);
    if (file) this.file = this.fileOf(file);
    if (reading) this.addReading(reading);
    if (recovered) putRecovered(this.ledger.database, recovered);
    if (run) {
      const sql = 'INSERT INTO run VALUES (?, ?) ON CONFLICT DO UPDATE SET name = max(name, excluded.name)';
      this.ledger.database.prepare(sql).run(run.session, run.name);
    }
  }

  private machineOf({ uuid, name }: { readonly uuid: string; readonly name: string }): number {
    const { database } = this.ledger;
    database.prepare('INSERT INTO machine (uuid, name) VALUES (?, ?) ON CONFLICT DO NOTHING').run(uuid, name);
    return rowsOf<{ id: number }>(database, 'SELECT id FROM machine WHERE uuid = ?', uuid)[0]!.id;
  }

  /** The later state of a file is used. */
  private fileOf(file: FileLine): number {
    const { database } = this.ledger;
    const { source, path, root, format, version, inode, size, mtimeMs, ctimeMs, goneMs } = file;
    const [agentTypes, troubles] = [JSON.stringify(file.agentTypes), JSON.stringify(file.troubles)];
    const { sessions = [], begunMs } = file;
    const statements = statementsText({ sessions, begunMs }, undefined);
    database
      .prepare(
        `INSERT INTO file (machine, source, path, root, format, version, inode, size, mtime_ms, ctime_ms,
           agent_types, statements, troubles, gone_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (machine, source, path) DO UPDATE SET format = excluded.format, version = excluded.version,
           inode = excluded.inode, size = excluded.size, mtime_ms = excluded.mtime_ms, ctime_ms = excluded.ctime_ms,
           agent_types = excluded.agent_types, statements = excluded.statements, troubles = excluded.troubles,
           gone_ms = excluded.gone_ms
         WHERE (excluded.version, excluded.mtime_ms, excluded.size) > (file.version, file.mtime_ms, file.size)`,
      )
      .run(
        this.machine,
        ...[source, path, root, format, version, inode, size, mtimeMs, ctimeMs],
        ...[agentTypes, statements, troubles, goneMs],
      );
    const sql = 'SELECT id FROM file WHERE machine = ? AND source = ? AND path = ?';
    return rowsOf<{ id: number }>(database, sql, this.machine, source, path)[0]!.id;
  }

  private addReading({ key, at, terms, attribution, tools, loggedUsd, ...rest }: ReadingLine): void {
    // Of pruned days only the sums are kept; their readings would count twice.
    if (at < this.prunedBeforeMs) return;
    const { version, stateMs, row } = rest;
    const { request = rest.request ?? UNIQUE_KEY, ...facts } = rest.facts;
    this.changed += this.rows.put(this.file, {
      ...{
        keyHi: key[0],
        keyLo: key[1],
        request,
        prompt: promptText(
          callOf(request, { ...noTokens, ...facts }, QUALITIES[facts.quality ?? 0] ?? 'exact'),
        ),
      },
      ...{ version, stateMs, row, atMs: at, facts: JSON.stringify(facts) },
      terms: this.rows.terms.idOfJson(JSON.stringify(terms)),
      attribution: this.rows.attributions.idOfJson(JSON.stringify(attribution)),
      tools: this.rows.tools.idOfJson(JSON.stringify(tools)),
      loggedUsd: loggedUsd ?? null,
    });
  }
}

/** Stands for every file. */
const ALL: readonly string[] = ['*'];
