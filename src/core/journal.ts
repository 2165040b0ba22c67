/**
 * The journal: every billed response once, out of the facts of all files. Nothing here depends on the order in which
 * files were found or read, so warm and cold runs, one thread or many, give the same journal.
 *
 *   same key in several files    one event: per-field maximum, earliest time, best quality (resumed and forked
 *                                sessions copy old records, subagent records stand in two files)
 *   who owns a shared response   a main conversation before a side one; then the file whose other, unshared
 *                                responses begin earlier (the original before the copy); then the smaller path
 *   one session, two witnesses   only the records of the best witness count (a database before an older file)
 */
import { type Facts, notesOf } from './facts.ts';
import { KeyIndex, keyText } from './key.ts';
import {
  type Attribution,
  type Note,
  QUALITIES,
  type Quality,
  type Terms,
  TOKEN_KINDS,
  type TokenKind,
  type Trouble,
  type UsageEvent,
} from './usage.ts';

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
  /** The owning row of each event. */
  private readonly rows: Uint32Array;
  /** Folded readings of the events that have more than one, by owning row. */
  private readonly shared: ReadonlyMap<number, readonly number[]>;
  private readonly fileOfRow: Uint32Array;
  private readonly agentTypes: ReadonlyMap<string, string>;
  private readonly projectDirs: ReadonlyMap<string, string>;

  constructor(facts: Facts, files: readonly FileFacts[]) {
    this.facts = facts;
    this.files = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    this.fileOfRow = fileOfRow(facts, this.files);
    const silent = silentAttributions(facts, this.files);
    const { owners, chains } = gather(facts, this.files, silent);
    this.shared = elect(facts, this.fileOfRow, owners, chains);
    this.rows = Uint32Array.from(owners);
    this.length = this.rows.length;
    this.agentTypes = agentTypes(this.files);

    const { atMs, records } = facts.columns;
    let fromMs = Number.POSITIVE_INFINITY;
    let toMs = Number.NEGATIVE_INFINITY;
    let seen = 0;
    for (const row of this.rows) {
      fromMs = Math.min(fromMs, atMs.get(row));
      toMs = Math.max(toMs, atMs.get(row));
    }
    for (const file of this.files) {
      for (let row = file.from; row < file.to; row++) {
        if (!silent[facts.columns.attribution.get(row)]) seen += records.get(row);
      }
    }
    this.duplicates = seen - this.length;
    this.range = this.length > 0 ? { fromMs, toMs } : undefined;
    this.projectDirs = projectDirs(facts, this.rows);
  }

  /** Every combination of terms that any reading has. */
  get terms(): readonly Terms[] {
    return this.facts.terms.values;
  }

  /**
   * Shows every event once, in no particular order. The object is the same each time: who wants to keep an event
   * asks for `event(i)`.
   */
  visit(see: (event: UsageEvent, index: number) => void): void {
    const cursor = new Cursor();
    for (let i = 0; i < this.length; i++) {
      this.read(i, cursor);
      see(cursor, i);
    }
  }

  /** A lasting copy of one event. */
  event(index: number): UsageEvent {
    const cursor = new Cursor();
    this.read(index, cursor);
    return cursor;
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

  private read(index: number, into: Cursor): void {
    const row = this.rows[index]!;
    const c = this.facts.columns;
    const key = this.facts.key(row);
    into.keyHi = key.hi;
    into.keyLo = key.lo;
    into.atMs = c.atMs.get(row);
    for (const kind of TOKEN_KINDS) into.tokens[kind] = c[kind].get(row);
    into.reasoning = c.reasoning.get(row);
    into.webSearches = c.webSearches.get(row);
    into.loggedUsd = this.facts.loggedUsd.get(row);
    into.quality = QUALITIES[c.quality.get(row)]!;
    into.notes = notesOf(c.notes.get(row));
    into.terms = this.facts.terms.values[c.terms.get(row)]!;
    const attribution = this.facts.attributions.values[c.attribution.get(row)]!;
    into.attribution = attribution;
    into.agent = this.agentOf(attribution);
    into.projectDir = this.projectDirs.get(sessionName(attribution)) ?? attribution.cwd;
    into.file = this.files[this.fileOfRow[row]!]!.path;
    into.offset = c.offset.get(row);
    into.line = c.line.get(row);
    into.records = c.records.get(row);
    const chain = this.shared.get(row);
    if (chain) for (const other of chain) if (other !== row) this.foldInto(into, other);
  }

  private foldInto(into: Cursor, row: number): void {
    const c = this.facts.columns;
    into.atMs = Math.min(into.atMs, c.atMs.get(row));
    for (const kind of TOKEN_KINDS) into.tokens[kind] = Math.max(into.tokens[kind], c[kind].get(row));
    into.reasoning = Math.max(into.reasoning, c.reasoning.get(row));
    into.webSearches = Math.max(into.webSearches, c.webSearches.get(row));
    const best = QUALITIES[c.quality.get(row)]!;
    if (QUALITIES.indexOf(best) < QUALITIES.indexOf(into.quality)) into.quality = best;
    into.records += c.records.get(row);
    const usd = this.facts.loggedUsd.get(row);
    if (usd !== undefined) into.loggedUsd = Math.max(into.loggedUsd ?? 0, usd);
  }

  private agentOf(a: Attribution): string | undefined {
    if (a.agent) return a.agent;
    // Claude Code's own name for a subagent whose type nobody stated.
    if (a.agentId) return this.agentTypes.get(a.agentId) ?? 'general-purpose';
    return undefined;
  }
}

/** One event under the eyes of a visitor. */
class Cursor implements UsageEvent {
  keyHi = 0;
  keyLo = 0;
  atMs = 0;
  tokens: Record<TokenKind, number> = {
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    cacheWriteOther: 0,
  };
  reasoning = 0;
  webSearches = 0;
  loggedUsd: number | undefined;
  quality: Quality = 'exact';
  notes: readonly Note[] = [];
  terms: Terms = { model: '' };
  attribution: Attribution = { source: '', session: '' };
  agent: string | undefined;
  projectDir: string | undefined;
  file = '';
  offset = 0;
  line = 0;
  records = 0;

  /** Spelled only when asked for: most visitors never do. */
  get id(): string {
    return keyText({ hi: this.keyHi, lo: this.keyLo });
  }
}

function fileOfRow(facts: Facts, files: readonly FileFacts[]): Uint32Array {
  const of = new Uint32Array(facts.length);
  files.forEach((file, i) => {
    of.fill(i, file.from, file.to);
  });
  return of;
}

/** Which attributions are of a session that a better witness speaks for. */
function silentAttributions(facts: Facts, files: readonly FileFacts[]): readonly boolean[] {
  const all = facts.attributions.values;
  if (all.every(a => a.witness === undefined)) return [];
  const best = new Map<string, number>();
  const used = new Set<number>();
  for (const file of files) {
    for (let row = file.from; row < file.to; row++) used.add(facts.columns.attribution.get(row));
  }
  for (const id of used) {
    const { witness } = all[id]!;
    if (witness === undefined) continue;
    const name = sessionName(all[id]!);
    best.set(name, Math.min(witness, best.get(name) ?? witness));
  }
  return all.map(a => a.witness !== undefined && a.witness > (best.get(sessionName(a)) ?? a.witness));
}

/** Groups rows by key: the first row of each key in file order, and all rows of those that have several. */
function gather(facts: Facts, files: readonly FileFacts[], silent: readonly boolean[]) {
  const { attribution, keyHi, keyLo } = facts.columns;
  const index = new KeyIndex(keyHi, keyLo, facts.length);
  const owners: number[] = [];
  const chains = new Map<number, number[]>();
  for (const file of files) {
    for (let row = file.from; row < file.to; row++) {
      if (silent[attribution.get(row)]) continue;
      const first = index.findOrAdd(row);
      if (first < 0) {
        owners.push(row);
        continue;
      }
      const chain = chains.get(first);
      if (chain) chain.push(row);
      else chains.set(first, [first, row]);
    }
  }
  return { owners, chains };
}

/** Chooses the owner of each shared response; puts it in place of the first row in `owners`. */
function elect(facts: Facts, fileOf: Uint32Array, owners: number[], chains: ReadonlyMap<number, number[]>) {
  const shared = new Map<number, readonly number[]>();
  if (chains.size === 0) return shared;
  const { atMs, attribution } = facts.columns;
  const begins = new Map<number, number>();
  for (const row of owners) {
    if (chains.has(row)) continue;
    const file = fileOf[row]!;
    begins.set(file, Math.min(begins.get(file) ?? Number.POSITIVE_INFINITY, atMs.get(row)));
  }
  const isSide = (row: number) =>
    Number(facts.attributions.values[attribution.get(row)]!.isSidechain ?? false);
  const begin = (row: number) => begins.get(fileOf[row]!) ?? Number.POSITIVE_INFINITY;
  const better = (a: number, b: number) =>
    isSide(a) - isSide(b) || compare(begin(a), begin(b)) || fileOf[a]! - fileOf[b]! || a - b;
  for (let i = 0; i < owners.length; i++) {
    const chain = chains.get(owners[i]!);
    if (!chain) continue;
    const owner = [...chain].sort(better)[0]!;
    owners[i] = owner;
    shared.set(owner, chain);
  }
  return shared;
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
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

function sessionName(a: Attribution): string {
  return `${a.source}\0${a.session}`;
}
