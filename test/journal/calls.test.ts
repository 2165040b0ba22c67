/** Which records are one call, and which of them speaks for it; see `fixtures/` for the same as logs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UsageEvent } from '../../src/core/usage.ts';
import { NOW_MS } from '../support/clock.ts';
import { type FileReadings, journalOfReadings, reading, type Told } from '../support/readings.ts';

const SECOND = 1000;

/** A record of a key that may name several calls, at a second. */
function record(second: number, told: Told): Told {
  return { key: 'k', request: '', quality: 'exact', ...told, atMs: NOW_MS + second * SECOND };
}

function filesOf(files: readonly (readonly Told[])[]): FileReadings {
  return files.map((records, i) => ({
    path: `/${i}`,
    readings: records.map((each, line) => reading({ ...each, offset: line * 100, line: line + 1 })),
  }));
}

function eventsOf(files: readonly (readonly Told[])[]): readonly UsageEvent[] {
  return journalOfReadings(filesOf(files)).select(() => true);
}

/** Input, cache reads, five-minute and one-hour writes, output, model, seconds: in the order of time. */
function wordsOf(events: readonly UsageEvent[]): readonly string[] {
  return events
    .map(({ tokens: t, terms, atMs, endMs }) => {
      const counts = [t.input, t.cacheRead, t.cacheWrite5m, t.cacheWrite1h, t.output].join(' ');
      const seconds = [atMs, endMs].map(ms => (ms - NOW_MS) / SECOND).join('-');
      return `${counts} ${terms.model} ${seconds}`;
    })
    .sort();
}

const terms = { model: 'm' };
const open = 'lower bound';

describe('one call', () => {
  test.each<[string, readonly (readonly Told[])[], readonly string[]]>([
    [
      'is its final record, not what a preliminary one said beside it',
      [
        [
          record(0, { quality: open, terms, tokens: { input: 353_777 } }),
          record(21, { terms, tokens: { input: 825, output: 285, cacheRead: 364_032 } }),
        ],
      ],
      ['825 364032 0 0 285 m 0-21'],
    ],
    [
      'is its final record in whichever file',
      [
        [record(0, { quality: open, terms, tokens: { input: 353_777 } })],
        [record(21, { terms, tokens: { input: 825, output: 285, cacheRead: 364_032 } })],
      ],
      ['825 364032 0 0 285 m 0-21'],
    ],
    [
      'is of the model that ended it',
      [
        [
          record(0, { quality: open, terms: { model: 'a' }, tokens: { input: 2, output: 1, cacheRead: 32 } }),
          record(5, { terms: { model: 'b' }, tokens: { input: 4, output: 260, cacheWrite1h: 40 } }),
        ],
      ],
      ['4 0 0 40 260 b 0-5'],
    ],
    [
      'writes once, for as long as its final record says',
      [
        [
          record(0, { quality: open, terms, tokens: { input: 3, output: 1, cacheWrite5m: 10_000 } }),
          record(5, { terms, tokens: { input: 3, output: 100, cacheWrite1h: 10_000 } }),
        ],
      ],
      ['3 0 0 10000 100 m 0-5'],
    ],
    [
      'that was never finished is its most complete record',
      [
        [
          record(0, { quality: open, terms, tokens: { input: 3, output: 1 } }),
          record(5, { quality: open, terms, tokens: { input: 3, output: 7 } }),
          record(6, { quality: open, terms, tokens: { input: 3, output: 2 } }),
        ],
      ],
      ['3 0 0 0 7 m 0-6'],
    ],
    [
      'in a copy of its session is still one',
      [
        [record(0, { request: 'r', terms, tokens: { input: 5, output: 9 } })],
        [record(0, { request: 'r', terms, tokens: { input: 5, output: 9 } })],
      ],
      ['5 0 0 0 9 m 0-0'],
    ],
    [
      'is one where a copy lost its request',
      [
        [record(0, { request: 'r', terms, tokens: { input: 5, output: 9 } })],
        [record(0, { terms, tokens: { input: 5, output: 9 } })],
      ],
      ['5 0 0 0 9 m 0-0'],
    ],
  ])('%s', (_, files, expected) => {
    expect(wordsOf(eventsOf(files))).toEqual(expected);
    expect(wordsOf(eventsOf(files.map(records => records.toReversed()).toReversed()))).toEqual(expected);
  });
});

describe('several calls', () => {
  test.each<[string, readonly (readonly Told[])[], number]>([
    [
      'go by one id of a relay',
      [
        [
          record(0, { terms, tokens: { input: 1000, output: 50 } }),
          record(60, { terms, tokens: { input: 2000, output: 60 } }),
        ],
        [record(90, { terms, tokens: { input: 500, output: 40 } })],
      ],
      3,
    ],
    [
      'have one id and different requests',
      [
        [
          record(0, { request: 'r1', terms, tokens: { input: 2, output: 9 } }),
          record(60, { request: 'r2', terms, tokens: { input: 2, output: 9 } }),
        ],
      ],
      2,
    ],
    [
      'are not made of what a call said before it was finished',
      [
        [
          record(0, { quality: open, terms, tokens: { input: 7 } }),
          record(9, { terms, tokens: { input: 10, output: 1 } }),
          record(50, { quality: open, terms, tokens: { input: 8 } }),
          record(60, { terms, tokens: { input: 20, output: 1 } }),
        ],
      ],
      2,
    ],
  ])('%s', (_, files, expected) => {
    const events = eventsOf(files);
    expect(events.length).toBe(expected);
    expect(new Set(events.map(event => event.id)).size).toBe(expected);
    const turned = eventsOf(files.map(records => records.toReversed()).toReversed());
    expect(wordsOf(turned)).toEqual(wordsOf(events));
  });
});

const anyRecord = fc.record({
  key: fc.constantFrom('k1', 'k2'),
  request: fc.constantFrom('', 'r1', 'r2'),
  quality: fc.constantFrom('exact', 'lower bound'),
  tokens: fc.record({
    input: fc.nat(2),
    output: fc.nat(3),
    cacheRead: fc.nat(1),
    cacheWrite5m: fc.nat(1),
    cacheWrite1h: fc.nat(1),
  }),
  terms: fc.record({ model: fc.constantFrom('m1', 'm2') }),
  atMs: fc.nat(5).map(second => NOW_MS + second * SECOND),
  tools: fc.subarray(['Read', 'Bash']),
});

test('law: the order of records and files decides nothing, and neither does which file a record is in', () => {
  const shuffled = fc
    .array(anyRecord, { maxLength: 8 })
    .chain(records =>
      fc.tuple(
        fc.constant(records),
        fc.shuffledSubarray(records, { minLength: records.length }),
        fc.array(fc.nat(2), { minLength: records.length, maxLength: records.length }),
      ),
    );
  const plain = (files: readonly (readonly Told[])[]) =>
    eventsOf(files)
      .map(({ id, atMs, endMs, tokens, quality, terms, tools, records }) =>
        JSON.stringify({ id, atMs, endMs, tokens, quality, terms, tools, records }),
      )
      .sort();
  fc.assert(
    fc.property(shuffled, ([records, other, places]) => {
      const spread = [0, 1, 2].map(file => other.filter((_, i) => places[i] === file));
      expect(plain(spread)).toEqual(plain([records]));
    }),
    { numRuns: 500 },
  );
});
