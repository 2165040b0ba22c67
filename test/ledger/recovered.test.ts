/** Days that Claude Code remembers and no log holds any more: kept apart, and in no sum. */

import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LedgerCopy } from '../../src/app/ledger-copy.ts';
import { recoverableDays } from '../../src/app/recoverable-days.ts';
import { RECOVERED_DAYS } from '../../src/app/recovered-days.ts';
import { readHistory, readStatsCache } from '../../src/claude/stats-cache.ts';
import { dayText, parseDay } from '../../src/core/calendar.ts';
import { keepRecovered, recoveredDays } from '../../src/ledger/recovered.ts';
import { recoveredIn } from '../../src/reports/recovered.ts';
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

test('whoever asks while the ledger is being opened waits for it', async () => {
  const at = home();
  const { database } = ledgerOf(at);
  const day = { day: '2026-05-01', origin: 'stats-cache', model: 'opus', counted: 'all', tokens: 5 };
  keepRecovered(database, [day], '2026-06-01');
  const copy = new LedgerCopy(RECOVERED_DAYS, at.cacheDir, ledgerPath(at));
  const ask = async () => {
    await copy.load();
    return copy.value;
  };
  expect(await Promise.all([ask(), ask()])).toEqual([[day], [day]]);
});

test('an import takes them over, and reports list them beside sums that do not count them', {
  timeout: 120_000,
}, async () => {
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
  for (const report of ['daily', 'weekly', 'monthly']) {
    const { recovered, ...exact } = JSON.parse((await run(at, [report, '--json'], env)).out);
    expect(exact).toEqual(JSON.parse((await run(plain, [report, '--json'])).out));
    expect(recovered).toEqual([
      { date: '2026-05-01', totalTokens: 1234, models: ['opus'], origins: ['stats-cache'] },
    ]);
  }
  const summary = JSON.parse((await run(at, ['summary', '--json'], env)).out);
  expect(summary.recoveredDays).toBe(1);
  expect((await run(at, ['daily'], env)).out.replaceAll(/\s+/g, ' ')).toContain(
    '1 recovered day is not in these totals: what Claude Code remembers of 2026-05-01, without costs',
  );
  // A backup holds them, and so does what is made of it.
  const backup = (await run(at, ['ledger', 'export'], env)).out;
  const other = home(logs);
  const restored = { env: { TOKEN_DASH_LEDGER: ledgerPath(other) } };
  for (const _ of [1, 2]) await run(other, ['ledger', 'import'], { ...restored, input: backup });
  expect((await run(other, ['ledger', 'export'], restored)).out).toContain('"recovered"');
  expect(JSON.parse((await run(other, ['daily', '--json'], restored)).out).recovered).toHaveLength(1);
  // Where the copy in the cache is lost, the ledger is asked again.
  rmSync(join(at.cacheDir, 'claude-token-burn', 'recovered-days.json'));
  expect(JSON.parse((await run(at, ['daily', '--json'], env)).out).recovered).toHaveLength(1);
});

test('days of two accounts are added up, the same account by two names is counted once', () => {
  const cache = (tokens: number) =>
    JSON.stringify({ version: 5, dailyModelTokens: [daily('2026-05-01', { opus: tokens })] });
  const at = home({ 'one/stats-cache.json': cache(5), 'two/stats-cache.json': cache(7) });
  symlinkSync(at.at('two'), at.at('same'));
  expect(recoverableDays([at.at('one'), at.at('two'), at.at('same')], UTC)).toEqual([
    { day: '2026-05-01', origin: 'stats-cache', model: 'opus', counted: 'all', tokens: 12 },
  ]);
});

describe('a query lets in', () => {
  const of = (day: string, model: string, counted: string, count: number) => {
    const isOfPrompts = counted === 'prompts';
    const counts = isOfPrompts ? { prompts: count } : { tokens: count };
    return { day, origin: isOfPrompts ? 'history' : 'stats-cache', model, counted, ...counts };
  };
  const known = [
    of('2026-05-02', 'claude-opus-4-6', 'all', 5),
    of('2026-05-02', 'claude-haiku-4-5', 'all', 2),
    of('2026-05-02', '', 'prompts', 3),
    of('2026-05-01', 'claude-opus-4-6', 'input and output', 7),
  ];
  const all = { projects: [], models: [], sources: [], agents: [], sessions: [] };
  test.each<[string, object, readonly string[]]>([
    ['all days, in order', {}, ['2026-05-01 - 7 -', '2026-05-02 7 - 3']],
    ['days', { from: parseDay('2026-05-02') }, ['2026-05-02 7 - 3']],
    ['models, without prompts', { models: ['haiku'] }, ['2026-05-02 2 - -']],
    ['its source', { sources: ['claude-code', 'goose'] }, ['2026-05-01 - 7 -', '2026-05-02 7 - 3']],
    ['no other source', { sources: ['goose'] }, []],
    ['nothing of a project', { projects: ['loom'] }, []],
    ['nothing of an agent', { agents: ['main'] }, []],
    ['nothing of a session', { sessions: ['abcd'] }, []],
  ])('%s', (_, query, expected) =>
    expect(
      recoveredIn({ ...all, ...query }, known).map(each =>
        [
          dayText(each.day),
          each.totalTokens ?? '-',
          each.inputAndOutputTokens ?? '-',
          each.prompts ?? '-',
        ].join(' '),
      ),
    ).toEqual(expected),
  );
});
