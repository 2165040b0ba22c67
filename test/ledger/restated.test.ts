/** Responses that a later state of a log replaces by others: the derived table follows with the next import. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rebuildResponses } from '../../src/ledger/responses.ts';
import { rowsOf } from '../../src/ledger/sqlite.ts';
import { claudeCode } from '../../src/sources/claude-code.ts';
import { goose } from '../../src/sources/goose.ts';
import { database, type Rows } from '../sources/goose/database.ts';
import { said } from '../support/claude-lines.ts';
import { type Home, home } from '../support/home.ts';
import { reachingPrices } from '../support/prices.ts';
import { ledgerOf, run } from './ledger-home.ts';

const DB = '.local/share/goose/sessions/sessions.db';
const LOG = '.claude/projects/p/s1.jsonl';
const TEN = 1_782_900_000;
const SOURCES = [claudeCode, goose];

function gooseDb(tokens: number, requests: Rows['usage_ledger'] = []): Uint8Array {
  const session = {
    ...{ id: 'a', working_dir: '/home/ada/loom' },
    ...{ created_at: '2026-07-01 09:59:00', updated_at: '2026-07-01 10:09:00' },
    ...{ accumulated_input_tokens: tokens, accumulated_output_tokens: 0, accumulated_total_tokens: tokens },
  };
  return readFileSync(database(17, { sessions: [session], usage_ledger: requests }));
}

const request = (minute: number, input: number) => ({
  ...{ session_id: 'a', created_timestamp: TEN + 60 * minute, model: 'claude-sonnet-5' },
  ...{ input_tokens: input, output_tokens: 0, total_tokens: input },
});

const derived = (at: Home) =>
  rowsOf(ledgerOf(at).database, 'SELECT * FROM response ORDER BY name, call').map(row => ({
    ...(row as object),
  }));

/** What the derived table is without a rebuild, and after one. */
function bothTables(at: Home) {
  const before = derived(at);
  rebuildResponses(ledgerOf(at), { prices: reachingPrices });
  return [before, derived(at)] as const;
}

test('a sum of a session that turns into requests leaves no row behind', async () => {
  const at = home({ [DB]: gooseDb(1000), [LOG]: said({ at: 1, output: 5 }) });
  await run(at, { sources: SOURCES });
  expect(derived(at)).toHaveLength(2);
  at.write(DB, gooseDb(1000, [request(0, 400), request(5, 600)]));
  await run(at, { sources: SOURCES });
  const [now, anew] = bothTables(at);
  expect(now).toEqual(anew);
  expect(now).toHaveLength(3);
});

test('what a run does not see keeps its rows', async () => {
  const at = home({ [DB]: gooseDb(1000), [LOG]: said({ at: 1, output: 5 }) });
  await run(at, { sources: SOURCES });
  at.append(LOG, said({ at: 2, id: 'm2', output: 7 }));
  at.loseCache();
  await run(at, { sources: [claudeCode] });
  const [now, anew] = bothTables(at);
  expect(now).toEqual(anew);
  expect(now).toHaveLength(3);
});
