/**
 * The journal: every billed response once, out of the facts of all files. Nothing here depends on the order in which
 * files were found or read, so warm and cold runs, one thread or many, give the same journal.
 *
 *   same key in several files    one event: per-field maximum, earliest time, best quality (resumed and forked
 *                                sessions copy old records, subagent records stand in two files)
 *
 * Which of several records names the session and the place is said in `owners.ts`.
 */
import { Cursor, type Ground } from './cursor.ts';
import type { Facts } from './facts.ts';
import { ownersOf } from './owners.ts';
import { type Stretch, type Totals, totalsOf } from './totals.ts';
import { type Attribution, sessionName, type Terms, type Trouble, type UsageEvent } from './usage.ts';

/** A file's rows among the facts, and what else it told. */
export interface FileFacts {
  readonly path: string;
  /** Rows `from` to `to` (exclusive). */
  readonly from: number;
  readonly to: number;
  readonly agentTypes: readonly (readonly [agentId: string, type: string])[];
  readonly troubles: readonly Trouble[];
}

export class Journal {
  /** Responses. */
  readonly length: number;
  /** Log records that were folded away, in files and across them. */
  readonly duplicates: number;
  /** Earliest and latest response, UTC ms; undefined where there is none. */
  readonly range: { readonly fromMs: number; readonly toMs: number } | undefined;
  private readonly facts: Facts;
  private readonly files: readonly FileFacts[];
  /** The owning row of each event: first those that have no other, then those that do. */
  private readonly rows: Uint32Array;
  /** How many events have a single row. */
  private readonly alone: number;
  /** Folded readings of the events that have more than one, by owning row. */
  private readonly shared: ReadonlyMap<number, readonly number[]>;
  private readonly fileOfRow: Uint32Array;
  private readonly nameProject: (dir: string) => string;
  /** Made when somebody asks for an agent or a project. */
  private agentTypes: ReadonlyMap<string, string> | undefined;
  private projectDirs: ReadonlyMap<string, string> | undefined;

  /** `nameProject` gives the name of a project that the user wants to see in place of its directory. */
  constructor(facts: Facts, files: readonly FileFacts[], nameProject = (dir: string) => dir) {
    this.facts = facts;
    this.nameProject = nameProject;
    this.files = files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    this.fileOfRow = fileOfRow(facts, this.files);
    const { alone, shared, records } = ownersOf(facts, this.files, this.fileOfRow);
    this.rows = new Uint32Array(alone.length + shared.size);
    this.rows.set(alone);
    this.rows.set([...shared.keys()], alone.length);
    this.alone = alone.length;
    this.shared = shared;
    this.length = this.rows.length;
    this.duplicates = records - this.length;
    this.range = rangeOf(facts, alone, shared);
  }

  /** Every combination of terms that any reading has. */
  get terms(): readonly Terms[] {
    return this.facts.terms.values;
  }

  /**
   * Shows every event once, in no particular order. The object is the same each time, and what it says is read from
   * it while it is shown: who wants to keep an event asks for `event(i)`.
   */
  visit(see: (event: UsageEvent, index: number) => void): void {
    const cursor = this.cursor();
    const { rows, alone } = this;
    for (let i = 0; i < rows.length; i++) {
      cursor.moveTo(rows[i]!, i < alone);
      see(cursor, i);
    }
  }

  /** Adds up all events, each in the cell that `stretchOf` names. */
  totals(stretchOf: (event: UsageEvent) => Stretch): Totals {
    const { facts, rows, alone } = this;
    return totalsOf({ facts, rows, alone }, stretchOf, this.cursor());
  }

  /** A lasting copy of one event. */
  event(index: number): UsageEvent {
    const cursor = this.cursor();
    cursor.moveTo(this.rows[index]!, index < this.alone);
    return cursor.copy();
  }

  /** Lasting copies of the events that `wanted` says yes to. */
  select(wanted: (event: UsageEvent) => boolean): UsageEvent[] {
    const indices: number[] = [];
    this.visit((event, i) => {
      if (wanted(event)) indices.push(i);
    });
    return indices.map(i => this.event(i));
  }

  /** The files in which an event's records stand: one, but for resumed, forked and replayed conversations. */
  filesOf(index: number): readonly string[] {
    const row = this.rows[index]!;
    const rows = this.shared.get(row) ?? [row];
    return [...new Set(rows.map(r => this.files[this.fileOfRow[r]!]!.path))].sort();
  }

  private cursor(): Cursor {
    const ground: Ground = {
      facts: this.facts,
      shared: this.shared,
      fileOf: row => this.files[this.fileOfRow[row]!]!.path,
      agentOf: attribution => this.agentOf(attribution),
      projectDirOf: attribution => this.projectDirOf(attribution),
    };
    return new Cursor(ground);
  }

  private agentOf(a: Attribution): string | undefined {
    if (a.agent) return a.agent;
    if (!a.agentId) return undefined;
    this.agentTypes ??= agentTypes(this.files);
    // Claude Code's own name for a subagent whose type nobody stated.
    return this.agentTypes.get(a.agentId) ?? 'general-purpose';
  }

  private projectDirOf(a: Attribution): string | undefined {
    this.projectDirs ??= projectDirs(this.facts, this.rows);
    const dir = this.projectDirs.get(sessionName(a)) ?? a.cwd;
    return dir === undefined ? undefined : this.nameProject(dir);
  }
}

function fileOfRow(facts: Facts, files: readonly FileFacts[]): Uint32Array {
  const of = new Uint32Array(facts.length);
  files.forEach((file, i) => {
    of.fill(i, file.from, file.to);
  });
  return of;
}

function rangeOf(
  facts: Facts,
  alone: Uint32Array,
  shared: ReadonlyMap<number, readonly number[]>,
): Journal['range'] {
  const at = facts.columns.atMs.numbers;
  let fromMs = Number.POSITIVE_INFINITY;
  let toMs = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < alone.length; i++) {
    const atMs = at[alone[i]!]!;
    if (atMs < fromMs) fromMs = atMs;
    if (atMs > toMs) toMs = atMs;
  }
  for (const chain of shared.values()) {
    const atMs = Math.min(...chain.map(row => at[row]!));
    fromMs = Math.min(fromMs, atMs);
    toMs = Math.max(toMs, atMs);
  }
  return alone.length + shared.size > 0 ? { fromMs, toMs } : undefined;
}

function agentTypes(files: readonly FileFacts[]): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const file of files) {
    for (const [id, type] of file.agentTypes) {
      const known = types.get(id);
      if (known === undefined || type < known) types.set(id, type);
    }
  }
  return types;
}

/** A session's project is the directory in which it began: a `cd` on the way does not start another project. */
function projectDirs(facts: Facts, rows: Uint32Array): ReadonlyMap<string, string> {
  const { atMs, attribution } = facts.columns;
  const earliest: number[] = [];
  for (const row of rows) {
    const id = attribution.get(row);
    earliest[id] = Math.min(earliest[id] ?? Number.POSITIVE_INFINITY, atMs.get(row));
  }
  const firsts = new Map<string, { at: number; cwd: string }>();
  facts.attributions.values.forEach((a, id) => {
    const at = earliest[id];
    if (at === undefined || !a.cwd || !a.session) return;
    const name = sessionName(a);
    const known = firsts.get(name);
    const isEarlier = !known || at < known.at || (at === known.at && a.cwd < known.cwd);
    if (isEarlier) firsts.set(name, { at, cwd: a.cwd });
  });
  return new Map([...firsts].map(([name, first]) => [name, first.cwd]));
}
