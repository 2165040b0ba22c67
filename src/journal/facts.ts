/**
 * Readings as columns: one row per response per file, in a few typed arrays. Records of the same response in the same
 * file are folded as they come (`precedence.ts`), so reading a file twice, or its last line twice, changes nothing. Records of
 * other files are merged by the journal.
 *
 * No price, day or zone is in here, so facts may be kept on disk for as long as the file they were read from stays.
 */
import { Column } from '../core/column.ts';
import type { Key } from '../core/key.ts';
import { noteBits } from '../core/note-bits.ts';
import { ROW_COLUMNS, ROW_KINDS, type Rows, type RowTable, readingAt } from '../core/rows.ts';
import {
  joinTools,
  type KeyedReading,
  NO_TOOLS,
  noTokens,
  QUALITIES,
  type Reading,
  TOKEN_KINDS,
  type TokenKind,
  type Tokens,
} from '../core/usage.ts';
import { CallIndex, keyed } from './call-index.ts';
import { type Call, callOf } from './calls.ts';
import { FACT_COLUMNS, type FactColumn, type FactTable } from './fact-columns.ts';
import { appendIds, internedAttributions, internedTerms, internedTools } from './interned.ts';
import { byPrecedence, type Claim } from './precedence.ts';

export { FACT_COLUMNS, type FactColumn } from './fact-columns.ts';

const KINDS_WITHOUT_ROWS = TOKEN_KINDS.filter(kind => !(ROW_KINDS as readonly TokenKind[]).includes(kind));

export class Facts implements RowTable, FactTable {
  private readonly own: FactTable;
  /** Rows that count already and are added by `addPending` before any column is read. */
  private pending = 0;
  private addPending: (() => void) | undefined;
  /** Whether any attribution ever added names a witness: most logs have none, and need no search for them. */
  hasWitnesses = false;
  /** Rows before this one are as they were when these facts were copied out of others, or another file was begun. */
  changedFrom = 0;
  /** Rows before this one are of other files: no record is folded into them. */
  private first = 0;
  /** Costs that a log states itself, in USD, by row; rare enough for a map. */
  readonly loggedUsd = new Map<number, number>();
  private readonly index: CallIndex;

  /** Empty facts, or those that were kept. */
  constructor(kept: Partial<FactTable> = {}) {
    this.own = {
      columns:
        kept.columns ??
        (Object.fromEntries(FACT_COLUMNS.map(name => [name, new Column()])) as Record<FactColumn, Column>),
      terms: kept.terms ?? internedTerms(),
      attributions: kept.attributions ?? internedAttributions(),
      tools: kept.tools ?? internedTools(),
    };
    this.index = new CallIndex(this);
  }

  get length(): number {
    return this.own.columns.atMs.length + this.pending;
  }

  get columns(): FactTable['columns'] {
    return this.flushed().columns;
  }

  get terms(): FactTable['terms'] {
    return this.flushed().terms;
  }

  get attributions(): FactTable['attributions'] {
    return this.flushed().attributions;
  }

  get tools(): FactTable['tools'] {
    return this.flushed().tools;
  }

  get hasSome(): boolean {
    return this.length > this.first;
  }

  addLater(rows: number, add: () => void): void {
    if (add !== this.addPending) this.flush();
    this.pending += rows;
    this.addPending = add;
  }

  flush(): void {
    const { addPending } = this;
    this.addPending = undefined;
    this.pending = 0;
    addPending?.();
  }

  private flushed(): FactTable {
    if (this.pending > 0) this.flush();
    return this.own;
  }

  /** What is added from now on is of another file. */
  begin(): void {
    this.first = this.length;
    this.changedFrom = this.length;
    this.index.begin(this.first);
  }

  /** The file of these rows goes on: they are copied to the end, and added to there. */
  resume(from: number, to: number): void {
    this.begin();
    this.append(this, from, to);
    this.changedFrom = this.length;
    this.index.forget();
  }

  /** Adds a reading, or folds it into the row of the same call. */
  add(given: Reading | KeyedReading): void {
    const c = this.columns;
    const row = this.length;
    const reading = keyed(given);
    const { key, request, tokens } = reading;
    c.keyHi.push(key.hi);
    c.keyLo.push(key.lo);
    const known = this.index.findOrAdd(row, reading);
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

  /** Adds rows of responses that have no rows yet. */
  private addFirst(rows: Rows, from: number, to: number): void {
    if (from === to) return;
    const c = this.columns;
    for (const name of ROW_COLUMNS) {
      const { numbers, bound } = rows.columns[name];
      c[name].appendNumbers(numbers, from, to, bound);
    }
    for (const kind of KINDS_WITHOUT_ROWS) c[kind].appendSame(0, to - from);
    c.notes.appendSame(0, to - from);
    const add = (column: Column, name: 'labels' | 'tools', as: readonly number[]) => {
      const { numbers, bound } = rows.renamed(name, as);
      column.appendNumbers(numbers, from, to, bound);
    };
    const terms = rows.labels.map(label => this.terms.id(label.terms));
    const attributions = rows.labels.map(label => this.attributions.id(label.attribution));
    const tools = rows.tools.map(set => this.tools.id(set));
    add(c.terms, 'labels', terms);
    add(c.attribution, 'labels', attributions);
    add(c.tools, 'tools', tools);
    this.hasWitnesses ||= rows.labels.some(label => label.attribution.witness !== undefined);
    // They are in no index yet.
    this.index.forget();
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
    const { request, quality } = this.columns;
    return callOf(request.get(row), this.tokens(row), QUALITIES[quality.get(row)]!);
  }

  private tokens(row: number): Tokens {
    const c = this.columns;
    const tokens = { ...noTokens };
    for (const kind of TOKEN_KINDS) tokens[kind] = c[kind].get(row);
    return tokens;
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
    // Where both say the same, the first one says where it was used: a later one may be a copy, as compaction writes it.
    if (byPrecedence(reading, this.claim(row)) < 0) this.take(row, reading);
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
