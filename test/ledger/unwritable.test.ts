/** Where the ledger and the cache cannot be written: everything works from the logs, and one clear line says so. */
import { expect, test } from 'vitest';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';
import { run } from '../support/program.ts';

const NOTICE =
  /^token-dash daily: .*ledger\.db: nothing is added to the ledger: .*; figures come from the logs that are there\n$/;

test('reports, alerts, import and the hook', { timeout: 120_000 }, async () => {
  const logs = { '.claude/projects/p/s1.jsonl': said({ at: 1 }) };
  const at = home({ ...logs, file: '' });
  // Whoever runs the tests may be root, for whom nothing is read-only; a file is no directory for anybody.
  const env = {
    env: {
      XDG_DATA_HOME: at.at('file/data'),
      XDG_CACHE_HOME: at.at('file/cache'),
      TOKEN_DASH_LEDGER: at.at('file/data/ledger.db'),
    },
  };
  const shown = await run(at, ['daily', '--json'], env);
  expect(shown.out).toBe((await run(home(logs), ['daily', '--json'])).out);
  expect(shown.code).toBe(0);
  expect(shown.err).toMatch(NOTICE);
  expect(await run(at, ['import'], env)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/the ledger .* cannot be written here\n$/),
  });
  expect(await run(at, ['hook', 'session-end'], { ...env, input: '{}' })).toEqual({
    code: 0,
    out: '',
    err: '',
  });
  const alerts = await run(at, ['alerts', '--no-send'], env);
  expect(alerts.code).toBe(0);
  expect(alerts.err).toMatch(
    /^token-dash alerts: alerts are not remembered: the ledger .* cannot be written here\n/,
  );
});
