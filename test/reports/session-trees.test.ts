/** Sessions that were started for another one are part of it where that is asked for, and rows by provider. */
import { expect, test } from 'vitest';
import { createPriceLookup } from '../../src/prices/index.ts';
import { GROUPINGS, REPORTS } from '../../src/reports/index.ts';
import { journalOfReadings, reading } from '../support/readings.ts';
import { inputOf } from '../support/report-input.ts';

const goose = { source: 'goose', cwd: '/home/ada/loom' };
const child = { ...goose, session: 'b', parentSession: 'a', cwd: '/home/ada/loom/sub' };
const FILES = [
  {
    path: '/a.db',
    readings: [
      reading({ key: '1', tokens: { input: 1000 }, attribution: { ...goose, session: 'a', store: 'x' } }),
      reading({ key: '2', tokens: { input: 2000 }, attribution: { ...child, store: 'x' } }),
      reading({
        key: '3',
        tokens: { input: 300 },
        attribution: { ...child, session: 'c', parentSession: 'b', store: 'x' },
      }),
      // Another machine has sessions of the same ids.
      reading({ key: '4', tokens: { input: 40 }, attribution: { ...child, store: 'y' } }),
      reading({ key: '5', tokens: { input: 5 }, attribution: { ...goose, session: 'd' } }),
      // Damaged: each is the parent of the other.
      reading({
        key: '6',
        tokens: { input: 6 },
        attribution: { ...goose, session: 'e', parentSession: 'f' },
      }),
      reading({
        key: '7',
        tokens: { input: 7 },
        attribution: { ...goose, session: 'f', parentSession: 'e' },
      }),
    ],
  },
];

function rows(report: string, by: string, journal = journalOfReadings(FILES)) {
  const { run } = REPORTS.find(each => each.id === report)!;
  const grouping = GROUPINGS.find(each => each.word === by)!;
  return run(inputOf({ journal, by: [grouping] })).rows.map(({ keys, tally }) => [
    ...keys.map(key => key.split('\0').slice(0, 3).join(' ').trim()),
    tally.total,
  ]);
}

test('a session with all that was started for it is one row', () => {
  const expected = [
    ['goose a /home/ada/loom', 3300],
    ['goose a /home/ada/loom/sub', 40],
    ['goose f /home/ada/loom', 7],
  ];
  expect(rows('session', 'parent').slice(0, 3)).toEqual(expected);
  expect(rows('session', 'parent').reduce((sum, row) => sum + Number(row.at(-1)), 0)).toBe(3358);
});

test('the same out of a rollup', () => {
  const journal = journalOfReadings(FILES);
  for (const _ of journal.rollUp(() => []));
  expect(rows('session', 'parent', journal)).toEqual(rows('session', 'parent'));
});

test('days may be split by it', () => {
  expect(rows('daily', 'parent').map(row => row.at(-1))).toContain(3300);
});

test('rows by provider: as logged, else whose price holds', () => {
  const terms = (provider: string | undefined, model: string) => ({ provider, model });
  const journal = journalOfReadings([
    {
      path: '/a.db',
      readings: [
        reading({ key: '1', tokens: { input: 9 }, terms: terms('openrouter', 'claude-opus-4-6') }),
        reading({ key: '2', tokens: { input: 8 }, terms: terms(undefined, 'claude-opus-4-6') }),
        reading({ key: '3', tokens: { input: 7 }, terms: terms(undefined, 'nobody-knows') }),
      ],
    },
  ]);
  const { run } = REPORTS.find(each => each.id === 'session')!;
  const by = GROUPINGS.filter(each => each.word === 'provider');
  const answer = run(inputOf({ journal, by, prices: createPriceLookup() }));
  expect(answer.rows.map(({ keys, tally }) => [keys[1], tally.total])).toEqual([
    ['openrouter', 9],
    ['anthropic', 8],
    ['(not in the log)', 7],
  ]);
});
