/** Actions: each response of exactly one, and what one run of each cost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionOf } from '../../src/core/action.ts';
import { medianUsd, usd } from '../../src/core/money.ts';
import { actions } from '../../src/reports/actions.ts';
import { daily } from '../../src/reports/daily.ts';
import type { Row } from '../../src/reports/report.ts';
import { sessions } from '../../src/reports/session.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { anyFiles, journalOfReadings, reading } from '../support/readings.ts';
import { inputOf } from '../support/report-input.ts';

const RUNS = new Map([['s-nightly', 'nightly']]);

test.each<[string, object, string]>([
  ['a prompt', {}, 'manual (prompt)'],
  ['a skill', { skill: 'pdf' }, 'skill pdf'],
  ['a command', { command: '/review' }, 'skill /review'],
  ['a skill within a command', { command: '/review', skill: 'pdf' }, 'skill /review'],
  ['an agent', { agent: 'Explore' }, 'agent Explore'],
  ['an agent that a skill started', { agent: 'Explore', skill: 'pdf', command: '/x' }, 'agent Explore'],
  ['a scheduled run', { session: 's-nightly' }, 'scheduled nightly'],
  ['a turn that a schedule began', { origin: 'scheduled' }, 'scheduled (schedule)'],
  ['a command that a schedule began', { origin: 'scheduled', command: '/brief' }, 'scheduled /brief'],
  ['a turn that an SDK began', { origin: 'sdk' }, 'manual (prompt)'],
  ['an agent of a scheduled run', { session: 's-nightly', agent: 'Explore' }, 'scheduled nightly'],
  ['a child of a scheduled run', { session: 's2', parentSession: 's-nightly' }, 'scheduled nightly'],
])('%s is one action', (_, { agent, ...attribution }: { agent?: string }, expected) => {
  const usage = { attribution: { source: 'claude-code', session: 's1', ...attribution }, agent };
  const { type, name } = actionOf(usage, RUNS);
  expect(`${type} ${name}`).toBe(expected);
});

/** Responses of every kind of action. */
const files = anyFiles.chain(all =>
  fc
    .infiniteStream(
      fc.record(
        { skill: fc.constantFrom('pdf'), command: fc.constantFrom('/review', '/plan') },
        { requiredKeys: [] },
      ),
    )
    .map(names =>
      all.map(file => ({
        ...file,
        readings: file.readings.map(each => ({
          ...each,
          attribution: { ...each.attribution, ...names.next().value! },
          terms: { model: 'dear' },
        })),
      })),
    ),
);

const sumsBy = (rows: readonly Row[]) => {
  const sums = new Map<string, bigint>();
  for (const { keys, cost } of rows) sums.set(keys[0]!, (sums.get(keys[0]!) ?? 0n) + cost.usd);
  return sums;
};

test.each([
  ['session', sessions],
  ['day', daily],
])('law: actions add up to each %s, to the last digit', (_, report) => {
  fc.assert(
    fc.property(files, all => {
      const journal = journalOfReadings(all);
      const whole = report.run(inputOf({ journal }));
      const split = report.run(inputOf({ journal, by: [actions.grouping] }));
      expect(sumsBy(split.rows)).toEqual(sumsBy(whole.rows));
    }),
  );
});

describe('runs', () => {
  const DAY_MS = 86_400_000;
  /** A response of so many input tokens of a model at $3 each. */
  const used = (key: string, session: string, input: number, daysAgo: number, more: object = {}) =>
    reading({
      key,
      atMs: NOW_MS - daysAgo * DAY_MS,
      terms: { model: 'dear' },
      tokens: { input },
      attribution: { source: 'claude-code', session, command: '/review', ...more },
    });
  const journal = journalOfReadings([
    {
      path: '/a',
      readings: [
        used('k1', 's1', 1000, 1),
        used('k2', 's1', 1000, 1),
        used('k3', 's2', 5000, 3),
        used('k4', 's3', 3000, 9),
        used('k5', 's3', 400, 9, { agentId: 'a1', agent: 'Explore' }),
        used('k6', 's3', 600, 9, { agentId: 'a2', agent: 'Explore' }),
      ],
    },
  ]);
  const cellsOf = (query: object = {}) => {
    const answer = actions.run(inputOf({ journal }, query));
    return answer.rows.map(row => [
      row.keys[0],
      ...answer.columns
        .filter(({ id }) => ['runs', 'averageUsd', 'medianUsd', 'trendPercent'].includes(id))
        .map(column => {
          const cell = column.cell(row);
          return typeof cell === 'object' ? cell.usd : cell;
        }),
    ]);
  };
  const costing = (input: number) => usd('3') * BigInt(input);

  test('a command has one in each session, an agent one for each agent', () => {
    expect(cellsOf()).toEqual([
      ['skill /review', 3, costing(10_000) / 3n, costing(3000), 133.3],
      ['agent Explore', 2, costing(500), costing(500), -100],
    ]);
  });

  test('have no trend in a shorter span', () => {
    const from = UTC.day(NOW_MS) - 9;
    expect(cellsOf({ from })[0]).toEqual([
      'skill /review',
      3,
      costing(10_000) / 3n,
      costing(3000),
      undefined,
    ]);
  });

  test.each([
    [[5], 5],
    [[9, 1, 5], 5],
    [[4, 1], 2],
  ])('the median of %j is %d', (amounts, median) => {
    expect(medianUsd(amounts.map(BigInt))).toBe(BigInt(median));
  });
});
