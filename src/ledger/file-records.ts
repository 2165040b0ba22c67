/** The table of files: what was kept of each, and in which state it was then. */
import { joinSessions } from '../core/session-facts.ts';
import { joinAgentTypes } from '../journal/agent-types.ts';
import type { Facts } from '../journal/facts.ts';
import type { HistoryFile } from '../journal/history.ts';
import type { FileFacts } from '../journal/merged.ts';
import { type Database, rowsOf } from './sqlite.ts';

/** A file whose facts are to be kept: its rows among the facts, and the state in which they were read. */
export interface KeptFile extends FileFacts {
  readonly source: string;
  /** The root that it was found below, as it is configured. */
  readonly root: string;
  readonly stamp: {
    readonly format: string;
    readonly version: number;
    readonly inode: number;
    readonly size: number;
    readonly mtimeMs: number;
    readonly ctimeMs: number;
  };
  /** Since when its log is gone, UTC ms. */
  readonly goneMs?: number;
  /** Only its end changed since it was last read as a whole. */
  readonly isResumed?: boolean;
  /** Rows that the file has lost: they go with it, and say nothing of its state. */
  readonly isEarlier?: boolean;
}

interface Row extends Omit<HistoryFile, 'agentTypes' | 'troubles' | 'sessions' | 'begunMs'> {
  readonly agentTypes: string;
  readonly statements: string;
  readonly troubles: string;
  readonly goneMs: number | null;
}

const COLUMNS = `id, source, path, format, version, inode, size, mtime_ms AS mtimeMs, ctime_ms AS ctimeMs,
  agent_types AS agentTypes, statements, troubles, gone_ms AS goneMs`;

export class FileRecords {
  private readonly database: Database;
  private readonly machine: number;
  private readonly known: Map<string, Row>;

  constructor(database: Database, machine: number) {
    this.database = database;
    this.machine = machine;
    const rows = rowsOf<Row>(database, `SELECT ${COLUMNS}, 0 AS rows FROM file WHERE machine = ?`, machine);
    this.known = new Map(rows.map(row => [nameOf(row), row]));
  }

  /** Whether the ledger lacks a file, or has it in another state. */
  isOwed(file: KeptFile): boolean {
    const known = this.known.get(nameOf(file));
    if (file.isEarlier) return file.to > file.from;
    if (!known) return file.to > file.from || file.agentTypes.length + file.sessions.length > 0;
    const { stamp } = file;
    return (
      known.version !== stamp.version ||
      known.size !== stamp.size ||
      known.mtimeMs !== stamp.mtimeMs ||
      known.ctimeMs !== stamp.ctimeMs ||
      known.inode !== stamp.inode ||
      (known.goneMs === null) !== (file.goneMs === undefined)
    );
  }

  /** Writes the state of a file; says from which byte on its readings may be new. To be called in a write transaction. */
  write(file: KeptFile, facts: Facts): { readonly id: number; readonly from: number } {
    const known = this.known.get(nameOf(file));
    if (file.isEarlier && known) return { id: known.id, from: 0 };
    const { source, path, root, stamp, goneMs = null } = file;
    const { format, version, inode, size, mtimeMs, ctimeMs } = stamp;
    const agentTypes = JSON.stringify(joined(known?.agentTypes, file.agentTypes));
    const statements = statementsText(file, known?.statements);
    const troubles = JSON.stringify(file.troubles);
    const row = this.database
      .prepare(
        `INSERT INTO file (machine, source, path, root, format, version, inode, size, mtime_ms, ctime_ms,
           agent_types, statements, troubles, gone_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (machine, source, path) DO UPDATE SET root = excluded.root, format = excluded.format,
           version = excluded.version, inode = excluded.inode, size = excluded.size, mtime_ms = excluded.mtime_ms,
           ctime_ms = excluded.ctime_ms, agent_types = excluded.agent_types,
           statements = excluded.statements, troubles = excluded.troubles, gone_ms = excluded.gone_ms
         RETURNING ${COLUMNS}, 0 AS rows`,
      )
      .get(
        this.machine,
        ...[source, path, root, format, version, inode, size, mtimeMs, ctimeMs],
        ...[agentTypes, statements, troubles, goneMs],
      ) as unknown as Row;
    this.known.set(nameOf(file), row);
    const hasOnlyGrown =
      file.isResumed && known?.inode === inode && known.version === version && known.size <= size;
    const isSame = known?.size === size && known.mtimeMs === mtimeMs && known.version === version;
    // A log that is gone brings nothing new; every record behind the old end has a place behind it.
    const isOnlyGone = isSame && goneMs !== null && facts.length >= 0;
    return { id: row.id, from: isOnlyGone ? Number.POSITIVE_INFINITY : hasOnlyGrown ? known.size : 0 };
  }

  below(roots: readonly string[]): readonly HistoryFile[] {
    const marks = roots.map(() => '?').join(', ');
    return this.read(`WHERE machine <> ? OR root IN (${marks})`, [this.machine, ...roots]);
  }

  all(): readonly HistoryFile[] {
    return this.read('', []);
  }

  private read(where: string, values: readonly (string | number)[]): readonly HistoryFile[] {
    // A file of another machine goes by the name of that machine as well: the same path here is another file.
    const rows = rowsOf<Row>(
      this.database,
      `SELECT ${COLUMNS.replace(
        'path,',
        `iif(machine = ${this.machine}, path,
         (SELECT name FROM machine WHERE machine.id = file.machine) || ':' || path) AS path,`,
      )},
         (SELECT count(*) FROM reading WHERE reading.file = file.id) AS rows
       FROM file ${where} ORDER BY path`,
      ...values,
    );
    return rows.map(({ goneMs: _, agentTypes, statements, troubles, ...row }) => ({
      ...row,
      ...statementsIn(statements),
      agentTypes: JSON.parse(agentTypes),
      troubles: JSON.parse(troubles),
    }));
  }
}

function nameOf({ source, path }: { readonly source: string; readonly path: string }): string {
  return `${source}\0${path}`;
}

/** Types of agents outlive the file that named them, as its readings do. */
function joined(before: string | undefined, now: KeptFile['agentTypes']): KeptFile['agentTypes'] {
  if (before === undefined || before === '[]') return now;
  return joinAgentTypes(JSON.parse(before) as KeptFile['agentTypes'], now);
}

/** What a file states of sessions and of its own beginning, as JSON. */
export type Statements = Pick<FileFacts, 'sessions' | 'begunMs'>;

/** They outlive the lines that stated them, as readings do. */
export function statementsText(now: Statements, before: string | undefined): string {
  const known = statementsIn(before ?? '{}');
  const { begunMs = known.begunMs } = now;
  return JSON.stringify({
    sessions: joinSessions(known.sessions, now.sessions),
    begunMs,
  } satisfies Statements);
}

export function statementsIn(json: string): Statements {
  return { sessions: [], ...(JSON.parse(json) as Partial<Statements>) };
}
