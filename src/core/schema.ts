/**
 * Schemas of what a user writes: a configuration, a price table. A schema reads a value and reports what is wrong with it,
 * and it is a JSON Schema at the same time, so the schema that editors use cannot differ from what is accepted. What the
 * program writes is described by `json-output.ts` over the same JSON Schema.
 *
 * A field whose value is `null` counts as absent: YAML reads a name so when the lines below it are commented out.
 */
import { Zone } from './calendar.ts';
import type { JsonSchema } from './json-schema.ts';

/** Receives the mistakes of a document. */
export interface Mistakes {
  /** The value at a path ('prices.models.x', '' for the whole document) is not what was wanted. */
  wrong(at: string, value: unknown, wanted: string): undefined;
  /** The record at a path has a field that is not one of the known ones. */
  unknownField(at: string, name: string, known: readonly string[]): undefined;
}

export interface Schema<T> {
  /** The value as the program uses it; undefined after a mistake was reported. */
  read(value: unknown, at: string, mistakes: Mistakes): T | undefined;
  readonly json: JsonSchema;
}

/** The type that a schema reads. */
export type Of<S> = S extends Schema<infer T> ? T : never;

/** A single value, accepted by a test that the JSON Schema states in its own way. */
export function scalar<T>(isValid: (value: unknown) => boolean, wanted: string, json: JsonSchema): Schema<T> {
  return {
    json,
    read: (value, at, mistakes) => (isValid(value) ? (value as T) : mistakes.wrong(at, value, wanted)),
  };
}

/** Text with at least one character that is not white space. */
export const text = pattern(/\S/, 'text');

export const flag = scalar<boolean>(value => typeof value === 'boolean', 'true or false', {
  type: 'boolean',
});

export function pattern(form: RegExp, wanted: string): Schema<string> {
  const isValid = (value: unknown) => typeof value === 'string' && form.test(value);
  return scalar(isValid, wanted, { type: 'string', pattern: form.source });
}

export function choice<const T extends string>(...words: readonly T[]): Schema<T> {
  const wanted = words.length === 1 ? JSON.stringify(words[0]) : `one of ${words.join(', ')}`;
  return scalar(value => words.includes(value as T), wanted, { enum: words });
}

/** A number within bounds, both included; a `least` of 0 means above 0. */
export function number(least: number, most: number, wanted: string): Schema<number> {
  const isValid = (value: unknown) =>
    typeof value === 'number' && value <= most && (least === 0 ? value > 0 : value >= least);
  const bound = least === 0 ? { exclusiveMinimum: 0 } : { minimum: least };
  return scalar(isValid, wanted, { type: 'number', ...bound, maximum: most });
}

/** A day that the calendar has, 'YYYY-MM-DD'. */
export const day = scalar<string>(isDay, 'a day such as 2026-11-22', {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\d$',
});

export function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const atMs = Date.parse(`${value}T00:00:00Z`);
  // `Date` takes the 30th of February for the 2nd of March.
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(value);
}

/** The platform knows which zones exist; a JSON Schema can only ask for text. */
export const zone = scalar<string>(isZone, 'an IANA time zone such as Europe/Berlin', {
  type: 'string',
  minLength: 1,
});

function isZone(value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false;
  try {
    return new Zone(value).name !== '';
  } catch {
    return false;
  }
}

export function list<T>(item: Schema<T>): Schema<readonly T[]> {
  return {
    json: { type: 'array', items: item.json },
    read(value, at, mistakes) {
      if (!Array.isArray(value)) return mistakes.wrong(at, value, 'a list');
      const read: T[] = [];
      for (const [index, each] of value.entries()) {
        const one = item.read(each, `${at}[${index}]`, mistakes);
        if (one !== undefined) read.push(one);
      }
      return read;
    },
  };
}

/** A list, or one item in place of a list of one. */
export function oneOrMore<T>(item: Schema<T>): Schema<readonly T[]> {
  const many = list(item);
  return {
    json: { anyOf: [item.json, many.json] },
    read(value, at, mistakes) {
      if (Array.isArray(value)) return many.read(value, at, mistakes);
      const one = item.read(value, at, mistakes);
      return one === undefined ? undefined : [one];
    },
  };
}

const NAMES = 'names with values (name: value)';

/** Values by names that the user chooses. */
export function names<T>(item: Schema<T>): Schema<Readonly<Record<string, T>>> {
  return {
    json: { type: 'object', additionalProperties: item.json },
    read(value, at, mistakes) {
      if (!isObject(value)) return mistakes.wrong(at, value, NAMES);
      const read: [string, T][] = [];
      for (const [name, given] of Object.entries(value)) {
        const one = item.read(given, at ? `${at}.${name}` : name, mistakes);
        if (one !== undefined) read.push([name, one]);
      }
      return Object.fromEntries(read);
    },
  };
}

/** The value of another schema, changed or refused after it was read. `check` reports what it refuses. */
export function refined<T, U>(
  schema: Schema<T>,
  check: (value: T, at: string, mistakes: Mistakes) => U | undefined,
): Schema<U> {
  return {
    json: schema.json,
    read(value, at, mistakes) {
      const read = schema.read(value, at, mistakes);
      return read === undefined ? undefined : check(read, at, mistakes);
    },
  };
}

export function described<T>(about: string, schema: Schema<T>): Schema<T> {
  return { ...schema, json: { description: about, ...schema.json } };
}

/** A field of a record. Its sentence explains it in the file, in the JSON Schema and in the help. */
export interface Field<T, IsRequired extends boolean = boolean> {
  readonly schema: Schema<T>;
  readonly about: string;
  readonly isRequired: IsRequired;
}

export function field<T>(about: string, schema: Schema<T>): Field<T, false> {
  return { about, schema, isRequired: false };
}

export function required<T>(about: string, schema: Schema<T>): Field<T, true> {
  return { about, schema, isRequired: true };
}

type Fields = Readonly<Record<string, Field<unknown>>>;
type Required<F extends Fields> = { [K in keyof F]: F[K]['isRequired'] extends true ? K : never }[keyof F];
/** Holds for what was read without a mistake. */
type Values<F extends Fields> = { readonly [K in Required<F>]: Of<F[K]['schema']> } & {
  readonly [K in Exclude<keyof F, Required<F>>]?: Of<F[K]['schema']>;
};

/** Fields that are known by name; another name is most likely a misspelt one, and reported. */
export function record<F extends Fields>(fields: F): Schema<Values<F>> {
  const entries = Object.entries(fields);
  const needed = entries.filter(([, { isRequired }]) => isRequired).map(([name]) => name);
  return {
    json: {
      type: 'object',
      properties: Object.fromEntries(entries.map(([name, each]) => [name, propertyOf(each)])),
      ...(needed.length > 0 && { required: needed }),
      additionalProperties: false,
    },
    read(value, at, mistakes) {
      if (!isObject(value)) return mistakes.wrong(at, value, NAMES);
      const others = Object.keys(value).filter(name => !Object.hasOwn(fields, name));
      for (const name of others) mistakes.unknownField(at, name, Object.keys(fields));
      const read: [string, unknown][] = [];
      for (const [name, { schema, isRequired }] of entries) {
        const given = Object.hasOwn(value, name) ? (value[name] ?? undefined) : undefined;
        const where = at ? `${at}.${name}` : name;
        if (given !== undefined) {
          const one = schema.read(given, where, mistakes);
          if (one !== undefined) read.push([name, one]);
        } else if (isRequired) mistakes.wrong(at, value, `complete: ${name} is missing`);
      }
      return Object.fromEntries(read) as Values<F>;
    },
  };
}

function propertyOf({ about, schema, isRequired }: Field<unknown>): JsonSchema {
  const description = about === '' ? {} : { description: about };
  return isRequired
    ? { ...description, ...schema.json }
    : { ...description, anyOf: [schema.json, { type: 'null' }] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
