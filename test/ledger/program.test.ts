/** The ledger as its user meets it: the hook, the import, another program that reads it, and reports without logs. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { numberOf, openDatabase, rowsOf } from '../../src/ledger/sqlite.ts';
import { PROGRAM } from '../support/bundle.ts';
import { asked, said } from '../support/claude-lines.ts';
import { type Home, home } from '../support/home.ts';
import { run } from '../support/program.ts';
import { ledgerPath } from './ledger-home.ts';

const ROOT = '.claude/projects';
const A = { sessionId: 'sess-a', cwd: '/home/ada/vault' };
const B = { sessionId: 'sess-b', cwd: '/home/ada/vault' };
const OPUS = 'claude-opus-4-5-20251101';
const agentCall = {
  type: 'tool_use',
  id: 't2',
  name: 'Task',
  input: { subagent_type: 'researcher', prompt: 'x' },
};

/** A session with a prompt, a command and a subagent, and a second session that a schedule started. */
function vault(): Home {
  const said1 = said({ id: 'm1', at: 1, model: OPUS, input: 1000, output: 200, line: A });
  const said2 = said({
    id: 'm2',
    at: 2,
    model: OPUS,
    input: 2000,
    output: 400,
    line: A,
    content: [agentCall],
  });
  const agent = { ...A, isSidechain: true, agentId: 'ag1' };
  return home({
    [`${ROOT}/v/sess-a.jsonl`]:
      asked('hello', A) + said1 + asked('<command-name>/briefing</command-name>', A) + said2,
    [`${ROOT}/v/sess-a/subagents/agent-ag1.jsonl`]: said({
      id: 'm3',
      at: 3,
      input: 8000,
      output: 1000,
      line: agent,
    }),
    [`${ROOT}/v/sess-a/subagents/agent-ag1.meta.json`]: '{"agentType":"researcher"}',
    [`${ROOT}/v/sess-b.jsonl`]:
      asked('review', B) + said({ id: 'm4', at: 4, input: 4000, output: 500, line: B }),
  });
}

const withLedger = (at: Home) => ({
  env: { TOKEN_DASH_LEDGER: ledgerPath(at), XDG_DATA_HOME: join(at.cacheDir, 'data') },
});

function actionsIn(at: Home): readonly string[] {
  const database = openDatabase(ledgerPath(at), { isReadOnly: true });
  const rows = rowsOf<Record<string, string | number>>(
    database,
    `SELECT action_type, action_name, sum(input_tokens) AS input, sum(output_tokens) AS output FROM usage_events
     GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  database.close();
  return rows.map(row => Object.values(row).join(' '));
}

test('import, schedule, other readers, and reports when all logs are gone', {
  timeout: 300_000,
}, async () => {
  const at = vault();
  const first = await run(at, ['import'], withLedger(at));
  expect(first.out).toMatch(/^4 new readings from 4 files; ledger /);
  expect((await run(at, ['import'], withLedger(at))).out).toMatch(/^0 new readings from 0 files/);
  const scheduled = ['import', '--scheduled', 'self-review', '--session', 'sess-b'];
  expect((await run(at, scheduled, withLedger(at))).code).toBe(0);
  expect(actionsIn(at)).toEqual([
    'agent researcher 8000 1000',
    'manual (prompt) 1000 200',
    'scheduled self-review 4000 500',
    'skill /briefing 2000 400',
  ]);
  const reports = [
    ['session', '--json'],
    ['actions', '--json'],
    ['export', '--focus'],
  ];
  const shown = () => Promise.all(reports.map(report => run(at, report, withLedger(at))));
  const before = await shown();
  at.delete(ROOT);
  at.loseCache();
  expect((await run(at, ['import'], withLedger(at))).code).toBe(0);
  expect(await shown()).toEqual(before);
});

test('the hook answers nothing and imports; what is wrong is a line in its log', {
  timeout: 300_000,
}, async () => {
  const at = vault();
  const options = { ...withLedger(at), input: 'garbage' };
  const { code, out, err } = await run(at, ['hook', 'session-end'], options);
  expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' });
  const log = join(at.cacheDir, 'data', 'token-dash', 'hook.log');
  expect(readFileSync(log, 'utf8')).toMatch(/Z hook session-end: no SessionEnd JSON/);
  await expect
    .poll(() => existsSync(ledgerPath(at)) && actionsIn(at).length, { timeout: 120_000 })
    .toBe(4 - 1);
});

test('an import that is killed beside another one leaves a whole ledger', { timeout: 300_000 }, async () => {
  const at = vault();
  for (const ms of [150, 250, 400, 600, 900]) {
    const [killed, other] = [1, 2].map(() =>
      spawn(process.execPath, [PROGRAM, 'import', '--no-cache'], {
        env: { PATH: process.env.PATH, HOME: at.dir, ...withLedger(at).env },
        stdio: 'ignore',
      }),
    );
    // It may have ended by itself before it is killed.
    const closed = [killed!, other!].map(child => new Promise(resolve => child.once('close', resolve)));
    await new Promise(resolve => setTimeout(resolve, ms));
    killed!.kill('SIGKILL');
    await Promise.all(closed);
  }
  expect((await run(at, ['import'], withLedger(at))).code).toBe(0);
  const database = openDatabase(ledgerPath(at), { isReadOnly: true });
  expect(rowsOf(database, 'PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
  expect(numberOf(database, 'SELECT count(*) FROM reading')).toBe(4);
  expect(numberOf(database, 'SELECT count(*) FROM response')).toBe(4);
  database.close();
});

test('the flag names the ledger, before or behind the command, from where it is typed', async () => {
  const at = vault();
  const imported = await run(at, ['import', '--ledger', 'data/usage.db']);
  expect([imported.code, imported.out]).toEqual([0, expect.stringContaining('ledger ~/data/usage.db')]);
  const responses = (file: string) => {
    const database = openDatabase(file, { isReadOnly: true });
    const count = numberOf(database, 'SELECT count(*) FROM response');
    database.close();
    return count;
  };
  expect(responses(at.at('data/usage.db'))).toBe(4);
  // What the logs no longer say, the named ledger does.
  at.delete(ROOT);
  const gone = await run(at, ['--ledger', at.at('data/usage.db'), 'daily', '--json', '--no-cache']);
  expect(JSON.parse(gone.out).totals.responses).toBe(4);
  const [code, state] = [
    (await run(at, ['ledger', '--ledger', 'data/usage.db'])).code,
    existsSync(ledgerPath(at)),
  ];
  expect([code, state]).toEqual([0, false]);
});
