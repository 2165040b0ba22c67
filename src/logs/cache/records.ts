/**
 * Many small records of few different values, such as attributions, as columns of numbers beside one list of the
 * values. Sessions by the ten thousand are not worth being spelled out at every start: a record is put together when
 * it is used.
 */
import { Column } from '../../core/column.ts';
import type { ChunkFile, ChunkFileWriter } from './chunk-file.ts';

/**
 * Writes these fields of records under a name: texts, numbers and booleans. A value that is undefined is as good as none;
 * texts that are written `elsewhere` anyhow are only pointed at.
 */
export function* writingRecords<Field extends string>(
  to: ChunkFileWriter,
  name: string,
  fields: readonly Field[],
  records: readonly Readonly<Partial<Record<Field, unknown>>>[],
  elsewhere: readonly string[],
): Generator<void, void> {
  // Few values are their own, and get the small numbers, which take the least room; until it is known how many these are,
  // the others have numbers below zero.
  const ids = new Map<unknown, number>([[undefined, 0]]);
  for (const [i, text] of elsewhere.entries()) ids.set(text, -1 - i);
  const own: unknown[] = [];
  const codes: (readonly [Field, Int32Array])[] = [];
  for (const field of fields) {
    const of = new Int32Array(records.length);
    // Neighbours mostly say the same.
    let last: unknown;
    let id = 0;
    let isUsed = false;
    for (let i = 0; i < records.length; i++) {
      const value = records[i]![field];
      if (value !== last) {
        last = value;
        id = ids.get(value) ?? own.push(value);
        if (id === own.length) ids.set(value, id);
        isUsed = true;
      }
      of[i] = id;
    }
    if (isUsed) codes.push([field, of]);
    yield;
  }
  for (const [field, of] of codes) {
    const column = new Column(0, records.length);
    for (let i = 0; i < of.length; i++) column.push(of[i]! < 0 ? own.length - of[i]! : of[i]!);
    to.column(`${name}.${field}`, column);
    yield;
  }
  to.json(name, { fields: codes.map(([field]) => field), count: records.length, values: own });
}

/** The records that were written under a name. */
export interface Records {
  readonly count: number;
  /** What a field says in each of them; a field that no record has says nothing. */
  field(name: string): (id: number) => unknown;
}

export function readRecords(from: ChunkFile, name: string, elsewhere: readonly string[]): Records {
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
