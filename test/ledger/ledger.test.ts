import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Ledger } from '../../src/ledger/ledger.ts';
import { rebuildResponses } from '../../src/ledger/responses.ts';
import { numberOf, openDatabase, rowsOf } from '../../src/ledger/sqlite.ts';
import { said } from '../support/claude-lines.ts';
import { type Home, home } from '../support/home.ts';
import { feedOf, looked } from '../support/journal-of.ts';
import { reachingPrices } from '../support/prices.ts';
import { ledgerOf, run } from './ledger-home.ts';

const ROOT = '.claude/projects';
const LOG = `${ROOT}/p/s1.jsonl`;
const OTHER = `${ROOT}/q/s2.jsonl`;
const line = (n: number) => said({ id: `m${n}`, at: n, usage: { output_tokens: n } });

test('is for its owner alone, and is what it says', () => {
  const at = home();
  const ledger = ledgerOf(at);
  expect(statSync(ledger.path).mode & 0o777).toBe(0o600);
  expect(numberOf(ledger.database, 'PRAGMA user_version')).toBe(5);
  expect(rowsOf(ledger.database, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
});

test('one of a newer version is refused in a sentence', () => {
  const at = home();
  const ledger = ledgerOf(at);
  ledger.database.exec('PRAGMA user_version = 99');
  expect(() => new Ledger(ledger.path)).toThrow(/newer version of token-dash \(schema 99\)/);
});

test('another database is not touched', () => {
  const at = home({ x: '' });
  const other = openDatabase(at.at('other.db'));
  other.exec('CREATE TABLE mine (a)');
  other.close();
  expect(() => new Ledger(at.at('other.db'))).toThrow(/is not a ledger of token-dash/);
});

describe('history', () => {
  test('keeping twice adds nothing', async () => {
    const at = home({ [LOG]: line(1) + line(2), [OTHER]: line(3) });
    expect(await run(at)).toMatchObject({ added: 3, changed: 0 });
    expect(await run(at)).toMatchObject({ added: 0, changed: 0, files: [] });
    at.append(LOG, line(4));
    expect(await run(at)).toMatchObject({ added: 1, changed: 0 });
  });

  test.each([
    ['with the cache', () => {}],
    ['without the cache', (at: Home) => at.loseCache()],
  ])('outlives the deletion of all logs, %s', async (_, act) => {
    const at = home({ [LOG]: line(1) + line(2), [OTHER]: line(2) + line(3) });
    const before = await run(at);
    at.delete(ROOT);
    act(at);
    const after = await run(at);
    expect(after.shown).toEqual(before.shown);
    expect((await run(at)).shown).toEqual(before.shown);
  });

  test.each<[string, (at: Home) => void]>([
    ['truncated', at => at.write(LOG, line(1))],
    ['compacted', at => at.write(LOG, line(2) + line(3))],
    ['emptied', at => at.write(LOG, '')],
    ['moved', at => at.rename(LOG, OTHER)],
    ['copied', at => at.write(OTHER, line(1) + line(2) + line(3))],
    ['deleted', at => at.delete(LOG)],
  ])('a log that is %s changes no total, with and without the cache', async (_, act) => {
    const at = home({ [LOG]: line(1) + line(2) + line(3) });
    const { outputs } = await run(at);
    act(at);
    expect((await run(at)).outputs).toBe(outputs);
    at.loseCache();
    expect((await run(at)).outputs).toBe(outputs);
    at.write(LOG, line(1) + line(2) + line(3));
    expect((await run(at)).outputs).toBe(outputs);
  });

  test('without a ledger a deleted log is gone', async () => {
    const at = home({ [LOG]: line(1) });
    await looked(feedOf(at));
    at.delete(LOG);
    expect((await looked(feedOf(at))).journal.length).toBe(0);
  });

  test('in another order is the same ledger', async () => {
    const parts = [line(1), line(2), line(3), line(4)];
    const [a, b] = [home({ [LOG]: parts.slice(0, 2).join('') }), home({ [LOG]: parts.join('') })];
    await run(a);
    a.write(LOG, parts.join(''));
    await run(a);
    await run(b);
    expect(readings(a)).toEqual(readings(b));
  });
});

function readings(at: Home) {
  return rowsOf(ledgerOf(at).database, 'SELECT key_hi, key_lo, facts, at_ms FROM reading ORDER BY 1, 2');
}

describe('responses', () => {
  test('are derived from the readings, and rebuilt as they were', async () => {
    const at = home({ [LOG]: line(1) + line(2), [OTHER]: line(2) + line(3) });
    await run(at);
    const ledger = ledgerOf(at);
    const all = () => rowsOf(ledger.database, 'SELECT * FROM usage_events ORDER BY timestamp');
    const before = all();
    expect(before).toHaveLength(3);
    expect(before[0]).toMatchObject({
      session_id: 's1',
      action_type: 'manual',
      action_name: '(prompt)',
      model: 'opus',
      model_id: 'claude-opus-4-6',
      output_tokens: 1,
    });
    expect(rebuildResponses(ledger, { prices: reachingPrices })).toBe(3);
    expect(all()).toEqual(before);
  });

  test('follow the type of an agent, and of the agent that started it, when a later file states it', async () => {
    const dir = `${ROOT}/p/s1/subagents`;
    const agent = (id: string) => said({ id: `m-${id}`, line: { isSidechain: true, agentId: id } });
    const at = home({ [`${dir}/agent-a1.jsonl`]: agent('a1'), [`${dir}/agent-a2.jsonl`]: agent('a2') });
    const names = async (files: Readonly<Record<string, string>>) => {
      for (const [id, text] of Object.entries(files)) at.write(`${dir}/agent-${id}.meta.json`, text);
      await run(at);
      const sql = 'SELECT action_name AS name FROM response ORDER BY at_ms, name';
      return rowsOf<{ name: string }>(ledgerOf(at).database, sql)
        .map(({ name }) => name)
        .sort();
    };
    const unnamed = (await names({}))[0]!;
    expect(await names({ a2: '{"agentType":"finder"}' })).toEqual(['finder', unnamed].sort());
    expect(await names({ a1: '{"agentType":"planner"}' })).toEqual(['finder', 'planner']);
    expect(await names({ a2: '{"agentType":"finder","parentAgentId":"a1"}' })).toEqual([
      'planner',
      'planner',
    ]);
  });

  test('of an unknown type of action are refused', () => {
    const { database } = ledgerOf(home());
    const insert = (table: string) =>
      database.exec(
        `INSERT INTO ${table} (session_id, action_type, action_name, model, model_id, input_tokens, output_tokens,
           cache_read_tokens, cache_write_tokens) VALUES ('s', 'x', 'y', 'm', 'm', 1, 1, 1, 1)`,
      );
    expect(() => insert('usage_events')).toThrow(/CHECK constraint failed: action_type/);
  });

  test('can be read by another program meanwhile', async () => {
    const at = home({ [LOG]: line(1) });
    await run(at);
    const ledger = ledgerOf(at);
    const reader = openDatabase(ledger.path, { isReadOnly: true });
    ledger.database.exec('BEGIN IMMEDIATE');
    expect(numberOf(reader, 'SELECT count(*) FROM usage_events')).toBe(1);
    ledger.database.exec('ROLLBACK');
    reader.close();
  });
});
