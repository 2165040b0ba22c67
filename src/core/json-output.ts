/**
 * What the program writes as JSON. An output says what a part of the JSON is and how it is written, in one place, so the
 * published schema and the printed JSON cannot differ. It uses the JSON Schema of `schema.ts`, which describes what is
 * read.
 */
import { type Json, JsonItems, type JsonSchema } from './json-schema.ts';
import { type Cost, decimal } from './money.ts';

export interface Output<T> {
  readonly json: JsonSchema;
  /** A field for which this gives undefined is left out. */
  write(of: T): Json | undefined;
  readonly isOptional?: boolean;
}

/** An object of exactly these fields. */
export function record<T>(fields: Readonly<Record<string, Output<T>>>): Output<T> {
  const all = Object.entries(fields);
  return {
    json: {
      type: 'object',
      properties: Object.fromEntries(all.map(([name, field]) => [name, field.json])),
      required: all.filter(([, field]) => !field.isOptional).map(([name]) => name),
      additionalProperties: false,
    },
    write: of => {
      const written: Record<string, Json | undefined> = {};
      for (const [name, field] of all) written[name] = field.write(of);
      return written;
    },
  };
}

export function list<T, Item>(items: (of: T) => readonly Item[], item: Output<Item>): Output<T> {
  return {
    json: { type: 'array', items: item.json },
    write: of => {
      const all = items(of);
      return new JsonItems(() => written(all, item));
    },
  };
}

function* written<Item>(items: readonly Item[], item: Output<Item>): Generator<Json> {
  for (const each of items) yield item.write(each) ?? null;
}

/** Lists by names that only the data knows. */
export function keyed<T, Item>(
  read: (of: T) => ReadonlyMap<string, readonly Item[]>,
  item: Output<Item>,
): Output<T> {
  return {
    json: { type: 'object', additionalProperties: { type: 'array', items: item.json } },
    write: of =>
      Object.fromEntries(
        [...read(of)].map(([name, items]) => [name, items.map(each => item.write(each) ?? null)]),
      ),
  };
}

/** A part of something else, where it is there. */
export function within<T, Part>(find: (of: T) => Part | undefined, part: Output<Part>): Output<T> {
  return {
    ...part,
    write: of => {
      const found = find(of);
      return found === undefined ? undefined : part.write(found);
    },
  };
}

/** A field that is left out when it has no value. */
export function optional<T>(field: Output<T>): Output<T> {
  return { ...field, isOptional: true };
}

/** A field that is null when it has no value. */
export function nullable<T>(field: Output<T>): Output<T> {
  const { type } = field.json;
  const types = typeof type === 'string' ? [type] : (type ?? []);
  return { json: { ...field.json, type: [...types, 'null'] }, write: of => field.write(of) ?? null };
}

export function described<T>(field: Output<T>, description: string): Output<T> {
  return { ...field, json: { ...field.json, description } };
}

export function text<T>(read: (of: T) => string | undefined): Output<T> {
  return { json: { type: 'string' }, write: read };
}

export function names<T>(read: (of: T) => readonly string[] | undefined): Output<T> {
  return { json: { type: 'array', items: { type: 'string' } }, write: read };
}

export function truth<T>(read: (of: T) => boolean | undefined): Output<T> {
  return { json: { type: 'boolean' }, write: read };
}

export function count<T>(read: (of: T) => number | undefined): Output<T> {
  return { json: { type: 'integer', minimum: 0 }, write: read };
}

export function number<T>(read: (of: T) => number | undefined): Output<T> {
  return { json: { type: 'number', minimum: 0 }, write: read };
}

/** A moment, read as UTC ms, written as ISO 8601 in UTC. */
export function moment<T>(read: (of: T) => number | undefined): Output<T> {
  return {
    json: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
    write: of => {
      const atMs = read(of);
      return atMs === undefined ? undefined : new Date(atMs).toISOString();
    },
  };
}

/** USD as the nearest number. What has no price is not in it. */
export function dollars<T>(read: (of: T) => Cost): Output<T> {
  return described(
    number(of => approximately(read(of))),
    'USD, without what has no price',
  );
}

export function approximately({ usd }: Cost): number {
  return Number(decimal(usd));
}
