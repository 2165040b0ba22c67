/** Days that Claude Code remembers and no log holds any more: kept apart, and in no sum. */
import { describe, expect, test } from 'vitest';
import { readHistory, readStatsCache } from '../../src/claude/stats-cache.ts';
import { keepRecovered, recoveredDays } from '../../src/ledger/recovered.ts';
import { said } from '../support/claude-lines.ts';
import { UTC } from '../support/clock.ts';
import { home } from '../support/home.ts';
import { run } from '../support/program.ts';
import { ledgerOf, ledgerPath } from './ledger-home.ts';

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const daily = (date: string, tokensByModel: object) => ({ date, tokensByModel });

describe('stats-cache.json', () => {
  test.each<[string, unknown, readonly string[]]>([
    [
      'of version 5 counts all tokens',
      {
        version: 5,
        dailyModelTokensVersion: 5,
        dailyModelTokens: [daily('2026-05-01', { opus: 12, haiku: 3 })],
      },
      ['2026-05-01 opus all 12', '2026-05-01 haiku all 3'],
    ],
    [
      'of versions 2 to 4 counts input and output',
      { version: 3, dailyModelTokens: [daily('2026-05-01', { opus: 12 })] },
      ['2026-05-01 opus input and output 12'],
    ],
    [
      'whose daily counts are older than itself',
      { version: 5, dailyModelTokensVersion: 4, dailyModelTokens: [daily('2026-05-01', { opus: 1 })] },
      ['2026-05-01 opus input and output 1'],
    ],
    ['of version 1 has no tokens by day', { version: 1, dailyActivity: [{ date: '2026-05-01' }] }, []],
    ['that is cut', '{"version":5,"dailyModel', []],
    ['that is empty', '', []],
    [
      'with odd counts and days',
      {
        version: 5,
        dailyModelTokens: [
          daily('soon', { opus: 1 }),
          daily('2026-05-01', { a: -1, b: 'x', c: 1.5, d: 0, e: 7 }),
          daily('2026-05-02', []),
          null,
        ],
      },
      ['2026-05-01 e all 7'],
    ],
  ])('%s', (_, cache, expected) =>
    expect(
      readStatsCache(bytes(cache)).map(each => `${each.day} ${each.model} ${each.counted} ${each.tokens}`),
    ).toEqual(expected),
  );
});

test('history.jsonl counts prompts by local day, and nothing of their text is kept', () => {
  const at = (day: number, display: string) =>
    JSON.stringify({ display, timestamp: Date.UTC(2026, 4, day), project: '/p' });
  const days = readHistory(
    bytes([at(1, 'secret'), at(1, 'x'), 'half {', at(2, 'y'), '{"timestamp":1e300}'].join('\n')),
    UTC,
  );
  expect(days.map(({ day, prompts }) => [day, prompts])).toEqual([
    ['2026-05-01', 2],
    ['2026-05-02', 1],
  ]);
  expect(JSON.stringify(days)).not.toContain('secret');
});

test('only days before the first response are kept, the larger count of each', () => {
  const { database } = ledgerOf(home());
  const of = (day: string, tokens: number) => ({
    day,
    origin: 'stats-cache',
    model: 'opus',
    counted: 'all',
    tokens,
  });
  keepRecovered(database, [of('2026-05-01', 5), of('2026-05-02', 6), of('2026-06-01', 7)], '2026-06-01');
  keepRecovered(database, [of('2026-05-01', 9), of('2026-05-02', 2)], '2026-06-01');
  expect(recoveredDays(database)).toEqual([of('2026-05-01', 9), of('2026-05-02', 6)]);
  // Older logs turn up.
  keepRecovered(database, [], '2026-05-02');
  expect(recoveredDays(database)).toEqual([of('2026-05-01', 9)]);
});

test('an import takes them over, and no report counts them', { timeout: 120_000 }, async () => {
  const cache = {
    version: 5,
    dailyModelTokensVersion: 5,
    dailyModelTokens: [daily('2026-05-01', { opus: 1234 })],
  };
  const logs = { '.claude/projects/p/s1.jsonl': said({ at: 1 }) };
  const [plain, at] = [home(logs), home({ ...logs, '.claude/stats-cache.json': JSON.stringify(cache) })];
  const env = { env: { TOKEN_DASH_LEDGER: ledgerPath(at) } };
  expect((await run(at, ['import'], env)).code).toBe(0);
  const shown = await run(at, ['ledger', 'recovered'], env);
  expect(shown.out).toMatch(/2026-05 +1 +1,234\n/);
  expect(shown.out).toContain('in no other figure');
  expect((await run(at, ['monthly', '--json'], env)).out).toBe((await run(plain, ['monthly', '--json'])).out);
});
