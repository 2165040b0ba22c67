/** The rules about runs: each at, just below and just above its threshold. */
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/budgets/rules/index.ts';
import { runRules } from '../../src/budgets/rules/rule.ts';
import { parseDay } from '../../src/core/calendar.ts';
import { usd } from '../../src/core/money.ts';
import type { RunTrace, TracedCall } from '../../src/core/run-trace.ts';
import { runTraces } from '../../src/reports/run-traces.ts';
import { UTC } from '../support/clock.ts';
import { somePrices } from '../support/prices.ts';
import { journalOfReadings, reading } from '../support/readings.ts';

const TODAY = parseDay('2026-11-15')!;
const NOON_MS = UTC.startOf(TODAY) + 12 * 3_600_000;
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

let calls = 0;
/** A call so many ms after noon. */
function call(afterMs: number, more: Partial<Omit<TracedCall, 'usd'>> & { usd?: string } = {}): TracedCall {
  calls += 1;
  const none = { input: 10, cacheRead: 0, cacheWriteShort: 0, cacheWriteHour: 0, output: 10 };
  return { id: `${calls}`, atMs: NOON_MS + afterMs, ...none, ...more, usd: usd(more.usd ?? '0.01') };
}

function run(session: string, all: readonly TracedCall[], more: Partial<RunTrace> = {}): RunTrace {
  const action = { type: 'skill', name: '/review' } as const;
  return { action, source: 'claude-code', session, project: '/home/ada/loom', calls: all, ...more };
}

const found = (rule: string, runs: readonly RunTrace[], limits = {}) =>
  runRules(
    RULES.filter(({ id }) => id === rule),
    { work: [], today: TODAY, weekStart: 1, zone: UTC, runs },
    limits,
  );
const texts = (...of: Parameters<typeof found>) => found(...of).map(({ text }) => text);
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
const YESTERDAY_MS = -24 * 60 * MINUTE_MS;

describe('loop', () => {
  const starts = (count: number, everyMs: number, fromMs = 0) =>
    times(count, i => run(`s${i}`, [call(fromMs + i * everyMs)]));
  const repeats = (count: number, prompt: (i: number) => number) => [
    run(
      's1',
      times(count, i => call(i * SECOND_MS, { input: prompt(i) })),
    ),
  ];

  test.each<[string, readonly RunTrace[], number]>([
    ['20 starts within 3 minutes', starts(20, 9 * SECOND_MS), 1],
    ['19 starts', starts(19, SECOND_MS), 0],
    ['20 starts in more than 3 minutes', starts(20, 9.5 * SECOND_MS), 0],
    ['20 starts on the day before yesterday', starts(20, SECOND_MS, 2 * YESTERDAY_MS), 0],
    ['20 calls of one run with the same prompt', repeats(20, () => 5000), 1],
    ['20 calls whose prompt grows, as it does in work', repeats(20, i => 5000 + 300 * i), 0],
    ['the same after other calls', repeats(30, i => (i < 10 ? 1000 * (i + 1) : 50_000)), 1],
  ])('%s', (_, runs, count) => expect(found('loop', runs)).toHaveLength(count));

  test('says what, when and how much, and names its evidence', () => {
    const [alert] = found('loop', starts(24, 2 * SECOND_MS));
    expect(alert!.text).toBe(
      'skill /review was started 24 times within 3 minutes on 2026-11-15 at 12:00 ($0.24)',
    );
    expect(alert!.scope).toEqual({ from: TODAY, to: TODAY, action: 'skill /review' });
    expect(
      found(
        'loop',
        repeats(21, () => 9),
      )[0]!.scope,
    ).toMatchObject({ session: 's1' });
  });

  test('with a limit of the user', () =>
    expect(texts('loop', starts(5, SECOND_MS), { loop: 5 })).toHaveLength(1));
});

const MANUAL = { type: 'manual', name: '(prompt)' } as const;

describe('costly run', () => {
  const usual = times(5, i => run(`u${i}`, [call(YESTERDAY_MS * (i + 2), { usd: '1' })]));
  const now = (cost: string, more: Partial<RunTrace> = {}) => run('now', [call(0, { usd: cost })], more);
  test.each<[string, readonly RunTrace[], number]>([
    ['3 times the median', [...usual, now('3')], 0],
    ['more', [...usual, now('3.01')], 1],
    ['with four others', [...usual.slice(1), now('9')], 0],
    ['prompts have no usual cost', [...usual, now('9')].map(each => ({ ...each, action: MANUAL })), 0],
    ['of another action', [...usual, now('9', { action: { type: 'agent', name: 'Explore' } })], 0],
  ])('%s', (_, runs, count) => expect(found('costly-run', runs)).toHaveLength(count));

  test('small change is no spike', () => {
    const small = times(6, i => run(`u${i}`, [call(YESTERDAY_MS * (i + 2), { usd: '0.01' })]));
    expect(found('costly-run', [...small, now('0.50')])).toEqual([]);
    expect(texts('costly-run', [...small, now('0.51')])).toEqual([
      'a run of skill /review cost $0.51, more than 3 times the usual $0.01 (median of 6 runs)',
    ]);
  });
});

describe('large prompt', () => {
  const one = (more: Partial<TracedCall>) => [run('s1', [call(0, { ...more, usd: '1' } as object)])];
  test.each<[string, readonly RunTrace[], number]>([
    ['200,000 in, 50 out', one({ input: 200_000, output: 50 }), 1],
    ['100,000 in', one({ input: 100_000, output: 50 }), 1],
    ['99,999 in', one({ input: 99_999, output: 50 }), 0],
    ['a thousandth out', one({ input: 100_000, output: 100 }), 0],
    ['from the cache', one({ cacheRead: 500_000, output: 5 }), 0],
    ['written to the cache', one({ cacheWriteHour: 100_000, output: 5 }), 1],
  ])('%s', (_, runs, count) => expect(found('large-prompt', runs)).toHaveLength(count));

  test('one alert a run', () => {
    const all = times(3, i => call(i * MINUTE_MS, { input: 200_000 + i, output: 50, usd: '1' }));
    expect(texts('large-prompt', [run('s1', all)])).toEqual([
      'skill /review sent 200,002 tokens that were not cached and got 50 back, 3 calls like it in this run ($3.00)',
    ]);
  });
});

describe('session burn', () => {
  const usual = times(5, i => run(`u${i}`, [call(YESTERDAY_MS * (i + 2), { usd: '1' })]));
  const now = (cost: string, minutes = 0, project = '/home/ada/loom') =>
    run('now-0123', [call(0), call(minutes * MINUTE_MS, { usd: cost })], { project });
  test.each<[string, readonly RunTrace[], number]>([
    ['3 times as much an hour', [...usual, now('2.99')], 0],
    ['more', [...usual, now('3')], 1],
    ['the same in two hours', [...usual, now('5', 120)], 0],
    ['of another project', [...usual, now('9', 0, '/home/ada/other')], 0],
    ['with four others', [...usual.slice(1), now('9')], 0],
  ])('%s', (_, runs, count) => expect(found('session-burn', runs)).toHaveLength(count));

  test('is of all actions of the session', () => {
    const agent = run('now-0123', [call(0, { usd: '6' })], { action: { type: 'agent', name: 'Explore' } });
    expect(texts('session-burn', [...usual, now('3'), agent])).toEqual([
      'session now-0123 spends $9.01 an hour, more than 3 times the $1.00 of its project (median of 5 sessions); it cost $9.01',
    ]);
  });
});

describe('expired cache', () => {
  const written = (afterMs: number, tokens: number) => call(afterMs, { cacheWriteShort: tokens });
  const pair = (pauseMs: number, tokens = 500_000, more: Partial<TracedCall> = {}) => [
    run('s1', [
      { ...written(0, tokens), ...more },
      { ...written(pauseMs, tokens), ...more },
    ]),
  ];
  const hourly = { cacheWriteShort: 0, cacheWriteHour: 500_000 };
  test.each<[string, readonly RunTrace[], number]>([
    ['after five minutes', pair(5 * MINUTE_MS), 0],
    ['after more', pair(5 * MINUTE_MS + 1), 1],
    ['a token less than the limit', pair(6 * MINUTE_MS, 499_999), 0],
    ['written for an hour, after half of it', pair(30 * MINUTE_MS, 0, hourly), 0],
    ['written for an hour, after more', pair(61 * MINUTE_MS, 0, hourly), 1],
    [
      'read again',
      [
        run('s1', [
          written(0, 600_000),
          call(9 * MINUTE_MS, { cacheRead: 600_000, cacheWriteShort: 600_000 }),
        ]),
      ],
      0,
    ],
  ])('%s', (_, runs, count) => expect(found('expired-cache', runs)).toHaveLength(count));

  test('calls of a conversation follow each other whatever they are for', () => {
    const other = run('s1', [written(9 * MINUTE_MS, 700_000)], {
      action: { type: 'manual', name: '(prompt)' },
    });
    expect(texts('expired-cache', [run('s1', [written(0, 600_000)]), other])).toEqual([
      '1 pause let the cache of session s1 expire: 600,000 tokens were written again, in calls that cost $0.01',
    ]);
  });
});

test('runs are gathered by session, agent and action, without sums of sessions', () => {
  const told = (key: string, attribution: object, more: object = {}) =>
    reading({
      key,
      atMs: NOON_MS,
      terms: { model: 'dear' },
      attribution: { source: 'claude-code', session: 's1', cwd: '/p', ...attribution },
      ...more,
    });
  const journal = journalOfReadings([
    {
      path: '/a',
      readings: [
        told('k1', {}),
        told('k2', {}, { atMs: NOON_MS - 1 }),
        told('k3', { command: '/review' }),
        told('k4', { agentId: 'a1', agent: 'Explore' }),
        told('k5', { agentId: 'a2', agent: 'Explore' }),
        told('k6', { session: 's2' }, { quality: 'session total' }),
        told('k7', { session: 's3' }, { atMs: UTC.startOf(TODAY) - 1 }),
      ],
    },
  ]);
  const input = {
    journal,
    prices: somePrices,
    zone: UTC,
    nowMs: NOON_MS,
    projectNames: {},
    weekStart: 1,
  } as const;
  const shown = runTraces(input, TODAY).map(
    ({ session, agentId, action, calls: all }) =>
      `${session} ${agentId} ${action.name}: ${all.map(({ atMs }) => atMs - NOON_MS)}`,
  );
  expect(shown.sort()).toEqual([
    's1 a1 Explore: 0',
    's1 a2 Explore: 0',
    's1 undefined (prompt): -1,0',
    's1 undefined /review: 0',
  ]);
});
