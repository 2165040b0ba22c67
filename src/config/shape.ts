/**
 * Shapes: what a value of a configuration may be, said once. A shape reads a value and says what is wrong with it, and
 * it is a JSON schema at the same time, so the file that editors check against cannot differ from what is accepted.
 *
 * A value that is `null` counts as absent: it is what YAML makes of a name whose lines below are commented out.
 */
import { Zone } from '../core/calendar.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Where mistakes are told. */
export interface Page {
  /** Says that the value at a field is not what it should be; the whole configuration is at ''. */
  wrong(at: string, value: unknown, wanted: string): undefined;
  /** Says that nothing goes by a name, and what does. */
  unknown(at: string, name: string, known: readonly string[]): undefined;
}

export interface Shape<T> {
  /** The value as it is used; undefined after saying why it cannot be. */
  read(value: unknown, at: string, page: Page): T | undefined;
  readonly schema: JsonSchema;
}

/** What a shape reads. */
export type Of<S> = S extends Shape<infer T> ? T : never;

/** A single value, by a test that its schema says in its own way. */
function scalar<T>(isFine: (value: unknown) => boolean, wanted: string, schema: JsonSchema): Shape<T> {
  return {
    schema,
    read: (value, at, page) => (isFine(value) ? (value as T) : page.wrong(at, value, wanted)),
  };
}

export const text = pattern(/\S/, 'text');

export function pattern(form: RegExp, wanted: string): Shape<string> {
  const schema = { type: 'string', pattern: form.source };
  return scalar(value => typeof value === 'string' && form.test(value), wanted, schema);
}

export function choice<const T extends string>(...words: readonly T[]): Shape<T> {
  const wanted = `one of ${words.join(', ')}`;
  return scalar(value => words.includes(value as T), wanted, { enum: words });
}

/** A number within bounds, both included; a `least` of 0 stands for anything above 0. */
export function number(least: number, most: number, wanted: string): Shape<number> {
  const isFine = (value: unknown) =>
    typeof value === 'number' && value <= most && (least === 0 ? value > 0 : value >= least);
  const bound = least === 0 ? { exclusiveMinimum: 0 } : { minimum: least };
  return scalar(isFine, wanted, { type: 'number', ...bound, maximum: most });
}

/** The platform knows which zones there are; a schema can only ask for text. */
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

export function list<T>(of: Shape<T>): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: of.schema },
    read(value, at, page) {
      if (!Array.isArray(value)) return page.wrong(at, value, 'a list');
      return value.flatMap((item, index) => of.read(item, `${at}[${index}]`, page) ?? []);
    },
  };
}

/** A list, or one thing that stands for a list of one. */
export function oneOrMore<T>(of: Shape<T>): Shape<readonly T[]> {
  const many = list(of);
  return {
    schema: { anyOf: [of.schema, many.schema] },
    read(value, at, page) {
      if (Array.isArray(value)) return many.read(value, at, page);
      const one = of.read(value, at, page);
      return one === undefined ? undefined : [one];
    },
  };
}

const NAMES = 'names with values (name: value)';

/** Values by names of the user's own. */
export function names<T>(of: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    schema: { type: 'object', additionalProperties: of.schema },
    read(value, at, page) {
      if (!isObject(value)) return page.wrong(at, value, NAMES);
      const read: Record<string, T> = {};
      for (const [name, given] of Object.entries(value)) {
        const item = of.read(given, `${at}.${name}`, page);
        if (item !== undefined) read[name] = item;
      }
      return read;
    },
  };
}

/** A field of a record, and the sentence that explains it in the file, the schema and the help. */
export interface Field<T, IsNeeded extends boolean = boolean> {
  readonly shape: Shape<T>;
  readonly about: string;
  readonly isNeeded: IsNeeded;
}

export function field<T>(about: string, shape: Shape<T>): Field<T, false> {
  return { about, shape, isNeeded: false };
}

export function needed<T>(about: string, shape: Shape<T>): Field<T, true> {
  return { about, shape, isNeeded: true };
}

type Fields = Readonly<Record<string, Field<unknown>>>;
type Needed<F extends Fields> = { [K in keyof F]: F[K]['isNeeded'] extends true ? K : never }[keyof F];
/** True of what was read without a word about it. */
type Values<F extends Fields> = { readonly [K in Needed<F>]: Of<F[K]['shape']> } & {
  readonly [K in Exclude<keyof F, Needed<F>>]?: Of<F[K]['shape']>;
};

/** Fields that are known by name; what else stands there is most likely a misspelt one, and told. */
export function record<F extends Fields>(fields: F): Shape<Values<F>> {
  return recordOf(fields, true);
}

/** The same for records that another part of the house will say more about: other fields are kept as they are. */
export function openRecord<F extends Fields>(fields: F): Shape<Values<F>> {
  return recordOf(fields, false);
}

function recordOf<F extends Fields>(fields: F, isWhole: boolean): Shape<Values<F>> {
  const entries = Object.entries(fields);
  const required = entries.filter(([, { isNeeded }]) => isNeeded).map(([name]) => name);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(
        entries.map(([name, { about, shape, isNeeded }]) => [
          name,
          { description: about, ...(isNeeded ? shape.schema : { anyOf: [shape.schema, { type: 'null' }] }) },
        ]),
      ),
      ...(required.length > 0 && { required }),
      ...(isWhole && { additionalProperties: false }),
    },
    read(value, at, page) {
      if (!isObject(value)) return page.wrong(at, value, NAMES);
      const others = isWhole ? Object.keys(value).filter(name => !Object.hasOwn(fields, name)) : [];
      for (const name of others) page.unknown(at, name, Object.keys(fields));
      const read: Record<string, unknown> = isWhole ? {} : { ...value };
      for (const [name, { shape, isNeeded }] of entries) {
        const given = value[name] ?? undefined;
        const where = at ? `${at}.${name}` : name;
        if (given !== undefined) read[name] = shape.read(given, where, page);
        else if (isNeeded) page.wrong(at, value, `complete: ${name} is missing`);
      }
      return read as Values<F>;
    },
  };
}

/** A part that somebody else reads: only how it is written is known here. */
export function foreign(schema: JsonSchema): Shape<unknown> {
  return { schema, read: value => value };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
