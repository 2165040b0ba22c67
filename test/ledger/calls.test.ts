/** Several calls of one file that share a message id: each is kept, through rewriting, deletion and migration. */
import { renameSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exportLines, mergeLines } from '../../src/ledger/exchange.ts';
import { Ledger } from '../../src/ledger/ledger.ts';
import { rebuildResponses } from '../../src/ledger/responses.ts';
import { APPLICATION_ID, MIGRATIONS } from '../../src/ledger/schema.ts';
import { openDatabase, rowsOf } from '../../src/ledger/sqlite.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { said } from '../support/claude-lines.ts';
import { type Home, home } from '../support/home.ts';
import { reachingPrices } from '../support/prices.ts';
import { ledgerOf, ledgerPath, run } from './ledger-home.ts';

const ROOT = '.claude/projects';
const LOG = `${ROOT}/p/s1.jsonl`;

/** A call of message `m`: another request for each `n`, and another prompt for each `input`. */
const call = (n: number, { input = 10, output = 2 ** n } = {}) =>
  said({ id: 'm', at: n, input, output, line: { requestId: `req_${n}` } });

const derived = (at: Home) =>
  rowsOf<{ sum: number }>(ledgerOf(at).database, 'SELECT sum(output_tokens) AS sum FROM usage_events')[0]!
    .sum;

const bothCaches: [string, (at: Home) => void][] = [
  ['with the cache', () => {}],
  ['without the cache', at => at.loseCache()],
];

describe.each(bothCaches)('%s', (_, lose) => {
  test.each<[string, string, (at: Home) => void]>([
    ['deleted', call(0) + call(1) + call(2), at => at.delete(ROOT)],
    ['cut to its first call', call(0) + call(1) + call(2), at => at.write(LOG, call(0))],
    ['cut to its last call', call(0) + call(1) + call(2), at => at.write(LOG, call(2))],
    ['prompts differ', call(0, { input: 1 }) + call(1, { input: 2 }) + call(2), at => at.delete(LOG)],
  ])('calls of one message outlive a log: %s', async (_name, text, act) => {
    const at = home({ [LOG]: text });
    expect((await run(at)).outputs).toBe(7);
    expect(derived(at)).toBe(7);
    act(at);
    lose(at);
    expect((await run(at)).outputs).toBe(7);
    at.loseCache();
    expect((await run(at)).outputs).toBe(7);
    expect(verifyLedger(ledgerOf(at), {}).problems).toEqual([]);
  });
});

test('a second call of a message leaves no response of the first name behind', async () => {
  const at = home({ [LOG]: call(0) });
  await run(at);
  expect(derived(at)).toBe(1);
  at.append(LOG, call(1));
  await run(at);
  expect(derived(at)).toBe(3);
  expect(verifyLedger(ledgerOf(at), {}).problems).toEqual([]);
});

test('an export holds each call, and one of version 1 is read', async () => {
  const at = home({ [LOG]: call(0) + call(1) });
  await run(at);
  const lines: string[] = [];
  exportLines(ledgerOf(at), text => lines.push(text));
  // Version 1 had the request among the facts.
  const old = lines.map(text => {
    const value = JSON.parse(text);
    if (value.version) value.version = 1;
    const { request, ...reading } = value.reading ?? {};
    return JSON.stringify(
      request === undefined ? value : { reading: { ...reading, facts: { ...reading.facts, request } } },
    );
  });
  for (const exported of [lines, old]) {
    const other = ledgerOf(home());
    await mergeLines(other, each(exported));
    expect(rebuildResponses(other, { prices: reachingPrices })).toBe(2);
    expect(other.readings).toBe(2);
  }
});

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

test('a ledger of schema 1 is migrated, and the calls that it lost are read again', async () => {
  const at = home({ [LOG]: call(0) + call(1) + call(2) });
  await run(at);
  toSchema1(ledgerPath(at));
  expect((await run(at)).outputs).toBe(7);
  expect(ledgerOf(at).readings).toBe(3);
  expect(derived(at)).toBe(7);
  at.delete(ROOT);
  at.loseCache();
  expect((await run(at)).outputs).toBe(7);
});

test('the migration keeps what a deleted log said', async () => {
  const at = home({ [LOG]: call(0) + call(1) + call(2) });
  await run(at);
  at.delete(ROOT);
  await run(at);
  toSchema1(ledgerPath(at));
  at.loseCache();
  // Schema 1 had the last call alone.
  expect((await run(at)).outputs).toBe(4);
});

/** Takes a ledger back to how schema 1 had kept it: one reading for each key of a file. */
function toSchema1(path: string): void {
  const old = `${path}.1`;
  const database = openDatabase(old);
  const columns = 'file, key_hi, key_lo, version, state_ms, row';
  const values = 'at_ms, terms, attribution, tools, logged_usd';
  database.exec(`${MIGRATIONS[0]}
    ATTACH '${path}' AS now;
    ${['meta', 'machine', 'terms', 'attribution', 'tools'].map(table => `INSERT INTO main.${table} SELECT * FROM now.${table};`).join('')}
    INSERT INTO main.file SELECT id, machine, source, path, root, format, version, inode, size, mtime_ms, ctime_ms,
      agent_types, troubles, gone_ms FROM now.file;
    INSERT OR REPLACE INTO main.reading SELECT ${columns}, json_insert(facts, '$.request', request), ${values}
      FROM now.reading ORDER BY row;
    DETACH now;
    PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1;`);
  database.close();
  renameSync(old, path);
  for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true });
}

describe('a later version of the reader', () => {
  /** The readings that are left after merging some, in this order. */
  async function left(...readings: readonly { request: number; version: number; input: number }[]) {
    const ledger = ledgerOf(home());
    const lines = readings.map(({ request, version, input }) => ({
      reading: {
        ...{ key: [1, 2], request, version, at: 1, stateMs: 1, row: 0, facts: { input, output: 1 } },
        ...{ terms: { model: 'm' }, attribution: { source: 's', session: 's1' }, tools: [] },
      },
    }));
    const stamp = { format: 'f', version: 1, inode: 1, size: 1, mtimeMs: 1, ctimeMs: 1, goneMs: null };
    await mergeLines(
      ledger,
      each([
        '{"ledger":"token-dash","version":2}',
        '{"machine":{"uuid":"u","name":"n"}}',
        JSON.stringify({
          file: { source: 's', path: '/p', root: '/', ...stamp, agentTypes: [], troubles: [] },
        }),
        ...lines.map(text => JSON.stringify(text)),
      ]),
    );
    return rowsOf(ledger.database, 'SELECT request, version, prompt FROM reading ORDER BY 1, 2, 3').map(row =>
      Object.values(row as object).join(' '),
    );
  }

  const was = { request: 7, version: 1, input: 10 };
  test.each([
    ['corrects the prompt of a request', { ...was, version: 2, input: 9 }, ['7 2 9 0 0']],
    ['finds another request', { request: 8, version: 2, input: 10 }, ['7 1 10 0 0', '8 2 10 0 0']],
    ['finds nothing else', { ...was, version: 2 }, ['7 2 10 0 0']],
    ['is the same version', { ...was, input: 9 }, ['7 1 10 0 0', '7 1 9 0 0']],
  ])('%s', async (_, now, expected) => {
    expect(await left(was, now)).toEqual(expected);
    expect(await left(now, was)).toEqual(expected);
  });

  test('that states requests replaces what had none', async () => {
    const before = { request: 0, version: 1, input: 10 };
    const now = [was, { ...was, request: 8 }].map(each => ({ ...each, version: 2 }));
    const expected = ['7 2 10 0 0', '8 2 10 0 0'];
    expect(await left(before, ...now)).toEqual(expected);
    expect(await left(...now, before)).toEqual(expected);
  });
});

test('a backup is beside a migrated ledger', async () => {
  const at = home({ [LOG]: call(0) });
  await run(at);
  toSchema1(ledgerPath(at));
  new Ledger(ledgerPath(at)).close();
  const backup = openDatabase(`${ledgerPath(at)}.bak`, { isReadOnly: true });
  expect(rowsOf(backup, 'PRAGMA user_version')).toEqual([{ user_version: 1 }]);
  backup.close();
});
