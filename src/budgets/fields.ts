/**
 * The fields of one map of a COST-TRACKING file, by any of the names that people give them: `total_cost`, `totalCost`
 * and `Total-Cost` are one name. What cannot be read is reported once, with its line, and then counts as absent.
 */
import type { Money } from '../core/money.ts';
import { quoted, type Read, readCount, readMoney, readPercent, type Share } from './amounts.ts';

type Values = Readonly<Record<string, unknown>>;
type Tell = (why: string, line?: number) => void;

export class Fields {
  private readonly values = new Map<string, unknown>();
  private readonly report: Tell;
  private readonly line: number | undefined;

  constructor(values: Values, tell: Tell, line?: number) {
    this.report = tell;
    this.line = line;
    for (const [name, value] of Object.entries(values)) {
      const same = sameName(name);
      if (!this.values.has(same)) this.values.set(same, value);
    }
  }

  /** Another map of the same file. */
  of(values: Values, line?: number): Fields {
    return new Fields(values, this.report, line);
  }

  /** The first of these maps that is there; an empty one where there is none. */
  within(...names: readonly string[]): Fields {
    const found = names
      .map(name => this.values.get(name))
      .find(value => typeof value === 'object' && value !== null && !Array.isArray(value));
    return this.of((found as Values | undefined) ?? {}, this.line);
  }

  tell(why: string, line = this.line): void {
    this.report(why, line);
  }

  get(name: string): unknown {
    return this.values.get(name);
  }

  has(...names: readonly string[]): boolean {
    return names.some(name => this.values.has(name));
  }

  money(...names: readonly string[]): Money | undefined {
    return this.read(readMoney, ...names);
  }

  count(...names: readonly string[]): number | undefined {
    return this.read(readCount, ...names);
  }

  percent(...names: readonly string[]): Share | undefined {
    return this.read(readPercent, ...names);
  }

  text(...names: readonly string[]): string | undefined {
    return this.read(readText, ...names);
  }

  /** One text or a list of them. */
  texts(...names: readonly string[]): readonly string[] {
    return names.flatMap(name => {
      const value = this.values.get(name);
      const all: readonly unknown[] = Array.isArray(value) ? value : [value];
      return all.flatMap(each => (each === undefined || each === null ? [] : [String(each)]));
    });
  }

  /** The first of the names that has a value. */
  read<T>(reader: (value: unknown) => Read<T>, ...names: readonly string[]): T | undefined {
    const name = names.find(each => this.values.get(each) !== undefined && this.values.get(each) !== null);
    if (name === undefined) return undefined;
    const read = reader(this.values.get(name));
    if ('value' in read) return read.value;
    this.tell(`${name}: ${read.problem}`);
    return undefined;
  }
}

function readText(value: unknown): Read<string> {
  if (typeof value === 'string') return { value: value.trim() };
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return { value: String(value) };
  if (value instanceof Date) return { value: value.toISOString() };
  return { problem: `${quoted(value)} is not text` };
}

/** The name without regard to case and separators. */
export function sameName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-\s]+/g, '_')
    .toLowerCase();
}
