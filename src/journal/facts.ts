/**
 * Readings as columns: one row per response per file, in a few typed arrays. Records of the same response in the same
 * file are folded as they come (per-field maximum, earliest time, best quality, all tools), which is what makes reading a file
 * twice, or its last line twice, harmless. What files say of each other is the journal's business.
 *
 * No price, day or zone is in here, so facts may be kept on disk for as long as the file they were read from stays.
 */
import { Column } from '../core/column.ts';
import { getOrInsert } from '../core/group.ts';
import { type Key, KeyIndex, keyOf, requestOf, UNIQUE_KEY } from '../core/key.ts';
import { noteBits } from '../core/note-bits.ts';
import { ROW_COLUMNS, type Rows, type RowTable, readingAt } from '../core/rows.ts';
import {
  type Attribution,
  joinTools,
  type KeyedReading,
  NO_TOOLS,
  QUALITIES,
  type Reading,
  type Terms,
  TOKEN_KINDS,
  type TokenKind,
  type Tokens,
} from '../core/usage.ts';
import { type Call, callOf, isSameCall } from './calls.ts';
import { appendIds, type Interned, internedAttributions, internedTerms, internedTools } from './interned.ts';
import { byPrecedence, type Claim } from './precedence.ts';

/** The columns, in the order in which the cache writes them. */
export const FACT_COLUMNS = [
  'keyHi',
  'keyLo',
  'request',
  'atMs',
  'durationMs',
  ...TOKEN_KINDS,
  'reasoning',
  'webSearches',
  'quality',
  'notes',
  'terms',
  'attribution',
  'tools',
  'offset',
  'line',
  'records',
] as const;
export type FactColumn = (typeof FACT_COLUMNS)[number];

/** After so many searches an index is made. */
const MOST_SEARCHES = 256;

/** Columns, and the values that rows name by number. */
interface Table {
  readonly columns: Record<FactColumn, Column>;
  readonly terms: Interned<Terms>;
  readonly attributions: Interned<Attribution>;
  /** Sets of tools, each as `joinTools` makes it. */
  readonly tools: Interned<readonly string[]>;
}

export class Facts implements RowTable, Table {
  private readonly own: Table;
  /** Rows that count and are not there yet; whoever looks at any has them delivered. */
  private owed = 0;
  private deliver: (() => void) | undefined;
  /** Whether any attribution ever added names a witness: most logs have none, and nobody need look for them. */
  hasWitnesses = false;
  /** Rows before this one are as they were when these facts were copied out of others, or another file was begun. */
  changedFrom = 0;
  /** Rows before this one are of other files: no record is folded into them. */
  private first = 0;
  /** How often a row may still be searched for without an index. */
  private searches = 0;
  /** Costs that a log states itself, in USD, by row; rare enough for a map. */
  readonly loggedUsd = new Map<number, number>();
  private index: KeyIndex | undefined;
  /** Further rows of a key, by the row that the index has: other calls that go by the same name. */
  private readonly siblings = new Map<number, Map<string, number>>();

  /** Empty facts, or those that were kept. */
  constructor(kept: Partial<Table> = {}) {
    this.own = {
      columns:
        kept.columns ??
        (Object.fromEntries(FACT_COLUMNS.map(name => [name, new Column()])) as Record<FactColumn, Column>),
      terms: kept.terms ?? internedTerms(),
      attributions: kept.attributions ?? internedAttributions(),
      tools: kept.tools ?? internedTools(),
    };
  }

  get length(): number {
    return this.own.columns.atMs.length + this.owed;
  }

  get columns(): Table['columns'] {
    return this.settled().columns;
  }

  get terms(): Table['terms'] {
    return this.settled().terms;
  }

  get attributions(): Table['attributions'] {
    return this.settled().attributions;
  }

  get tools(): Table['tools'] {
    return this.settled().tools;
  }

  get hasSome(): boolean {
    return this.length > this.first;
  }

  owe(rows: number, deliver: () => void): void {
    if (deliver !== this.deliver) this.settle();
    this.owed += rows;
    this.deliver = deliver;
  }

  settle(): void {
    const { deliver } = this;
    this.deliver = undefined;
    this.owed = 0;
    deliver?.();
  }

  private settled(): Table {
    if (this.owed > 0) this.settle();
    return this.own;
  }

  /** What is added from now on is of another file. */
  begin(): void {
    this.first = this.length;
    this.changedFrom = this.length;
    this.searches = 0;
    // Of ten thousand small files each can do with the index of the one before.
    if (!this.index?.clear()) this.index = undefined;
    this.siblings.clear();
  }

  private dropIndex(): void {
    this.index = undefined;
    this.siblings.clear();
  }

  /** The file of these rows goes on: they are copied to the end, and added to there. */
  resume(from: number, to: number): void {
    this.begin();
    this.append(this, from, to);
    this.changedFrom = this.length;
    // A log that grew by a little has many rows, of which few are asked for: an index would take longer.
    this.searches = MOST_SEARCHES;
    this.dropIndex();
  }

  /** Adds a reading, or folds it into the row of the same call. */
  add(given: Reading | KeyedReading): void {
    const c = this.columns;
    const row = this.length;
    const reading = keyed(given);
    const { key, request, tokens } = reading;
    c.keyHi.push(key.hi);
    c.keyLo.push(key.lo);
    const known = this.findOrAdd(row, reading);
    if (known >= 0) {
      c.keyHi.length = row;
      c.keyLo.length = row;
      this.fold(known, reading);
      return;
    }
    c.request.push(request);
    c.atMs.push(reading.atMs);
    c.durationMs.push(reading.durationMs ?? 0);
    for (const kind of TOKEN_KINDS) c[kind].push(tokens[kind]);
    c.reasoning.push(reading.reasoning ?? 0);
    c.webSearches.push(reading.webSearches ?? 0);
    c.quality.push(QUALITIES.indexOf(reading.quality));
    c.notes.push(noteBits(reading.notes));
    c.terms.push(this.terms.id(reading.terms));
    c.attribution.push(this.attributions.id(reading.attribution));
    c.tools.push(this.tools.id(joinTools(NO_TOOLS, reading.tools)));
    c.offset.push(reading.offset);
    c.line.push(reading.line);
    c.records.push(reading.records ?? 1);
    if (reading.loggedUsd !== undefined) this.loggedUsd.set(row, reading.loggedUsd);
    if (reading.attribution.witness !== undefined) this.hasWitnesses = true;
  }

  /** Adds rows `from` to `to` (exclusive) of other facts, unfolded: they stem from another file. */
  append(other: Facts, from: number, to: number): void {
    const base = this.length;
    this.hasWitnesses ||= other.hasWitnesses;
    for (const name of FACT_COLUMNS) {
      if (name === 'terms' || name === 'attribution' || name === 'tools') continue;
      this.columns[name].append(other.columns[name], from, to);
    }
    appendIds(this.columns.terms, this.terms, other.columns.terms, other.terms, from, to);
    appendIds(
      this.columns.attribution,
      this.attributions,
      other.columns.attribution,
      other.attributions,
      from,
      to,
    );
    appendIds(this.columns.tools, this.tools, other.columns.tools, other.tools, from, to);
    if (other.loggedUsd.size > 0) {
      for (let row = from; row < to; row++) {
        const usd = other.loggedUsd.get(row);
        if (usd !== undefined) this.loggedUsd.set(base + row - from, usd);
      }
    }
  }

  /** Adds many readings at once. */
  addRows(rows: Rows): void {
    let from = 0;
    for (const row of rows.again) {
      this.addFirst(rows, from, row);
      this.add(readingAt(rows, row));
      from = row + 1;
    }
    this.addFirst(rows, from, rows.length);
  }

  /** Adds rows of which nobody ever told. */
  private addFirst(rows: Rows, from: number, to: number): void {
    if (from === to) return;
    const c = this.columns;
    for (const name of ROW_COLUMNS) {
      const { numbers, bound } = rows.columns[name];
      c[name].appendNumbers(numbers, from, to, bound);
    }
    c.cacheWriteOther.appendSame(0, to - from);
    c.notes.appendSame(0, to - from);
    const add = (column: Column, name: 'who' | 'tools', as: readonly number[]) => {
      const { numbers, bound } = rows.renamed(name, as);
      column.appendNumbers(numbers, from, to, bound);
    };
    const terms = rows.who.map(who => this.terms.id(who.terms));
    const attributions = rows.who.map(who => this.attributions.id(who.attribution));
    const tools = rows.tools.map(set => this.tools.id(set));
    add(c.terms, 'who', terms);
    add(c.attribution, 'who', attributions);
    add(c.tools, 'tools', tools);
    this.hasWitnesses ||= rows.who.some(who => who.attribution.witness !== undefined);
    // They are in no index yet.
    this.dropIndex();
    this.searches = MOST_SEARCHES;
  }

  key(row: number): Key {
    return { hi: this.columns.keyHi.get(row), lo: this.columns.keyLo.get(row) };
  }

  /** What the records of a row claim. */
  claim(row: number): Claim {
    const c = this.columns;
    return {
      quality: QUALITIES[c.quality.get(row)]!,
      tokens: this.tokens(row),
      reasoning: c.reasoning.get(row),
      webSearches: c.webSearches.get(row),
      loggedUsd: this.loggedUsd.get(row),
      terms: this.terms.get(c.terms.get(row)),
    };
  }

  /** Which call of its key a row is about: rows of one key may be of several (see `Reading.request`). */
  call(row: number): Call {
    return callOf(this.columns.request.get(row), this.tokens(row));
  }

  private tokens(row: number): Tokens {
    const c = this.columns;
    return Object.fromEntries(TOKEN_KINDS.map(kind => [kind, c[kind].get(row)])) as Record<TokenKind, number>;
  }

  private isOfCall(row: number, { request, tokens }: KeyedReading): boolean {
    const own = this.columns.request.get(row);
    if (own !== request) return false;
    return own === UNIQUE_KEY || isSameCall(this.call(row), callOf(request, tokens));
  }

  /** The row of the same call in this file, or -1. */
  private findOrAdd(row: number, reading: KeyedReading): number {
    if (!this.index) {
      if (this.searches > 0) {
        this.searches -= 1;
        return this.search(row, reading);
      }
      this.index = new KeyIndex(this.columns.keyHi, this.columns.keyLo, row - this.first);
      for (let known = this.first; known < row; known++) this.noteRow(known);
    }
    const first = this.index.findOrAdd(row);
    if (first < 0 || this.isOfCall(first, reading)) return first;
    const calls = getOrInsert(this.siblings, first, () => new Map<string, number>());
    const name = JSON.stringify(callOf(reading.request, reading.tokens));
    const known = calls.get(name);
    if (known !== undefined) return known;
    calls.set(name, row);
    return -1;
  }

  private noteRow(row: number): void {
    const first = this.index!.findOrAdd(row);
    if (first < 0) return;
    getOrInsert(this.siblings, first, () => new Map<string, number>()).set(
      JSON.stringify(this.call(row)),
      row,
    );
  }

  /** The same without an index. */
  private search(row: number, reading: KeyedReading): number {
    const { keyHi, keyLo } = this.columns;
    const { hi, lo } = reading.key;
    let end = row;
    for (;;) {
      end = keyLo.lastIndexOf(lo, this.first, end);
      if (end < 0 || (keyHi.get(end) === hi && this.isOfCall(end, reading))) return end;
    }
  }

  private fold(row: number, reading: KeyedReading): void {
    const c = this.columns;
    this.changedFrom = Math.min(this.changedFrom, row);
    const isLater = reading.offset > c.offset.get(row);
    const fromMs = Math.min(c.atMs.get(row), reading.atMs);
    const toMs = Math.max(c.atMs.get(row) + c.durationMs.get(row), reading.atMs + (reading.durationMs ?? 0));
    c.atMs.set(row, fromMs);
    c.durationMs.set(row, toMs - fromMs);
    c.tools.set(row, this.tools.id(joinTools(this.tools.get(c.tools.get(row)), reading.tools)));
    const order = byPrecedence(reading, this.claim(row));
    // Where both say the same, the later one says where it was used.
    if (order < 0 || (order === 0 && isLater)) this.take(row, reading);
    if (!isLater) return;
    // The last record is the one that a receipt points at.
    c.offset.set(row, reading.offset);
    c.line.set(row, reading.line);
    c.records.set(row, c.records.get(row) + (reading.records ?? 1));
  }

  /** Takes a reading whole, in place of what the row said. */
  private take(row: number, reading: KeyedReading): void {
    const c = this.columns;
    for (const kind of TOKEN_KINDS) c[kind].set(row, reading.tokens[kind]);
    c.reasoning.set(row, reading.reasoning ?? 0);
    c.webSearches.set(row, reading.webSearches ?? 0);
    c.quality.set(row, QUALITIES.indexOf(reading.quality));
    c.notes.set(row, noteBits(reading.notes));
    c.terms.set(row, this.terms.id(reading.terms));
    c.attribution.set(row, this.attributions.id(reading.attribution));
    if (reading.loggedUsd === undefined) this.loggedUsd.delete(row);
    else this.loggedUsd.set(row, reading.loggedUsd);
  }
}

function keyed(reading: Reading | KeyedReading): KeyedReading {
  const { key, request } = reading;
  if (typeof key !== 'string') return reading as KeyedReading;
  return { ...reading, key: keyOf(key), request: requestOf(request as string | undefined) };
}
