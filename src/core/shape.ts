/**
 * How something is told to scripts. A shape says what a part of the JSON is and how it is written, in one place, so that
 * the schema that is published and the output that is printed cannot come apart.
 */

import { type Cost, decimal } from './money.ts';

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** The part of JSON Schema that is needed here. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly pattern?: string;
  readonly enum?: readonly Json[];
  readonly minimum?: number;
}

export interface Shape<T> {
  readonly schema: JsonSchema;
  /** A field for which this gives undefined is left out. */
  write(of: T): Json | undefined;
  readonly isOptional?: boolean;
}

/** The schema of a shape, as it is published. */
export function schemaOf(title: string, { schema }: Shape<never>): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...schema };
}

/** An object of exactly these fields. */
export function record<T>(fields: Readonly<Record<string, Shape<T>>>): Shape<T> {
  const all = Object.entries(fields);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(all.map(([name, field]) => [name, field.schema])),
      required: all.filter(([, field]) => !field.isOptional).map(([name]) => name),
      additionalProperties: false,
    },
    write: of => Object.fromEntries(all.map(([name, field]) => [name, field.write(of)])),
  };
}

export function list<T, Item>(items: (of: T) => readonly Item[], item: Shape<Item>): Shape<T> {
  return {
    schema: { type: 'array', items: item.schema },
    write: of => items(of).map(each => item.write(each) ?? null),
  };
}

/** Lists under names that only the data knows. */
export function keyed<T, Item>(
  read: (of: T) => ReadonlyMap<string, readonly Item[]>,
  item: Shape<Item>,
): Shape<T> {
  return {
    schema: { type: 'object', additionalProperties: { type: 'array', items: item.schema } },
    write: of =>
      Object.fromEntries(
        [...read(of)].map(([name, items]) => [name, items.map(each => item.write(each) ?? null)]),
      ),
  };
}

/** The shape of something that is found in something else, where it is. */
export function within<T, Part>(find: (of: T) => Part | undefined, part: Shape<Part>): Shape<T> {
  return {
    ...part,
    write: of => {
      const found = find(of);
      return found === undefined ? undefined : part.write(found);
    },
  };
}

/** A field that is only there when there is something to say. */
export function optional<T>(field: Shape<T>): Shape<T> {
  return { ...field, isOptional: true };
}

/** A field that is null when there is nothing to say. */
export function nullable<T>(field: Shape<T>): Shape<T> {
  const { type } = field.schema;
  const types = typeof type === 'string' ? [type] : (type ?? []);
  return { schema: { ...field.schema, type: [...types, 'null'] }, write: of => field.write(of) ?? null };
}

export function described<T>(field: Shape<T>, description: string): Shape<T> {
  return { ...field, schema: { ...field.schema, description } };
}

export function text<T>(read: (of: T) => string | undefined): Shape<T> {
  return { schema: { type: 'string' }, write: read };
}

export function names<T>(read: (of: T) => readonly string[] | undefined): Shape<T> {
  return { schema: { type: 'array', items: { type: 'string' } }, write: read };
}

export function truth<T>(read: (of: T) => boolean | undefined): Shape<T> {
  return { schema: { type: 'boolean' }, write: read };
}

export function count<T>(read: (of: T) => number | undefined): Shape<T> {
  return { schema: { type: 'integer', minimum: 0 }, write: read };
}

export function number<T>(read: (of: T) => number | undefined): Shape<T> {
  return { schema: { type: 'number', minimum: 0 }, write: read };
}

/** A moment, read as UTC ms, written as ISO 8601 in UTC. */
export function moment<T>(read: (of: T) => number | undefined): Shape<T> {
  return {
    schema: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
    write: of => {
      const atMs = read(of);
      return atMs === undefined ? undefined : new Date(atMs).toISOString();
    },
  };
}

/** USD as the nearest number. What has no price is not in it. */
export function dollars<T>(read: (of: T) => Cost): Shape<T> {
  return described(
    number(of => approximately(read(of))),
    'USD, without what has no price',
  );
}

export function approximately({ usd }: Cost): number {
  return Number(decimal(usd));
}
