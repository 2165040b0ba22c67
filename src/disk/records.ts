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
  const fields = [...new Set(records.flatMap(record => Object.keys(record)))].sort();
  const ids = new Map<unknown, number>([[undefined, 0]]);
  for (const [i, text] of elsewhere.entries()) ids.set(text, i + 1);
  const own: unknown[] = [];
  const idOf = (value: unknown) => {
    const known = ids.get(value);
    if (known !== undefined) return known;
    own.push(value);
    ids.set(value, elsewhere.length + own.length);
    return elsewhere.length + own.length;
  };
  for (const field of fields) {
    const column = new Column();
    for (const record of records) column.push(idOf((record as Record<string, unknown>)[field]));
    to.column(`${name}.${field}`, column);
    yield;
  }
  to.json(name, { fields, count: records.length, values: own });
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
  const said = [undefined, ...elsewhere, ...values];
  return {
    count,
    field(field) {
      if (!fields.includes(field)) return () => undefined;
      const column = from.column(`${name}.${field}`);
      return id => said[column.get(id)];
    },
  };
}
