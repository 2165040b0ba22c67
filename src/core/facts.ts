/**
 * Readings as columns: one row per response per file, in a few typed arrays. Records of the same response in the same
 * file are folded as they come (per-field maximum, earliest time, best quality), which is what makes reading a file
 * twice, or its last line twice, harmless. What files say of each other is the journal's business.
 *
 * No price, day or zone is in here, so facts may be kept on disk for as long as the file they were read from stays.
 */
import { Column } from './column.ts';
import { type Key, KeyIndex, keyOf } from './key.ts';
import {
  type Attribution,
  NOTE_IDS,
  type Note,
  QUALITIES,
  type Reading,
  type Terms,
  TOKEN_KINDS,
} from './usage.ts';

/** The columns, in the order in which the cache writes them. */
export const FACT_COLUMNS = [
  'keyHi',
  'keyLo',
  'atMs',
  ...TOKEN_KINDS,
  'reasoning',
  'webSearches',
  'quality',
  'notes',
  'terms',
  'attribution',
  'offset',
  'line',
  'records',
] as const;
export type FactColumn = (typeof FACT_COLUMNS)[number];

/** Columns of which two records of one response keep the larger value. */
const MAXIMA = [...TOKEN_KINDS, 'reasoning', 'webSearches'] as const;

export class Facts {
  readonly columns: Record<FactColumn, Column>;
  readonly terms = new Interned<Terms>(termsText);
  readonly attributions = new Interned<Attribution>(attributionText);
  /** Costs that a log states itself, in USD, by row; rare enough for a map. */
  readonly loggedUsd = new Map<number, number>();
  private index: KeyIndex | undefined;

  constructor(columns?: Record<FactColumn, Column>) {
    this.columns =
      columns ??
      (Object.fromEntries(FACT_COLUMNS.map(name => [name, new Column()])) as Record<FactColumn, Column>);
  }

  get length(): number {
    return this.columns.atMs.length;
  }

  /** Adds a reading, or folds it into the row of the same response. */
  add(reading: Reading): void {
    const c = this.columns;
    const row = this.length;
    const key = keyOf(reading.key);
    c.keyHi.push(key.hi);
    c.keyLo.push(key.lo);
    const known = this.findOrAdd(row);
    if (known >= 0) {
      c.keyHi.length = row;
      c.keyLo.length = row;
      this.fold(known, reading);
      return;
    }
    c.atMs.push(reading.atMs);
    for (const kind of TOKEN_KINDS) c[kind].push(reading.tokens[kind]);
    c.reasoning.push(reading.reasoning ?? 0);
    c.webSearches.push(reading.webSearches ?? 0);
    c.quality.push(QUALITIES.indexOf(reading.quality));
    c.notes.push(noteBits(reading.notes));
    c.terms.push(this.terms.id(reading.terms));
    c.attribution.push(this.attributions.id(reading.attribution));
    c.offset.push(reading.offset);
    c.line.push(reading.line);
    c.records.push(1);
    if (reading.loggedUsd !== undefined) this.loggedUsd.set(row, reading.loggedUsd);
  }

  /** Adds rows `from` to `to` (exclusive) of other facts, unfolded: they stem from another file. */
  append(other: Facts, from: number, to: number): void {
    const base = this.length;
    for (const name of FACT_COLUMNS) {
      if (name === 'terms' || name === 'attribution') continue;
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
    if (other.loggedUsd.size > 0) {
      for (let row = from; row < to; row++) {
        const usd = other.loggedUsd.get(row);
        if (usd !== undefined) this.loggedUsd.set(base + row - from, usd);
      }
    }
  }

  /** A copy of some rows that can be added to: how a grown file is read on. */
  slice(from: number, to: number): Facts {
    const copy = new Facts();
    copy.append(this, from, to);
    return copy;
  }

  key(row: number): Key {
    return { hi: this.columns.keyHi.get(row), lo: this.columns.keyLo.get(row) };
  }

  private findOrAdd(row: number): number {
    if (!this.index) {
      this.index = new KeyIndex(this.columns.keyHi, this.columns.keyLo, row);
      for (let known = 0; known < row; known++) this.index.findOrAdd(known);
    }
    return this.index.findOrAdd(row);
  }

  private fold(row: number, reading: Reading): void {
    const c = this.columns;
    const isNews = reading.offset > c.offset.get(row);
    for (const name of MAXIMA) {
      const value =
        name === 'reasoning' || name === 'webSearches' ? (reading[name] ?? 0) : reading.tokens[name];
      if (value > c[name].get(row)) c[name].set(row, value);
    }
    c.atMs.set(row, Math.min(c.atMs.get(row), reading.atMs));
    c.quality.set(row, Math.min(c.quality.get(row), QUALITIES.indexOf(reading.quality)));
    c.notes.set(row, c.notes.get(row) | noteBits(reading.notes));
    if (reading.loggedUsd !== undefined) {
      this.loggedUsd.set(row, Math.max(this.loggedUsd.get(row) ?? 0, reading.loggedUsd));
    }
    if (!isNews) return;
    // The last record is the one that holds the final counts: it is what a receipt should point at.
    c.offset.set(row, reading.offset);
    c.line.set(row, reading.line);
    c.records.set(row, c.records.get(row) + 1);
    c.terms.set(row, this.terms.id(reading.terms));
    c.attribution.set(row, this.attributions.id(reading.attribution));
  }
}

/** Small values that repeat on many rows, each kept once. */
export class Interned<T> {
  readonly values: T[] = [];
  private readonly ids = new Map<string, number>();
  private last: { value: T; id: number } | undefined;
  private readonly name: (value: T) => string;

  constructor(name: (value: T) => string) {
    this.name = name;
  }

  id(value: T): number {
    // Neighbouring records mostly share one object: compare before spelling it out.
    if (this.last?.value === value) return this.last.id;
    const name = this.name(value);
    let id = this.ids.get(name);
    if (id === undefined) {
      id = this.values.length;
      this.values.push(value);
      this.ids.set(name, id);
    }
    this.last = { value, id };
    return id;
  }
}

function appendIds<T>(
  to: Column,
  values: Interned<T>,
  from: Column,
  others: Interned<T>,
  start: number,
  end: number,
): void {
  const map: number[] = [];
  for (let row = start; row < end; row++) {
    const theirs = from.get(row);
    map[theirs] ??= values.id(others.values[theirs]!);
    to.push(map[theirs]);
  }
}

export function noteBits(notes: readonly Note[] | undefined): number {
  let bits = 0;
  for (const note of notes ?? []) bits |= 1 << NOTE_IDS.indexOf(note);
  return bits;
}

export function notesOf(bits: number): readonly Note[] {
  return bits === 0 ? NO_NOTES : NOTE_IDS.filter((_, i) => bits & (1 << i));
}
const NO_NOTES: readonly Note[] = [];

function termsText(t: Terms): string {
  return JSON.stringify([t.provider, t.model, t.speed, t.tier, t.geo]);
}

function attributionText(a: Attribution): string {
  return JSON.stringify([
    a.source,
    a.session,
    a.parentSession,
    a.cwd,
    a.branch,
    a.agentId,
    a.agent,
    a.isSidechain,
    a.skill,
    a.command,
    a.client,
    a.witness,
  ]);
}
