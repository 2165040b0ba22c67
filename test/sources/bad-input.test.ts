/**
 * What may be wrong with the logs of any source: files cut at any byte, databases that are locked, half copied or of another
 * version, two ways to one directory, and looking twice. A trouble each, and nothing twice. Lines that are cut are in
 * `conformance.test.ts`.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync as Database } from '@photostructure/sqlite';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Place, Source } from '../../src/core/source.ts';
import { type FoundFile, findFiles } from '../../src/logs/scan/find.ts';
import type { Snapshot } from '../../src/rollup/feed.ts';
import { SOURCES } from '../../src/sources/index.ts';
import { Home } from '../support/home.ts';
import { factsOf, feedOf, looked, snapshotOf } from '../support/journal-of.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/sources/', import.meta.url));
const PLACE: Place = { home: '/home/ada', env: {}, platform: 'linux' };

const top = mkdtempSync(join(tmpdir(), 'token-dash-test-'));
afterAll(() => rmSync(top, { recursive: true }));

/** A copy of the fixtures of a source in which each `NAME.sql` has become the database NAME. */
function withDatabases(id: string): string {
  const dir = join(top, id);
  cpSync(join(FIXTURES, id), dir, { recursive: true });
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.sql')) continue;
    const sql = join(dir, name);
    const db = new Database(sql.replace(/\.sql$/, ''));
    db.exec(readFileSync(sql, 'utf8'));
    db.close();
    rmSync(sql);
  }
  return dir;
}

/** The same source over directories, at any depth below them. */
function over(source: Source, ...dirs: readonly string[]): Source {
  const specs = source.roots(PLACE).flatMap(root => root.files);
  const files = [...new Map(specs.map(spec => [spec.format.id, spec])).values()].map(spec => ({
    ...spec,
    glob: `**/${spec.glob.replace(/^(\*\*\/)+/, '')}`,
  }));
  return { ...source, roots: () => dirs.map(path => ({ path, files })) };
}

function whyOf({ sources }: Snapshot): readonly string[] {
  return sources.flatMap(({ troubles }) => troubles.map(({ why }) => why));
}

async function inHome(act: (at: Home) => Promise<void>): Promise<void> {
  const at = new Home();
  try {
    await act(at);
  } finally {
    at.remove();
  }
}

describe.each(SOURCES.map(source => [source.id, source] as const))('%s', async (id, source) => {
  const dir = withDatabases(id);
  const { files } = await findFiles([over(source, dir)], PLACE);
  const bytesOf = new Map(files.map(file => [file, readFileSync(file.path)]));
  const pathOf = (file: FoundFile) => `logs/${relative(dir, file.path)}`;
  const rewritten = files.filter(({ format }) => format.kind !== 'lines');
  const databases = files.filter(({ format }) => format.kind === 'tables');

  /** Calls `act` with a home that has all fixtures, and what a new feed says of it. */
  const withAll = (act: (at: Home, whole: Snapshot, sources: readonly Source[]) => Promise<void>) =>
    inHome(async at => {
      cpSync(dir, at.at('logs'), { recursive: true });
      const sources = [over(source, at.at('logs'))];
      await act(at, await snapshotOf(at, { sources }), sources);
    });

  test('looking again adds nothing, and neither do the same bytes under another time', () =>
    withAll(async (at, whole, sources) => {
      const expected = factsOf(whole, at.dir);
      expect(expected.events.length).toBeGreaterThan(0);
      const feed = feedOf(at, { sources });
      expect(factsOf(await looked(feed), at.dir)).toEqual(expected);
      for (const file of files) at.write(pathOf(file), bytesOf.get(file)!);
      expect(factsOf(await looked(feed), at.dir)).toEqual(expected);
      feed.close();
    }));

  test('two ways to one directory count once', () =>
    withAll(async (at, whole) => {
      at.link('logs', 'alias');
      const both = over(source, at.at('alias'), at.at('logs'));
      const twice = await snapshotOf(at, { sources: [both], cacheDir: `${at.cacheDir}-2` });
      expect(factsOf(twice, at.dir)).toEqual(factsOf(whole, at.dir));
    }));

  describe.skipIf(rewritten.length === 0)('its files that are no lines', () => {
    test('cut at any byte are a trouble at most, and read as a whole when they are', () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...rewritten),
          fc.double({ min: 0, max: 1, noNaN: true }),
          (file, part) =>
            inHome(async at => {
              const sources = [over(source, at.at('logs'))];
              const bytes = bytesOf.get(file)!;
              at.write(pathOf(file), bytes);
              const whole = await snapshotOf(at, { sources, cacheDir: `${at.cacheDir}-whole` });
              at.write(pathOf(file), bytes.subarray(0, Math.floor(part * bytes.length)));
              const feed = feedOf(at, { sources });
              const cut = await looked(feed);
              expect(cut.failure).toBeUndefined();
              expect(cut.journal.length).toBeLessThanOrEqual(whole.journal.length);
              at.write(pathOf(file), bytes);
              expect(factsOf(await looked(feed), at.dir)).toEqual(factsOf(whole, at.dir));
              // What was read is kept while the file is half there again.
              at.write(pathOf(file), bytes.subarray(0, Math.floor(part * bytes.length)));
              await looked(feed);
              at.write(pathOf(file), bytes);
              expect(factsOf(await looked(feed), at.dir)).toEqual(factsOf(whole, at.dir));
              feed.close();
            }),
        ),
        { numRuns: 12 },
      ));

    test('give the same in whatever order they appear', () =>
      fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([...files], { minLength: 1, maxLength: Math.min(6, files.length) }),
          chosen =>
            inHome(async at => {
              const sources = [over(source, at.at('logs'))];
              const feed = feedOf(at, { sources });
              for (const file of chosen) {
                at.write(pathOf(file), bytesOf.get(file)!);
                await feed.refresh();
              }
              const whole = await snapshotOf(at, { sources, cacheDir: `${at.cacheDir}-new` });
              expect(factsOf(await looked(feed), at.dir)).toEqual(factsOf(whole, at.dir));
              feed.close();
            }),
        ),
        { numRuns: 6 },
      ));
  });

  describe.skipIf(databases.length === 0)('its databases', () => {
    test('keep what was read of them while another program has locked them', () =>
      withAll(async (at, whole, sources) => {
        const feed = feedOf(at, { sources });
        await looked(feed);
        const owners = databases.map(file => new Database(at.at(pathOf(file))));
        try {
          databases.forEach((file, i) => {
            owners[i]!.exec('BEGIN EXCLUSIVE');
            at.touch(pathOf(file));
          });
          const locked = await looked(feed);
          expect(factsOf(locked, at.dir).events).toEqual(factsOf(whole, at.dir).events);
          const why = /^another program has locked the database; its figures are as of /;
          expect(whyOf(locked).filter(each => why.test(each))).toHaveLength(databases.length);
        } finally {
          for (const owner of owners) {
            owner.exec('ROLLBACK');
            owner.close();
          }
        }
        for (const file of databases) at.touch(pathOf(file));
        expect(factsOf(await looked(feed), at.dir)).toEqual(factsOf(whole, at.dir));
        feed.close();
      }));

    test('of another version, with tables of other names, are a trouble', async () => {
      for (const file of databases) {
        await inHome(async at => {
          at.write(pathOf(file), bytesOf.get(file)!);
          const db = new Database(at.at(pathOf(file)));
          const tables = db.prepare(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
          );
          for (const { name } of tables.all()) db.exec(`ALTER TABLE "${name}" RENAME TO "${name}_2"`);
          db.close();
          const other = await snapshotOf(at, { sources: [over(source, at.at('logs'))] });
          expect({ events: other.journal.length, failure: other.failure }).toEqual({
            events: 0,
            failure: undefined,
          });
          // Copilot's store had no usage in its first versions.
          expect(whyOf(other)).toHaveLength(file.format.id === 'copilot-store' ? 0 : 1);
        });
      }
    });
  });
});
