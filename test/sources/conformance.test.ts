/**
 * What every source must do, checked for each line of the registry. A new source needs fixtures below
 * `fixtures/sources/<id>/`: for each of its formats that reads lines or whole files at least one file that the format's
 * glob matches (a database is written as SQL, NAME.sql), so at least one file in all. Their names are sentences that say what is odd
 * about them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync as Database } from '@photostructure/sqlite';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { getOrInsert } from '../../src/core/group.ts';
import type { Format, LineFormat, Place, Root, Source, Tables } from '../../src/core/source.ts';
import { NOTES, QUALITIES, type Reading, TOKEN_KINDS } from '../../src/core/usage.ts';
import { type FoundFile, findFiles } from '../../src/logs/scan/find.ts';
import { SOURCES } from '../../src/sources/index.ts';
import { Collected, collect, collectInPieces } from '../support/collect.ts';
import { Home } from '../support/home.ts';
import { factsOf, feedOf, looked, snapshotOf } from '../support/journal-of.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/sources/', import.meta.url));

const PLACES: readonly Place[] = [
  { home: '/home/ada', env: {}, platform: 'linux' },
  { home: '/Users/ada', env: {}, platform: 'darwin' },
  { home: 'C:\\Users\\ada', env: { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' }, platform: 'win32' },
];

/** The specs of a source's files, wherever they may lie. */
function specsOf(source: Source): Root['files'] {
  const specs = source.roots(PLACES[0]!).flatMap(root => root.files);
  return [...new Map(specs.map(spec => [spec.format.id, spec])).values()];
}

/** The same source over one directory, at any depth below it. */
function over(source: Source, dir: string): Source {
  const files = specsOf(source).map(spec => ({ ...spec, glob: `**/${spec.glob.replace(/^(\*\*\/)+/, '')}` }));
  return { ...source, roots: () => [{ path: dir, files }] };
}

test('the sources have names of their own, and so have their formats', () => {
  const ids = SOURCES.map(source => source.id);
  expect(new Set(ids).size).toBe(ids.length);
  const formats = SOURCES.flatMap(source => specsOf(source).map(spec => spec.format.id));
  expect(new Set(formats).size).toBe(formats.length);
  for (const name of ['key', 'variable', 'title'] as const)
    expect(new Set(SOURCES.map(source => source[name])).size, name).toBe(SOURCES.length);
});

describe.each(SOURCES.map(source => [source.id, source] as const))('%s', async (id, source) => {
  const { files } = await findFiles([over(source, `${FIXTURES}${id}`)], PLACES[0]!);
  const bytesOf = new Map(files.map(file => [file, readFileSync(file.path)]));
  const lineFiles = files.filter(file => file.format.kind === 'lines');
  const formats = specsOf(source).map(spec => spec.format);

  test('has a fixture for each format', () => {
    const missing = specsOf(source)
      .filter(({ format }) => format.kind !== 'tables' && !files.some(file => file.format.id === format.id))
      .map(({ glob, format }) => `fixtures/sources/${id}/ needs a file for ${format.id}, such as ${glob}`);
    expect(missing).toEqual([]);
    const all = readdirSync(`${FIXTURES}${id}`, { recursive: true });
    expect(all.length, `fixtures/sources/${id}/ needs at least one file`).toBeGreaterThan(0);
  });

  test('has a complete line in the registry', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(source.key).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(source.variable).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    for (const text of [source.title, source.usualDir, source.agent]) expect(text).not.toBe('');
    expect(source.hint).toMatch(/\.$/);
    for (const format of formats) expect(Number.isInteger(format.version) && format.version > 0).toBe(true);
  });

  test('looks in each directory that its variable names', () => {
    const list = ['/first', '/second-{a,b}'];
    const paths = source
      .roots({ ...PLACES[0]!, env: { [source.variable]: list.join(',') } })
      .map(root => root.path);
    for (const dir of list) expect(paths.filter(path => path.startsWith(dir))).not.toEqual([]);
    expect(paths.filter(path => !list.some(dir => path.startsWith(dir)))).toEqual([]);
  });

  test('looks in absolute places that depend on its arguments alone', () => {
    for (const place of PLACES) {
      const roots = source.roots(place);
      expect(roots.length).toBeGreaterThan(0);
      expect(source.roots(place)).toEqual(roots);
      if (place.platform === 'win32') continue;
      for (const root of roots)
        expect(isAbsolute(root.path) && !win32.isAbsolute(`.${root.path}`)).toBe(true);
    }
    const value = fc.oneof(fc.string(), fc.constantFrom('/', '~', ',', '\0', '/x/', 'x', '~/..'));
    const names = ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', source.variable];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), env => {
        for (const root of source.roots({ ...PLACES[0]!, env })) expect(isAbsolute(root.path)).toBe(true);
      }),
    );
  });

  describe.skipIf(lineFiles.length === 0)('its readings', () => {
    test.each(lineFiles.map(file => [relative(FIXTURES, file.path), file] as const))(
      'in %s are sound',
      (_, file) => {
        for (const reading of readIn(file, bytesOf.get(file)!).readings) checkSound(reading, id);
      },
    );
  });

  describe.skipIf(lineFiles.length === 0)('its lines', () => {
    test('are read in pieces as in one, and the state between them is plain data', () => {
      const cut = fc.tuple(
        fc.constantFrom(...lineFiles),
        fc.array(fc.nat(20_000), { minLength: 1, maxLength: 4 }),
      );
      fc.assert(
        fc.property(cut, ([file, cuts]) => {
          const bytes = bytesOf.get(file)!;
          const format = file.format as LineFormat;
          const near = cuts.map(cut => cut % (bytes.length + 1));
          expect(collectInPieces(format, bytes, near, file.path)).toEqual(collect(format, bytes, file.path));
          const state = format.start(file.path);
          format.read(state, bytes, 0, new Collected());
          expect(JSON.parse(JSON.stringify(state))).toEqual(state);
          expect(structuredClone(state)).toEqual(state);
        }),
        { numRuns: 200 },
      );
    });

    test('cut at any byte and then completed read as they read whole', async () => {
      const cut = fc.tuple(fc.constantFrom(...lineFiles), fc.double({ min: 0, max: 1, noNaN: true }));
      await fc.assert(
        fc.asyncProperty(cut, ([file, part]) =>
          inHome(async at => {
            const bytes = bytesOf.get(file)!;
            const path = pathIn(file);
            const end = Math.floor(part * bytes.length);
            const sources = [over(source, at.at('logs'))];
            at.write(path, bytes.subarray(0, end));
            const feed = feedOf(at, { sources });
            await feed.refresh();
            at.append(path, bytes.subarray(end));
            const inParts = factsOf(await looked(feed), at.dir);
            const whole = await snapshotOf(at, { sources, cacheDir: `${at.cacheDir}-new` });
            expect(inParts).toEqual(factsOf(whole, at.dir));
          }),
        ),
        { numRuns: 60 },
      );
    });
  });

  test.skipIf(files.length === 0)(
    'whatever the order in which its files appear, the journal is the same',
    async () => {
      const some = fc.shuffledSubarray([...files], { minLength: 1, maxLength: Math.min(6, files.length) });
      await fc.assert(
        fc.asyncProperty(some, chosen =>
          inHome(async at => {
            const sources = [over(source, at.at('logs'))];
            const feed = feedOf(at, { sources });
            for (const file of chosen) {
              at.write(pathIn(file), bytesOf.get(file)!);
              await feed.refresh();
            }
            const whole = await snapshotOf(at, { sources, cacheDir: `${at.cacheDir}-new` });
            expect(factsOf(feed.getState(), at.dir)).toEqual(factsOf(whole, at.dir));
          }),
        ),
        { numRuns: 15 },
      );
    },
  );

  describe.each(formats.map(format => [format.id, format] as const))('%s', (_, format) => {
    const name = nameFor(format, source);

    test.each([
      ['an empty file', ''],
      ['a newline', '\n'],
      ['a NUL byte', '\0'],
      ['a brace', '{'],
      ['an empty object', '{}'],
      ['null', 'null\n'],
      ['deep brackets', '['.repeat(100_000)],
      ['garbage', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 251))],
    ])('makes nothing of %s, and does not fail', async (_, content) => {
      const at = new Home();
      onTestFinished(() => at.remove());
      at.write(`logs/${name}`, content);
      const { journal, failure } = await snapshotOf(at, { sources: [over(source, at.at('logs'))] });
      expect({ events: journal.length, failure }).toEqual({ events: 0, failure: undefined });
    });

    test('never throws, and never makes up a count, whatever stands in a log', () => {
      const own = files.filter(file => file.format.id === format.id && file.format.kind !== 'tables');
      const texts = own.map(file => bytesOf.get(file)!);
      const databases = format.kind === 'tables' ? databasesIn(`${FIXTURES}${id}`) : [];
      fc.assert(
        fc.property(fc.infiniteStream(fc.nat(0xffff)), fc.nat(3), (dice, kind) => {
          const roll = (below: number) => dice.next().value! % Math.max(1, below);
          const out = new Collected();
          if (format.kind === 'tables') {
            const tables = databases.length > 0 ? databases[roll(databases.length)]! : oddTables(roll);
            format.read(`/logs/${name}`, withOddValues(tables, roll), out);
          } else if (texts.length > 0) {
            const damaged = DAMAGES[kind]!(texts[roll(texts.length)]!, roll);
            if (format.kind === 'whole') format.read(`/logs/${name}`, damaged, out, () => undefined);
            else format.read(format.start(`/logs/${name}`), damaged, 0, out);
          }
          for (const reading of out.readings) checkSound(reading, id);
        }),
        { numRuns: 400 },
      );
    });
  });
});

function readIn(file: FoundFile, bytes: Uint8Array): Collected {
  return collect(file.format as LineFormat, bytes, file.path);
}

/** What every reading keeps to, however odd the record it was read from. */
function checkSound(reading: Reading, source: string): void {
  const counts = [
    ...TOKEN_KINDS.map(kind => reading.tokens[kind]),
    reading.reasoning ?? 0,
    reading.webSearches ?? 0,
  ];
  expect(counts.every(count => Number.isInteger(count) && count >= 0)).toBe(true);
  expect(reading.key).not.toBe('');
  expect(reading.atMs).toBeGreaterThanOrEqual(Date.UTC(2020, 0, 1));
  expect(reading.atMs).toBeLessThan(Date.UTC(2100, 0, 1));
  expect(QUALITIES).toContain(reading.quality);
  for (const note of reading.notes ?? []) expect(NOTES).toHaveProperty([note]);
  expect(reading.attribution.source).toBe(source);
  const texts = [...Object.values(reading.terms), ...Object.values(reading.attribution)];
  expect(
    texts.every(value => value === undefined || ['string', 'boolean', 'number'].includes(typeof value)),
  ).toBe(true);
  expect(reading.loggedUsd === undefined || reading.loggedUsd >= 0).toBe(true);
  expect(reading.line).toBeGreaterThan(0);
}

/** Where a fixture goes in a home: as in the fixtures, below `logs`. */
function pathIn(file: FoundFile): string {
  return `logs/${relative(FIXTURES, file.path)}`;
}

/** A path that a format is asked about. */
function nameFor(format: Format, source: Source): string {
  const spec = specsOf(source).find(each => each.format.id === format.id)!;
  return spec.glob.replaceAll('**/', 'd/').replaceAll('*', 'x');
}

type Roll = (below: number) => number;

const VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e300,
  '',
  'x',
  '12',
  [],
  [[]],
  {},
  { input_tokens: 5 },
  '2026-07-01T10:00:00Z',
  '__proto__',
  '\ud800',
  1_782_900_000,
];

/** One of its own each time: something else may be put into it. */
function oddValue(roll: Roll): unknown {
  return structuredClone(VALUES[roll(VALUES.length)]);
}

/** What may become of the bytes of a log. */
const DAMAGES: readonly ((bytes: Buffer, roll: Roll) => Uint8Array)[] = [
  bytes => bytes,
  (bytes, roll) => {
    const copy = Buffer.from(bytes);
    for (let i = 0; i < 3 && copy.length > 0; i++) copy[roll(copy.length)] = roll(256);
    return copy;
  },
  (bytes, roll) => {
    const [from, length] = [roll(bytes.length), roll(200)];
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  },
  // Well-formed, but something in it is something else.
  (bytes, roll) =>
    Buffer.from(
      bytes
        .toString('utf8')
        .split('\n')
        .map(line => swapped(line, roll))
        .join('\n'),
    ),
];

function swapped(line: string, roll: Roll): string {
  try {
    const value = JSON.parse(line);
    for (let i = 0; i < 1 + roll(3); i++) swapOne(value, roll);
    return JSON.stringify(value);
  } catch {
    return line;
  }
}

/** Puts an odd value in some place of a nested one. */
function swapOne(value: unknown, roll: Roll): void {
  if (typeof value !== 'object' || value === null) return;
  const keys = Object.keys(value);
  if (keys.length === 0) return;
  const key = keys[roll(keys.length)]!;
  const object = value as Record<string, unknown>;
  if (typeof object[key] === 'object' && object[key] !== null && roll(4) > 0) swapOne(object[key], roll);
  else object[key] = oddValue(roll);
}

/** A database that has every column that is asked for, and odd values in all of them. */
function oddTables(roll: Roll): Tables {
  const columns = [
    ...[
      'id',
      'session_id',
      'working_dir',
      'created_at',
      'updated_at',
      'created_timestamp',
      'model',
      'provider_name',
    ],
    ...['model_config_json', 'total_tokens', 'input_tokens', 'output_tokens', 'accumulated_total_tokens'],
    ...[
      'accumulated_input_tokens',
      'accumulated_output_tokens',
      'cache_read_tokens',
      'cache_write_tokens',
      'cost',
    ],
  ];
  return {
    columns: () => columns.filter((column, i) => i === 0 || column === 'session_id' || roll(4) > 0),
    rows: function* () {
      for (let i = 0; i < roll(5); i++) {
        const row = columns.map(column => [column, oddValue(roll)] as const);
        yield { line: i + 1, ...Object.fromEntries(row) };
      }
    },
  };
}

/** The databases of the fixtures, which are written as SQL. */
function databasesIn(dir: string): readonly Tables[] {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.sql'));
  return names.map(name => {
    const db = new Database(':memory:');
    db.exec(readFileSync(join(dir, name), 'utf8'));
    onTestFinished(() => db.close());
    return {
      columns: table =>
        db
          .prepare('SELECT name FROM pragma_table_info(?)')
          .all(table)
          .map(row => String((row as { name: string }).name)),
      rows: sql => db.prepare(sql).all() as Readonly<Record<string, unknown>>[],
    };
  });
}

/** The same with an odd value here and there, also inside of JSON text. */
function withOddValues(tables: Tables, roll: Roll): Tables {
  const columns = new Map<string, readonly string[]>();
  const odd = (value: unknown) => {
    if (roll(6) === 0) return oddValue(roll);
    return typeof value === 'string' && value.startsWith('{') ? swapped(value, roll) : value;
  };
  return {
    columns: table => getOrInsert(columns, table, () => tables.columns(table).filter(() => roll(20) > 0)),
    *rows(sql) {
      for (const row of tables.rows(sql)) {
        yield Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, name === 'line' ? value : odd(value)]),
        );
      }
    },
  };
}

async function inHome(act: (at: Home) => Promise<void>): Promise<void> {
  const at = new Home();
  try {
    await act(at);
  } finally {
    at.remove();
  }
}
