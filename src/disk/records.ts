/**
 * Many small records of few different values, such as attributions, as columns of numbers beside one list of the
 * values. Sessions by the ten thousand are not worth being spelled out at every start: a record is put together when
 * somebody asks for it.
 */
import { Column } from '../core/column.ts';
import type { Parts, PartsWriter } from './parts.ts';

/**
 * Writes records of texts, numbers and booleans under a name. A value that is undefined is as good as none; texts that
 * are written `elsewhere` anyhow are only pointed at.
 */
export function* writingRecords(
  to: PartsWriter,
  name: string,
  records: readonly object[],
  elsewhere: readonly string[],
): Generator<void, void> {
  const fields = fieldsOf(records);
  // Few values are their own, and get the small numbers, which take the least room.
  const ids = new Map<unknown, number>([[undefined, 0]]);
  const isElsewhere = new Set<unknown>(elsewhere);
  const own: unknown[] = [];
  for (const field of fields) {
    // Neighbours mostly say the same.
    let last: unknown;
    for (const record of records) {
      const value = (record as Record<string, unknown>)[field];
      if (value === last) continue;
      last = value;
      if (isElsewhere.has(value) || ids.has(value)) continue;
      own.push(value);
      ids.set(value, own.length);
    }
    yield;
  }
  for (const [i, text] of elsewhere.entries()) ids.set(text, own.length + 1 + i);
  for (const field of fields) {
    const column = new Column();
    let last: unknown;
    let id = 0;
    for (const record of records) {
      const value = (record as Record<string, unknown>)[field];
      if (value !== last) id = ids.get(value)!;
      last = value;
      column.push(id);
    }
    to.column(`${name}.${field}`, column);
    yield;
  }
  to.json(name, { fields, count: records.length, values: own });
}

function fieldsOf(records: readonly object[]): readonly string[] {
  const fields = new Set<string>();
  for (const record of records) for (const field in record) fields.add(field);
  return [...fields].sort();
}

/** The records that were written under a name. */
export interface Records {
  readonly count: number;
  /** What a field says in each of them; a field that no record has says nothing. */
  field(name: string): (id: number) => unknown;
}

export function readRecords(from: Parts, name: string, elsewhere: readonly string[]): Records {
  const { fields, count, values } = from.json(name) as {
    fields: readonly string[];
    count: number;
    values: readonly unknown[];
  };
  const said = [undefined, ...values, ...elsewhere];
  return {
    count,
    field(field) {
      if (!fields.includes(field)) return () => undefined;
      const column = from.column(`${name}.${field}`);
      return id => said[column.get(id)];
    },
  };
}
