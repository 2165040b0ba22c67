/** A rollup that is carried on says what one says that is made anew, or says that it cannot. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/core/usage.ts';
import { Facts } from '../../src/journal/facts.ts';
import { finished } from '../../src/journal/merged.ts';
import { FileTable } from '../../src/logs/file-table.ts';
import { Journal } from '../../src/rollup/journal.ts';
import { updatedRollup } from '../../src/rollup/update.ts';
import { MINUTE, NOW_MS, UTC } from '../support/clock.ts';
import { reachingPrices } from '../support/prices.ts';
import { anyFiles, type FileReadings, reading } from '../support/readings.ts';
import { sumsOf } from '../support/sums.ts';

const COARSE = () => [];

/** Files as they grow: what is known of them, and a rollup of what was known at the beginning. */
class Growing {
  readonly known = new FileTable();
  private base: ReturnType<typeof updatedRollup>;

  constructor(files: FileReadings) {
    for (const { path, readings } of files) this.write(path, readings);
    this.base = finished(this.journal.rollUp(COARSE));
    this.known.clearChanges();
  }

  get journal(): Journal {
    return new Journal(this.known.facts, [...this.known.files.values()]);
  }

  /** The file is written over. */
  write(path: string, readings: readonly Reading[]): void {
    const facts = new Facts();
    for (const each of readings) facts.add(each);
    this.put(path, facts);
  }

  grow(path: string, ...readings: readonly Reading[]): void {
    const { from, to } = this.known.files.get(path)!;
    const { facts } = this.known;
    const start = facts.length;
    facts.resume(from, to);
    for (const each of readings) facts.add(each);
    this.put(path, facts, start);
  }

  /** The sums of the rollup carried on; undefined where it cannot be. */
  get carriedOn() {
    const { facts, files, changes } = this.known;
    const factSet = { facts, files: [...files.values()] };
    const rollup = updatedRollup(this.base!, factSet, changes, COARSE);
    return (
      rollup &&
      sumsOf(
        Journal.fromRollup(rollup, () => factSet),
        reachingPrices,
        UTC,
      )
    );
  }

  get anew() {
    return sumsOf(this.journal, reachingPrices, UTC);
  }

  private put(path: string, facts: Facts, from = 0): void {
    const stamp = { inode: 1, size: 1, mtimeMs: 1, ctimeMs: 1, format: 'f', version: 1 };
    this.known.put(
      { path, source: 'claude-code', stamp, isRacy: false },
      { facts, from, agentTypes: [], sessions: [], troubles: [] },
    );
  }
}

function at(key: string, minutes: number, told: Parameters<typeof reading>[0] = {}): Reading {
  return reading({ key, atMs: NOW_MS + minutes * MINUTE, offset: minutes * 100, ...told });
}

const LONG: FileReadings = [
  { path: '/a', readings: [at('a1', 0), at('a2', 5), at('a3', 20)] },
  { path: '/b', readings: [at('b1', 1), at('b2', 2)] },
];
/** A conversation and its copy, which went on by itself. */
const RESUMED: FileReadings = [
  { path: '/a', readings: [at('a1', 0), at('a2', 5)] },
  {
    path: '/b',
    readings: [
      at('a1', 0),
      at('a2', 5),
      at('b1', 9, { attribution: { source: 'claude-code', session: 's2' } }),
    ],
  },
];

describe('is carried on', () => {
  test.each<[string, FileReadings, (files: Growing) => void]>([
    ['nothing', LONG, () => {}],
    ['a response', LONG, files => files.grow('/a', at('a4', 30))],
    [
      'responses of several files',
      LONG,
      files => {
        files.grow('/a', at('a4', 30), at('a5', 31));
        files.grow('/b', at('b3', 40));
      },
    ],
    [
      'more of the last response',
      LONG,
      files => files.grow('/a', at('a3', 20, { tokens: { output: 70 }, offset: 9000 }), at('a4', 21)),
    ],
    [
      'the same file again and again',
      LONG,
      files => {
        for (let i = 4; i < 9; i++)
          files.grow('/a', at(`a${i}`, 20 + i), at(`a${i - 1}`, 19 + i, { tokens: { output: i } }));
      },
    ],
    ['a new file', LONG, files => files.write('/c', [at('c1', 3)])],
    [
      'a new file, and more of it',
      LONG,
      files => {
        files.write('/c', [at('c1', 3)]);
        files.grow('/c', at('c2', 4));
      },
    ],
    ['a copy', RESUMED, files => files.grow('/b', at('b2', 30))],
  ])('%s', (_, base, act) => {
    const files = new Growing(base);
    act(files);
    expect(files.carriedOn).toEqual(files.anew);
  });
});

describe('is made anew', () => {
  test.each<[string, FileReadings, (files: Growing) => void]>([
    ['where a response is told of in another file, too', LONG, files => files.grow('/a', at('b1', 30))],
    [
      'where two files bring the same one',
      LONG,
      files => {
        files.grow('/a', at('new', 30));
        files.grow('/b', at('new', 30));
      },
    ],
    ['where a file is gone', LONG, files => files.known.remove('/a')],
    ['where a response is gone', LONG, files => files.write('/a', [at('a1', 0)])],
    [
      'where the first response turns out to be of a later time',
      LONG,
      files => files.write('/a', [at('a1', 3), at('a2', 5), at('a3', 20)]),
    ],
    [
      'where a response turns out to be of another place',
      LONG,
      files =>
        files.grow(
          '/a',
          at('a3', 20, {
            offset: 9000,
            reasoning: 1,
            attribution: { source: 'claude-code', session: 's1', cwd: '/x' },
          }),
        ),
    ],
    ['where a log states a cost', LONG, files => files.grow('/a', at('a4', 30, { loggedUsd: 1 }))],
    [
      'where several witnesses tell of a session',
      LONG,
      files => files.grow('/a', at('a4', 30, { attribution: { source: 'goose', session: 's', witness: 1 } })),
    ],
    [
      'where a copy turns out to be the original',
      RESUMED,
      files => files.grow('/b', at('b0', -60, { offset: 9000 })),
    ],
    [
      'where an original without anything of its own gets something',
      RESUMED,
      files => files.grow('/a', at('a0', 30)),
    ],
  ])('%s', (_, base, act) => {
    const files = new Growing(base);
    act(files);
    expect(files.carriedOn).toBeUndefined();
  });
});

describe('very many responses', () => {
  const many = (name: string, count: number) => Array.from({ length: count }, (_, i) => at(`${name}${i}`, i));
  // More than are looked for one by one.
  const [before, more] = [many('a', 3000), many('b', 1500)];

  test('are carried on', () => {
    const files = new Growing([{ path: '/a', readings: before }]);
    files.write('/b', more);
    files.grow('/a', ...many('c', 100).map((each, i) => ({ ...each, offset: 1e6 + i })));
    expect(files.carriedOn).toEqual(files.anew);
  });

  test('are made anew where one of them is told of elsewhere, too', () => {
    const files = new Growing([{ path: '/a', readings: before }]);
    files.write('/b', [...more, at('a7', 2000)]);
    expect(files.carriedOn).toBeUndefined();
  });
});

test('law: whatever grows, it says the same or nothing', () => {
  let carriedOn = 0;
  fc.assert(
    fc.property(anyFiles, anyFiles, (before, after) => {
      const files = new Growing(before);
      for (const { path, readings } of after) {
        if (!files.known.files.has(path)) files.write(path, readings);
        else files.grow(path, ...readings.map(each => ({ ...each, offset: each.offset + 1e6 })));
      }
      const sums = files.carriedOn;
      if (sums) carriedOn += 1;
      expect(sums ?? files.anew).toEqual(files.anew);
    }),
    { numRuns: 500 },
  );
  expect(carriedOn).toBeGreaterThan(20);
});
