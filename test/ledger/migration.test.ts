/** Ledgers of every earlier schema are brought up to date, with a copy of what they were; and a long migration is waited for. */
import { renameSync, rmSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { APPLICATION_ID, MIGRATIONS } from '../../src/ledger/schema.ts';
import { numberOf, openDatabase, rowsOf } from '../../src/ledger/sqlite.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';
import { run as runProgram } from '../support/program.ts';
import { ledgerOf, ledgerPath, run } from './ledger-home.ts';

const ROOT = '.claude/projects';
const FILES = 20;
const ROWS = 100;

const TABLES = [
  'meta',
  'machine',
  'file',
  'terms',
  'attribution',
  'tools',
  'reading',
  'run',
  'recovered_day',
];

/** Takes a ledger back to an earlier schema. */
function toSchema(version: number, path: string): void {
  const old = `${path}.old`;
  const database = openDatabase(old);
  database.exec(`${MIGRATIONS.slice(0, version).join('\n')} DELETE FROM owed; ATTACH '${path}' AS now;`);
  const columnsOf = (schema: string, table: string) =>
    rowsOf<{ name: string }>(database, `PRAGMA ${schema}.table_info(${table})`).map(({ name }) => name);
  // Its responses were dropped by the second.
  const derived = version > 1 ? ['response'] : [];
  for (const table of [...TABLES, ...derived]) {
    const now = columnsOf('now', table);
    const columns = columnsOf('main', table).filter(name => now.includes(name));
    // The first schema had the request among the facts.
    const values = columns.map(name =>
      table === 'reading' && name === 'facts' && version === 1
        ? "json_insert(facts, '$.request', request)"
        : name,
    );
    database.exec(
      `INSERT OR REPLACE INTO main.${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM now.${table}`,
    );
  }
  database.exec(`DETACH now; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`);
  database.close();
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  renameSync(old, path);
}

const logs = () =>
  Object.fromEntries(
    Array.from({ length: FILES }, (_, s) => [
      `${ROOT}/p/s${s}.jsonl`,
      Array.from({ length: ROWS }, (_, i) =>
        said({
          ...{ id: `m${s}_${i}`, at: i, output: i + 1 },
          line: { sessionId: `s${s}`, requestId: `r${s}_${i}` },
        }),
      ).join(''),
    ]),
  );

describe.each(MIGRATIONS.slice(1).map((_, i) => [i + 1]))('from schema %i', version => {
  test.each([
    ['the logs there', false],
    ['the logs and the cache gone', true],
  ])('with %s', { timeout: 60_000 }, async (_, isGone) => {
    const at = home(logs());
    const before = await run(at);
    if (isGone) {
      at.delete(ROOT);
      await run(at);
    }
    toSchema(version, ledgerPath(at));
    if (isGone) at.loseCache();
    const after = await run(at);
    expect(after.outputs).toBe(before.outputs);
    expect(after.shown).toEqual(before.shown);
    const ledger = ledgerOf(at);
    expect(numberOf(ledger.database, 'PRAGMA user_version')).toBe(MIGRATIONS.length);
    expect(verifyLedger(ledger, {})).toMatchObject({ problems: [], readings: FILES * ROWS });
    const copy = openDatabase(`${ledgerPath(at)}.bak`, { isReadOnly: true });
    expect(numberOf(copy, 'PRAGMA user_version')).toBe(version);
    expect(numberOf(copy, 'SELECT count(*) FROM reading')).toBe(FILES * ROWS);
    expect(rowsOf(copy, 'PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
    copy.close();
    expect(statSync(`${ledgerPath(at)}.bak`).mode & 0o777).toBe(0o600);
  });
});

test('an import waits for another one that writes for long', { timeout: 60_000 }, async () => {
  const at = home({ [`${ROOT}/p/s1.jsonl`]: said({ at: 1 }) });
  const { database } = ledgerOf(at);
  database.exec('BEGIN IMMEDIATE');
  const importing = runProgram(at, ['import'], { env: { TOKEN_DASH_LEDGER: ledgerPath(at) } });
  // Longer than a dashboard would wait.
  await new Promise(resolve => setTimeout(resolve, 7000));
  database.exec('COMMIT');
  expect(await importing).toMatchObject({ code: 0, err: '' });
});
