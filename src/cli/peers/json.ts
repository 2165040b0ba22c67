/**
 * Reading fields out of another tool's JSON. Whatever is not as that tool writes it is reported with its place in the file,
 * and ends the reading: a comparison over half a report would explain gaps that are not there.
 */
import { type Day, parseDay } from '../../core/calendar.ts';
import { instant } from '../../core/counts.ts';
import { record } from '../../core/lines.ts';
import { type Money, usd } from '../../core/money.ts';
import type { PeerTokens } from '../../reports/compare/peer.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Why a file is not the report it should be, in words for the user. */
export class NotAReport extends Error {}

/** A value and log location: `daily[3].inputTokens`. */
export class Field {
  readonly value: unknown;
  readonly path: string;

  constructor(value: unknown, path: string) {
    this.value = value;
    this.path = path;
  }

  has(name: string): boolean {
    const value = record(this.value)?.[name];
    return value !== undefined && value !== null;
  }

  at(name: string): Field {
    return new Field(record(this.value)?.[name], this.path === '' ? name : `${this.path}.${name}`);
  }

  items(): readonly Field[] {
    if (!Array.isArray(this.value)) throw this.not('a list');
    return this.value.map((value, i) => new Field(value, `${this.path}[${i}]`));
  }

  /** The fields of an object by name. */
  entries(): readonly Field[] {
    const object = record(this.value);
    if (!object) throw this.not('an object');
    return Object.keys(object).map(name => this.at(name));
  }

  text(): string {
    if (typeof this.value !== 'string' || this.value === '') throw this.not('text');
    return this.value;
  }

  day(): Day {
    const day = typeof this.value === 'string' ? parseDay(this.value) : undefined;
    if (day === undefined) throw this.not('a day such as 2026-11-20');
    return day;
  }

  /** A moment, UTC ms. */
  moment(): number {
    const atMs = instant(this.value);
    if (atMs === undefined) throw this.not('a moment such as 2026-11-20T10:00:00Z');
    return atMs;
  }

  count(): number {
    if (typeof this.value !== 'number' || !Number.isSafeInteger(this.value) || this.value < 0)
      throw this.not('a count of tokens');
    return this.value;
  }

  /** Dollars, by the decimal text of the number. */
  money(): Money {
    if (typeof this.value !== 'number' || !Number.isFinite(this.value)) throw this.not('an amount of money');
    return usd(this.value);
  }

  private not(what: string): NotAReport {
    const shown = JSON.stringify(this.value) ?? 'missing';
    const short = shown.length > 40 ? `${shown.slice(0, 40)}...` : shown;
    return new NotAReport(`${this.path} is ${short}, where ${what} was expected`);
  }
}

/** Counts of tokens under the names that a tool gives them. */
export function tokensAt(row: Field, names: Readonly<Record<keyof PeerTokens, string>>): PeerTokens {
  return {
    input: row.at(names.input).count(),
    output: row.at(names.output).count(),
    cacheRead: row.at(names.cacheRead).count(),
    cacheWrite: row.at(names.cacheWrite).count(),
  };
}

/** Our id of the source that another tool calls so. */
export function sourceNamed(name: string): string {
  return name === 'claude' ? 'claude-code' : name;
}
