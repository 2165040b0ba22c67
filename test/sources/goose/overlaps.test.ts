/**
 * The same usage in several places counts once, and different usage under the same names counts separately: Goose that runs
 * Claude Code, databases of several machines, copies of one, imported sessions, and a database that cannot be read now.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync as Database } from '@photostructure/sqlite';
import { describe, expect, test } from 'vitest';
import { totalTokens } from '../../../src/core/usage.ts';
import type { Snapshot } from '../../../src/rollup/feed.ts';
import { claudeCode } from '../../../src/sources/claude-code.ts';
import { goose } from '../../../src/sources/goose.ts';
import { said } from '../../support/claude-lines.ts';
import { type Files, home } from '../../support/home.ts';
import { feedOf, looked, snapshotOf } from '../../support/journal-of.ts';
import { database, type Rows } from './database.ts';

const DB = '.local/share/goose/sessions/sessions.db';
const LOG = '.claude/projects/p/s1.jsonl';
const SOURCES = [claudeCode, goose];
/** 1 July 2026, 10:00 UTC, seconds. */
const TEN = 1_782_900_000;
const clock = (minutes: number, seconds = 0) => TEN + 60 * minutes + seconds;
const written = (at: number) => new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');

function bytesOf(version: number, rows: Rows): Uint8Array {
  return readFileSync(database(version, rows));
}

function session(id: string, more: Readonly<Record<string, string | number | null>> = {}) {
  return {
    id,
    working_dir: '/home/ada/loom',
    created_at: written(clock(-1)),
    updated_at: written(clock(9)),
    ...more,
  };
}

function used(session_id: string, at: number, input: number, output: number, more = {}) {
  const total_tokens = input + output;
  return {
    ...{ session_id, created_timestamp: at, model: 'claude-sonnet-5' },
    ...{ input_tokens: input, output_tokens: output, total_tokens },
    ...more,
  };
}

function sums(input: number, output: number) {
  return {
    accumulated_input_tokens: input,
    accumulated_output_tokens: output,
    accumulated_total_tokens: input + output,
  };
}

/** What a journal adds up to: tokens by source, responses and sessions. */
function totals({ journal }: Snapshot) {
  const tokens: Record<string, number> = {};
  const sessions = new Set<string>();
  journal.visit(event => {
    const { source, session, store } = event.attribution;
    tokens[source] = (tokens[source] ?? 0) + totalTokens(event.tokens);
    sessions.add(`${session} ${store}`);
  });
  return { tokens, responses: journal.length, sessions: sessions.size };
}

async function check(files: Files, expected: Partial<ReturnType<typeof totals>>, roots?: string) {
  const at = home(files);
  const env = roots === undefined ? {} : { GOOSE_PATH_ROOT: roots.replaceAll('~', at.dir) };
  expect(totals(await snapshotOf(at, { sources: SOURCES, place: { ...at.place, env } }))).toMatchObject(
    expected,
  );
}

describe('Goose that runs Claude Code', () => {
  const through = { provider_name: 'claude-code', model_config_json: '{"model_name":"sonnet"}' };
  const transcript = [
    said({ id: 'm1', at: 0, input: 12, output: 400, read: 9000, written: 1500 }),
    said({ id: 'm2', at: 1, input: 10, output: 600, read: 10500, written: 700 }),
  ].join('');
  const ledger = [
    used('a', clock(0), 10512, 400, { model: 'sonnet' }),
    used('a', clock(1, 2), 11210, 600, { model: 'sonnet' }),
  ];
  const db = (rows: Rows['usage_ledger'], more = {}) =>
    bytesOf(17, { sessions: [session('a', { ...through, ...more })], usage_ledger: rows });

  test('counts once where both log it', () =>
    check({ [LOG]: transcript, [DB]: db(ledger) }, { tokens: { 'claude-code': 22722 }, responses: 2 }));

  test('counts where Claude Code logged nothing', () =>
    check({ [DB]: db(ledger) }, { tokens: { goose: 22722 }, responses: 2 }));

  test('counts turn by turn', () =>
    check(
      { [LOG]: `${transcript.split('\n')[0]}\n`, [DB]: db(ledger) },
      { tokens: { 'claude-code': 10912, goose: 11810 }, responses: 2 },
    ));

  test('counts once through its other protocol, and as the sum of a session', () =>
    check(
      {
        [LOG]: transcript,
        [DB]: bytesOf(13, {
          sessions: [session('a', { ...through, ...sums(21722, 1000), provider_name: 'claude-acp' })],
        }),
      },
      { tokens: { 'claude-code': 22722 }, responses: 2 },
    ));

  test('counts once though it was run in another directory, by what the calls of a turn add up to', () =>
    check(
      {
        [LOG]: transcript,
        [DB]: db([used('a', clock(1, 2), 21722, 1000, { model: 'sonnet' })], { working_dir: '/srv' }),
      },
      { tokens: { 'claude-code': 22722 }, responses: 2 },
    ));

  test('leaves alone what Claude Code did elsewhere or at another time', async () => {
    const other = { tokens: { 'claude-code': 22722, goose: 22722 }, responses: 4 };
    await check(
      {
        [LOG]: transcript,
        [DB]: db(
          [ledger[0]!, ledger[1]!].map(row => ({
            ...row,
            input_tokens: row.input_tokens + 1,
            output_tokens: row.output_tokens - 1,
          })),
          { working_dir: '/srv' },
        ),
      },
      other,
    );
    const later = ledger.map(row => ({ ...row, created_timestamp: row.created_timestamp + 86_400 }));
    await check({ [LOG]: transcript, [DB]: db(later, { created_at: written(clock(1440, -30)) }) }, other);
  });

  test('leaves alone what the session did through another provider before', () =>
    check(
      { [LOG]: transcript, [DB]: db([used('a', clock(0), 500, 5, { model: 'gpt-5' }), ledger[1]!]) },
      { tokens: { 'claude-code': 22722, goose: 505 } },
    ));

  test('counts once when the log of Claude Code comes later', async () => {
    const at = home({ [DB]: db(ledger) });
    const feed = feedOf(at, { sources: SOURCES });
    expect(totals(await looked(feed)).tokens).toEqual({ goose: 22722 });
    at.write(LOG, transcript);
    expect(totals(await looked(feed)).tokens).toEqual({ 'claude-code': 22722 });
    feed.close();
  });
});

describe('databases that give the same ids', () => {
  const laptop: Rows = {
    sessions: [session('20260701_1', sums(3000, 30))],
    usage_ledger: [0, 1, 2].map(n => used('20260701_1', clock(n), 1000, 10)),
  };
  const desktop: Rows = {
    sessions: [session('20260701_1', { ...sums(4000, 20), working_dir: '/home/ada/shuttle' })],
    usage_ledger: [5, 6].map(n => used('20260701_1', clock(n), 2000, 10)),
  };
  const at = (name: string) => `mnt/${name}/data/sessions/sessions.db`;

  test('of two machines add up', () =>
    check(
      { [at('laptop')]: bytesOf(17, laptop), [at('desktop')]: bytesOf(17, desktop) },
      { tokens: { goose: 7050 }, responses: 5, sessions: 2 },
      '~/mnt/*',
    ));

  test('of two machines add up without a ledger, and with the same directory', () =>
    check(
      {
        [at('laptop')]: bytesOf(13, { sessions: laptop.sessions! }),
        [at('desktop')]: bytesOf(13, {
          sessions: [session('20260701_1', { ...sums(4000, 20), created_at: written(clock(3)) })],
        }),
      },
      { tokens: { goose: 7050 }, responses: 2, sessions: 2 },
      '~/mnt/laptop,~/mnt/desktop',
    ));

  test('of one machine and its copies count once', async () => {
    const db = bytesOf(17, laptop);
    const once = { tokens: { goose: 3030 }, responses: 3, sessions: 1 };
    await check({ [at('a')]: db, [at('b')]: db }, once, '~/mnt/a,~/mnt/b');
    const older = bytesOf(17, {
      sessions: [session('20260701_1', sums(1000, 10))],
      usage_ledger: laptop.usage_ledger!.slice(0, 1),
    });
    await check({ [at('a')]: older, [at('b')]: db }, once, '~/mnt/b,~/mnt/a');
    const beforeLedger = bytesOf(13, { sessions: [session('20260701_1', sums(900, 9))] });
    await check({ [at('a')]: beforeLedger, [at('b')]: db }, once, '~/mnt/b,~/mnt/a');
  });

  test('of a home that two paths lead to count once', async () => {
    const files = home({ [at('a')]: bytesOf(17, laptop) });
    files.link('mnt/a', 'mnt/b');
    const env = { GOOSE_PATH_ROOT: `${files.at('mnt/a')},${files.at('mnt/b')}` };
    const snapshot = await snapshotOf(files, { sources: SOURCES, place: { ...files.place, env } });
    expect(totals(snapshot)).toEqual({ tokens: { goose: 3030 }, responses: 3, sessions: 1 });
  });
});

describe('an imported session', () => {
  const original = used('a', clock(0), 1_000_000, 100_000);
  const carried = { model: null, cost_source: 'carried_forward' };
  const created = { created_at: written(clock(60)) };

  test('is not billed for what it carries from the original', () =>
    check(
      {
        [DB]: bytesOf(17, {
          sessions: [
            session('a', sums(1_000_000, 100_000)),
            session('b', { ...sums(1_001_000, 100_100), ...created }),
          ],
          usage_ledger: [
            original,
            used('b', clock(61), 1_000_000, 100_000, carried),
            used('b', clock(62), 1000, 100),
          ],
        }),
      },
      { tokens: { goose: 1_101_100 } },
    ));

  test('nor before its first use, nor where the original went on', () =>
    check(
      {
        [DB]: bytesOf(17, {
          sessions: [
            session('a', sums(1_000_700, 100_007)),
            session('b', { ...sums(1_000_000, 100_000), ...created }),
          ],
          usage_ledger: [original, used('a', clock(70), 700, 7)],
        }),
      },
      { tokens: { goose: 1_100_707 } },
    ));

  test('is known by messages older than itself where there is no ledger', async () => {
    const sessions = [session('a', sums(500, 50)), session('b', { ...sums(500, 50), ...created })];
    const messages = (at: number) => [
      { session_id: 'b', role: 'user', content_json: '[]', created_timestamp: at },
    ];
    await check(
      { [DB]: bytesOf(13, { sessions, messages: messages(clock(1)) }) },
      { tokens: { goose: 550 } },
    );
    await check(
      { [DB]: bytesOf(13, { sessions, messages: messages(clock(60)) }) },
      { tokens: { goose: 1100 } },
    );
  });

  describe('from another database', () => {
    const at = (name: string) => `mnt/${name}/data/sessions/sessions.db`;
    const originals = () =>
      bytesOf(17, {
        sessions: [session('a', sums(1_000_700, 100_007))],
        usage_ledger: [original, used('a', clock(70), 700, 7)],
      });
    const imported = (totals = sums(1_001_000, 100_100)) =>
      bytesOf(17, {
        sessions: [session('x', sums(30, 3)), session('b', { ...totals, ...created, working_dir: '/srv' })],
        usage_ledger: [
          used('x', clock(0), 30, 3),
          used('b', clock(61), 1_000_000, 100_000, carried),
          used('b', clock(62), 1000, 100),
        ],
      });

    test('is not billed for what it carries, in whatever order they are read', async () => {
      for (const roots of ['~/mnt/*', '~/mnt/new,~/mnt/old', '~/mnt/old,~/mnt/new'])
        await check(
          { [at('old')]: originals(), [at('new')]: imported() },
          { tokens: { goose: 1_100_707 + 33 + 1100 } },
          roots,
        );
    });

    test('is billed where the original is not here', async () => {
      await check({ [at('new')]: imported() }, { tokens: { goose: 1_100_000 + 33 + 1100 } }, '~/mnt/*');
      const other = bytesOf(17, {
        sessions: [session('a', sums(1_000_001, 100_000))],
        usage_ledger: [used('a', clock(0), 1_000_001, 100_000)],
      });
      await check(
        { [at('old')]: other, [at('new')]: imported() },
        { tokens: { goose: 1_100_001 + 1_100_000 + 33 + 1100 } },
        '~/mnt/*',
      );
    });

    test('counts once when its original comes later, and with copies of both', async () => {
      const files = home({ [at('new')]: imported() });
      const place = { ...files.place, env: { GOOSE_PATH_ROOT: files.at('mnt/*') } };
      const feed = feedOf(files, { sources: SOURCES, place });
      expect(totals(await looked(feed)).tokens).toEqual({ goose: 1_100_000 + 33 + 1100 });
      files.write(at('old'), originals());
      files.write(at('old copy'), originals());
      files.write(at('new copy'), imported());
      expect(totals(await looked(feed)).tokens).toEqual({ goose: 1_100_707 + 33 + 1100 });
      feed.close();
    });
  });

  test('is billed for what no other session here has used', () =>
    check(
      {
        [DB]: bytesOf(17, {
          sessions: [session('a', sums(900, 90)), session('b', { ...sums(5000, 50), ...created })],
          usage_ledger: [used('a', clock(0), 900, 90), used('b', clock(61), 5000, 50, carried)],
        }),
      },
      { tokens: { goose: 6040 } },
    ));
});

test('what a session used beyond its ledger counts once when Goose writes it there', async () => {
  const at = home({
    [DB]: bytesOf(17, {
      sessions: [session('a', sums(900, 90))],
      usage_ledger: [used('a', clock(0), 100, 10)],
    }),
  });
  const feed = feedOf(at, { sources: SOURCES });
  expect(totals(await looked(feed)).tokens).toEqual({ goose: 990 });
  at.write(
    DB,
    bytesOf(17, {
      sessions: [session('a', sums(1000, 100))],
      usage_ledger: [
        used('a', clock(0), 100, 10),
        used('a', clock(8), 800, 80, { model: null, cost_source: 'carried_forward' }),
        used('a', clock(9), 100, 10),
      ],
    }),
  );
  expect(totals(await looked(feed)).tokens).toEqual({ goose: 1100 });
  feed.close();
});

test('a locked database keeps its last known value, and its age is stated', async () => {
  const at = home({ [DB]: bytesOf(13, { sessions: [session('a', sums(1100, 100))] }) });
  const feed = feedOf(at, { sources: SOURCES });
  expect(totals(await looked(feed)).tokens).toEqual({ goose: 1200 });
  const owner = new Database(at.at(DB));
  owner.exec('UPDATE sessions SET accumulated_input_tokens = 1200, accumulated_total_tokens = 1300');
  owner.exec('BEGIN EXCLUSIVE');
  const locked = await looked(feed);
  expect(totals(locked).tokens).toEqual({ goose: 1200 });
  expect(locked.sources.flatMap(({ troubles }) => troubles.map(({ why }) => why))).toEqual([
    expect.stringMatching(/^another program has locked the database; its figures are as of 20\d\d-/),
  ]);
  // A new process has them from the cache.
  expect(totals(await snapshotOf(at, { sources: SOURCES })).tokens).toEqual({ goose: 1200 });
  owner.exec('ROLLBACK');
  owner.close();
  const free = await looked(feed);
  expect(totals(free).tokens).toEqual({ goose: 1300 });
  expect(free.sources.flatMap(({ troubles }) => troubles)).toEqual([]);
  feed.close();
});
