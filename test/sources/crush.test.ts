/** Crush keeps a database in each project, and a list of the projects. */
import { existsSync } from 'node:fs';
import { DatabaseSync as Database } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import { crush } from '../../src/sources/crush.ts';
import { type Home, home } from '../support/home.ts';
import { feedOf, looked, snapshotOf } from '../support/journal-of.ts';

const LIST = '.local/share/crush/projects.json';
const SOURCES = [crush];

function addSession(at: Home, path: string, id: string, usd: number): void {
  if (!existsSync(at.at(path))) at.write(path, '');
  const db = new Database(at.at(path));
  db.exec(`
    CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, parent_session_id TEXT, title TEXT, prompt_tokens INTEGER,
      completion_tokens INTEGER, cost REAL, updated_at INTEGER, created_at INTEGER);
    INSERT INTO sessions VALUES ('${id}', NULL, 'x', 100, 5, ${usd}, 1782900900, 1782900000);`);
  db.close();
  at.touch(path);
}

function list(at: Home, ...projects: readonly { readonly path: string; readonly data_dir?: string }[]) {
  at.write(LIST, JSON.stringify({ projects }));
}

async function sessions(feed: ReturnType<typeof feedOf>) {
  const { journal } = await looked(feed);
  return journal
    .select(() => true)
    .map(({ attribution, loggedUsd }) => [attribution.session, attribution.cwd, loggedUsd])
    .sort();
}

test('projects are found by the list, those that come later, too, and each once', async () => {
  const at = home();
  const [loom, shuttle] = [at.at('loom'), at.at('shuttle')];
  addSession(at, 'loom/.crush/crush.db', 'a', 0.5);
  addSession(at, 'data/shuttle/crush.db', 'b', 0.25);
  list(at, { path: loom }, { path: loom, data_dir: `${loom}/.crush` }, { path: at.at('gone') });
  const feed = feedOf(at, { sources: SOURCES });
  expect(await sessions(feed)).toEqual([['a', loom, 0.5]]);
  list(at, { path: shuttle, data_dir: at.at('data/shuttle') }, { path: loom, data_dir: '.crush' });
  const both = [
    ['a', loom, 0.5],
    ['b', undefined, 0.25],
  ];
  expect(await sessions(feed)).toEqual(both);
  feed.close();
  const again = feedOf(at, { sources: SOURCES });
  expect(await sessions(again)).toEqual(both);
  again.close();
});

test.each([
  '',
  '{"projects":[{"path":',
  '[1,null,{"path":"loom"},{"data_dir":3}]',
  '{"projects":"x"}',
  'null',
])('a list that names no project is none: %s', async text => {
  const at = home({ [LIST]: text });
  addSession(at, '.local/share/crush/crush.db', 'own', 0.5);
  const feed = feedOf(at, { sources: SOURCES });
  expect(await sessions(feed)).toEqual([['own', undefined, 0.5]]);
  feed.close();
});

test('a project that comes later does not make the cache forget the logs', async () => {
  const at = home();
  addSession(at, 'loom/.crush/crush.db', 'a', 0.5);
  list(at, { path: at.at('loom') });
  await snapshotOf(at, { sources: SOURCES });
  addSession(at, 'shuttle/.crush/crush.db', 'b', 0.25);
  list(at, { path: at.at('loom') }, { path: at.at('shuttle') });
  const { cache, journal } = await snapshotOf(at, { sources: SOURCES });
  expect(journal.length).toBe(2);
  expect(cache).toMatchObject({ hits: 1, misses: 1 });
});
