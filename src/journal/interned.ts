/**
 * Small values that repeat on many rows: each is kept once, and the rows hold its number. What makes two of them the
 * same is the text that they are named by.
 */
import type { Column } from '../core/column.ts';
import type { Attribution, Terms } from '../core/usage.ts';

export class Interned<T> {
  private readonly made: (T | undefined)[] = [];
  private readonly name: (value: T) => string;
  /** Makes a value on its first use. */
  private readonly make: ((id: number) => T) | undefined;
  private ids: Map<string, number> | undefined;
  /** The values that were looked up last: neighbouring records share a few objects. */
  private last: T | undefined;
  private lastId = 0;
  private readonly latest = new Map<T, number>();
  /** Compared with before all others are spelled out. */
  private likelyId: number | undefined;

  /** `kept` are values from elsewhere, such as a cache: each is made on its first use. */
  constructor(name: (value: T) => string, kept?: { readonly count: number; make(id: number): T }) {
    this.name = name;
    this.make = kept?.make;
    this.made.length = kept?.count ?? 0;
  }

  get length(): number {
    return this.made.length;
  }

  get(id: number): T {
    const value = this.made[id] ?? this.make!(id);
    this.made[id] = value;
    return value;
  }

  get values(): readonly T[] {
    return Array.from(this.made, (_, id) => this.get(id));
  }

  id(value: T): number {
    if (value === this.last) return this.lastId;
    this.last = value;
    this.lastId = this.latest.get(value) ?? this.named(value);
    return this.lastId;
  }

  /** Hints that the value of this number may be looked up next, as another object. */
  expect(id: number): void {
    this.likelyId = id;
  }

  /** The numbers that values among others have here, by the numbers they have there. */
  idsOf(others: Interned<T>, used: readonly number[]): number[] {
    const ids: number[] = [];
    for (const id of used) ids[id] = this.id(others.get(id));
    return ids;
  }

  private named(value: T): number {
    const name = this.name(value);
    let id = this.ids ? undefined : this.likelyId;
    if (id === undefined || this.name(this.get(id)) !== name) {
      this.ids ??= new Map(this.values.map((known, id) => [this.name(known), id]));
      id = this.ids.get(name);
    }
    if (id === undefined) {
      id = this.made.length;
      this.made.push(value);
      this.ids!.set(name, id);
    }
    if (this.latest.size >= MOST_LATEST) this.latest.clear();
    this.latest.set(value, id);
    return id;
  }
}

/** Adds rows `start` to `end` (exclusive) of a column that names values of others, and names them here. */
export function appendIds<T>(
  to: Column,
  values: Interned<T>,
  from: Column,
  others: Interned<T>,
  start: number,
  end: number,
): void {
  if (values === others) {
    to.append(from, start, end);
    // Who copies rows of its own goes on where they end.
    if (end > start) values.expect(from.get(end - 1));
    return;
  }
  to.appendAs(from, start, end, values.idsOf(others, from.used(start, end)));
}

const MOST_LATEST = 256;

type Kept<T> = ConstructorParameters<typeof Interned<T>>[1];

export function internedTerms(kept?: Kept<Terms>): Interned<Terms> {
  return new Interned(termsText, kept);
}

export function internedAttributions(kept?: Kept<Attribution>): Interned<Attribution> {
  return new Interned(attributionText, kept);
}

export function internedTools(kept?: Kept<readonly string[]>): Interned<readonly string[]> {
  return new Interned(JSON.stringify, kept);
}

/** The same for terms that are the same. */
export function termsText(t: Terms): string {
  return JSON.stringify([t.provider, t.model, t.speed, t.tier, t.geo, t.costBy, t.requests]);
}

/** Cached names of attributions: one that is in several tables is serialised once. */
const spelled = new WeakMap<Attribution, string>();

function attributionText(a: Attribution): string {
  const known = spelled.get(a) ?? spell(a);
  spelled.set(a, known);
  return known;
}

function spell(a: Attribution): string {
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
    a.store,
    a.startedMs,
    a.calledThrough,
    a.origin,
    a.isCopy,
    a.isOneRequest,
  ]);
}
