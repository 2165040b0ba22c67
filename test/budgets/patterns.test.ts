import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/budgets/rules/index.ts';
import { type Limits, runRules } from '../../src/budgets/rules/rule.ts';
import { usd } from '../../src/core/money.ts';
import type { Work } from '../../src/core/work.ts';

const TODAY = 20_000;

/** Tasks in short: days ago, name, cost, tokens. */
type Task = readonly [ago: number, name: string, cost: string, tokens?: number];

function alerts(tasks: readonly Task[], limits: Limits = {}) {
  const work = tasks.map(
    ([ago, name, cost, tokens = 1_000], i): Work => ({
      from: 'log',
      at: `day ${TODAY - ago}`,
      day: TODAY - ago,
      project: 'loom',
      name,
      tokens: { total: tokens },
      usd: usd(cost),
      place: { file: 'log', line: i + 1 },
    }),
  );
  return runRules(RULES, { work, today: TODAY, weekStart: 1 }, limits);
}

/** Level and rule of each alert, with the lines that it is about. */
function found(tasks: readonly Task[], limits: Limits = {}) {
  return alerts(tasks, limits).map(
    ({ level, rule, evidence }) => `${level} ${rule} ${evidence.map(({ line }) => line).join(',')}`,
  );
}

describe('a task above 10,000 tokens', () => {
  test.each<[string, readonly Task[], string[], Limits?]>([
    ['10,000 is not above it', [[0, 'Build the loom', '1', 10_000]], []],
    ['10,001 is', [[0, 'Build the loom', '1', 10_001]], ['red large-task 1']],
    ['29 days ago counts', [[29, 'Build the loom', '1', 10_001]], ['red large-task 1']],
    ['30 days ago is over', [[30, 'Build the loom', '1', 10_001]], []],
    ['so is tomorrow, by a wrong clock', [[-1, 'Build the loom', '1', 10_001]], []],
    [
      'the user may set another limit',
      [[0, 'Build', '1', 6_000]],
      ['red large-task 1'],
      { 'large-task': 5_000 },
    ],
  ])('%s', (_, tasks, expected, limits) => expect(found(tasks, limits)).toEqual(expected));

  test('says what to do', () => {
    const [alert] = alerts([[0, 'Build the loom', '1', 12_345]]);
    expect(alert).toMatchObject({ advice: 'break into smaller pieces' });
    expect(alert!.text).toContain('12,345 tokens');
  });
});

describe('a type of task that costs 50 % more than the week before', () => {
  test.each<[string, readonly Task[], string[]]>([
    [
      '1.00 and 1.50',
      [
        [7, 'Add a warp', '1.00'],
        [0, 'Add a weft', '1.50'],
      ],
      ['yellow cost-creep 2'],
    ],
    [
      '1.00 and 1.49',
      [
        [7, 'Add a warp', '1.00'],
        [0, 'Add a weft', '1.49'],
      ],
      [],
    ],
    [
      'summed over each week',
      [
        [13, 'Add a', '0.50'],
        [7, 'Add b', '0.50'],
        [6, 'Add c', '0.75'],
        [0, 'Add d', '0.75'],
      ],
      ['yellow cost-creep 3,4'],
    ],
    [
      'another type',
      [
        [7, 'Add a warp', '1.00'],
        [0, 'Review the weft', '1.50'],
      ],
      [],
    ],
    [
      'nothing the week before',
      [
        [14, 'Add a warp', '1.00'],
        [0, 'Add a weft', '1.50'],
      ],
      [],
    ],
    [
      'names that speak of no type',
      [
        [8, 'Weave', '2'],
        [1, 'Spin', '3'],
      ],
      ['yellow cost-creep 2'],
    ],
  ])('%s', (_, tasks, expected) => {
    expect(found(tasks).filter(each => each.includes('cost-creep'))).toEqual(expected);
  });

  test('says what to do', () => {
    const [alert] = alerts([
      [7, 'Add a warp', '1'],
      [0, 'Add a weft', '2'],
    ]);
    expect(alert).toMatchObject({ advice: 'check for model changes' });
    expect(alert!.text).toBe(
      'Feature, medium: $2.00 in the last 7 days, $1.00 in the 7 days before (+100 %)',
    );
  });
});

describe('costs that fall', () => {
  const weeks = (...costs: readonly string[]) =>
    costs.map((cost, i): Task => [7 * (costs.length - 1 - i), `Weave ${i}`, cost]);
  test.each<[string, readonly Task[], boolean]>([
    ['week by week', weeks('4', '3', '2', '1'), true],
    ['since the log began', weeks('2', '1'), true],
    ['flat', weeks('2', '2', '2', '2'), false],
    ['flat at the end', weeks('4', '3', '2', '2'), false],
    ['up and down', weeks('3', '1', '2', '1'), false],
    ['a week without work says nothing', weeks('3', '2', '0', '1'), false],
    ['one week is no trend', weeks('1'), false],
    ['no work at all', [], false],
    ['only older work', [[40, 'Weave', '3']], false],
  ])('%s', (_, tasks, isFalling) => {
    expect(found(tasks).some(each => each.startsWith('green falling-costs'))).toBe(isFalling);
  });

  test('says what to do', () => {
    expect(alerts(weeks('4', '3'))).toMatchObject([
      { advice: 'document what changed', text: 'costs fell every week: $4.00, $3.00' },
    ]);
  });
});

describe('debugging on devices', () => {
  test.each<[string, readonly Task[], string[]]>([
    [
      '30 % of the cost',
      [
        [0, 'Device check', '0.30'],
        [1, 'Weave', '0.70'],
      ],
      ['red device-share 1'],
    ],
    [
      '29 %',
      [
        [0, 'Device check', '0.29'],
        [1, 'Weave', '0.71'],
      ],
      [],
    ],
    [
      'by either word',
      [
        [0, 'Debug the reed', '0.2'],
        [1, 'On a device', '0.1'],
        [2, 'Weave', '0.7'],
      ],
      ['red device-share 1,2'],
    ],
    [
      'nothing cost anything',
      [
        [0, 'Debug the reed', '0'],
        [1, 'Weave', '0'],
      ],
      [],
    ],
    [
      'older than 30 days',
      [
        [30, 'Debug the reed', '1'],
        [0, 'Weave', '1'],
      ],
      [],
    ],
  ])('%s', (_, tasks, expected) => expect(found(tasks)).toEqual(expected));

  test('says what to do', () => {
    expect(alerts([[0, 'Debug the reed', '1']])).toMatchObject([{ advice: 'plan device work carefully' }]);
  });
});
