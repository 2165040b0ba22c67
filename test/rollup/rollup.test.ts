/** The rollup says of a journal what its events say, whatever is asked. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Zone } from '../../src/core/calendar.ts';
import { dice } from '../../src/demo/dice.ts';
import { finished } from '../../src/journal/merged.ts';
import { activeBlock } from '../../src/reports/active-block.ts';
import { QUARTER_MS } from '../../src/rollup/cells.ts';
import { Journal } from '../../src/rollup/journal.ts';
import { NOW_MS } from '../support/clock.ts';
import { pricesWithLongPrompts, reachingPrices, somePrices } from '../support/prices.ts';
import { anyFiles, type FileReadings, journalOfReadings, reading } from '../support/readings.ts';
import { sumsOf, sumsOfEvents } from '../support/sums.ts';

/** The same journal twice: as it is, and with its rollup. */
function pair(files: FileReadings, lengths: readonly number[] = []): readonly [Journal, Journal] {
  const digested = journalOfReadings(files);
  finished(digested.rollUp(() => lengths));
  return [journalOfReadings(files), digested];
}

/** The journal of a rollup alone: whoever asks for an event gets an error. */
function alone(files: FileReadings, lengths: readonly number[] = []): Journal {
  const rollup = finished(journalOfReadings(files).rollUp(() => lengths));
  return Journal.fromRollup(rollup, () => {
    throw new Error('the rollup should have known');
  });
}

const LONG = 200;
const longPrices = pricesWithLongPrompts(LONG);

const ZONES = ['UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'];

describe('laws', () => {
  test.each(ZONES)('sums are those of the events, in %s', name => {
    const zone = new Zone(name);
    fc.assert(
      fc.property(anyFiles, files => {
        const [plain, digested] = pair(files, [50_000]);
        expect(digested.range).toEqual(plain.range);
        for (const prices of [somePrices, reachingPrices]) {
          expect(sumsOf(digested, prices, zone)).toEqual(sumsOfEvents(plain, prices, zone));
        }
      }),
    );
  });

  test('and where the price depends on the length of the prompt, whether or not the rollup was told', () => {
    fc.assert(
      fc.property(anyFiles, fc.boolean(), (files, isTold) => {
        const [plain, digested] = pair(files, isTold ? [LONG] : []);
        const zone = new Zone('UTC');
        expect(sumsOf(digested, longPrices, zone)).toEqual(sumsOfEvents(plain, longPrices, zone));
      }),
    );
  });
});

const MANY = 9000;

/** Many readings of a key each, in thousands of cells. */
function manyReadings(seed: number) {
  const { whole, pick } = dice(seed);
  return Array.from({ length: MANY }, (_, i) =>
    reading({
      key: `k${i}`,
      atMs: NOW_MS - Math.floor(i / 3) * 200_000 + whole(0, 900_000),
      tokens: { input: whole(0, 400), output: whole(0, 2 ** 33), cacheRead: whole(0, 70_000) },
      reasoning: whole(0, 9),
      records: whole(1, 3),
      quality: pick(['exact', 'lower bound', 'estimate']),
      terms: { model: pick(['m1', 'm2', 'm3']) },
      attribution: { source: pick(['claude-code', 'goose']), session: `s${whole(0, 9)}` },
      loggedUsd: whole(0, 50) === 0 ? whole(1, 9) : undefined,
      offset: i * 100,
    }),
  );
}

test('the sums of very many events are those of the events, a copied session among them', () => {
  const readings = manyReadings(5);
  // A copy of a session that continues differently.
  const copied = readings.slice(1000, 3000).map((each, i) => ({ ...each, offset: i * 100, records: 1 }));
  const files = [
    { path: '/b', readings },
    { path: '/a', readings: [...copied, reading({ key: 'own', atMs: NOW_MS + 5, offset: 900_000 })] },
  ];
  const [plain, digested] = pair(files, [300]);
  const zone = new Zone('Asia/Kathmandu');
  expect(digested.length).toBe(MANY + 1);
  expect([digested.range, digested.duplicates]).toEqual([plain.range, plain.duplicates]);
  expect(sumsOf(digested, reachingPrices, zone)).toEqual(sumsOfEvents(plain, reachingPrices, zone));
});

test('law: the open window is the same in brief', () => {
  const hour = Math.floor(NOW_MS / 3_600_000) * 3_600_000;
  const minutes = fc.array(
    fc.oneof(
      fc.nat(2400),
      fc.nat(40).map(hours => hours * 60),
    ),
    { maxLength: 12 },
  );
  let open = 0;
  fc.assert(
    fc.property(minutes, fc.nat(300), (ages, later) => {
      const readings = ages.map((age, i) =>
        reading({ key: `k${i}`, atMs: hour - age * 60_000, terms: { model: 'fair' }, offset: i * 100 }),
      );
      const [plain, digested] = pair([{ path: '/a', readings }]);
      const nowMs = hour + later * 60_000;
      const block = activeBlock(plain, reachingPrices, nowMs);
      if (block) open += 1;
      expect(activeBlock(digested, reachingPrices, nowMs)).toEqual(block);
    }),
    { numRuns: 300 },
  );
  expect(open).toBeGreaterThan(20);
});

describe('the rollup alone', () => {
  const hour = Math.floor(NOW_MS / QUARTER_MS) * QUARTER_MS;
  const many = Array.from({ length: 400 }, (_, i) =>
    reading({ key: `k${i}`, atMs: hour + i * 30_000, tokens: { input: i, output: 7 }, offset: i * 100 }),
  );
  const files = [{ path: '/a', readings: many }];

  test('answers without its events', () => {
    const [plain] = pair(files);
    const zone = new Zone('Europe/Berlin');
    expect(sumsOf(alone(files), reachingPrices, zone)).toEqual(sumsOfEvents(plain, reachingPrices, zone));
  });

  test('has a cell for each quarter of an hour', () => {
    const { parts } = finished(journalOfReadings(files).rollUp(() => []));
    expect(parts.map(({ cells }) => cells.length)).toEqual([Math.ceil((400 * 30_000) / QUARTER_MS)]);
  });

  test('answers on the day on which the clocks change', () => {
    const changing = [
      {
        path: '/a',
        readings: many.map((each, i) => ({ ...each, atMs: Date.UTC(2026, 9, 24, 21) + i * 30_000 })),
      },
    ];
    const [plain] = pair(changing);
    const zone = new Zone('Europe/Berlin');
    expect(sumsOf(alone(changing), reachingPrices, zone)).toEqual(sumsOfEvents(plain, reachingPrices, zone));
  });

  test('does not guess where one cell has two prices', () => {
    const zone = new Zone('UTC');
    expect(() => sumsOf(alone(files), longPrices, zone)).toThrow('the rollup should have known');
    const [plain] = pair(files);
    expect(sumsOf(alone(files, [LONG]), longPrices, zone)).toEqual(sumsOfEvents(plain, longPrices, zone));
  });
});

describe('moments', () => {
  test('are the first and the last of each quarter, or all of them where that could be misread', () => {
    const start = Math.floor(NOW_MS / 3_600_000) * 3_600_000;
    const at = (...minutes: readonly number[]) => [
      {
        path: '/a',
        readings: minutes.map((minute, i) =>
          reading({ key: `k${i}`, atMs: start + minute * 60_000, offset: i * 100 }),
        ),
      },
    ];
    const momentsOf = (files: FileReadings) => {
      const journal = journalOfReadings(files);
      finished(journal.rollUp(() => []));
      return journal.moments(['claude-code']).map(ms => (ms - start) / 60_000);
    };
    expect(momentsOf(at(1, 3, 9, 40))).toEqual([1, 9, 40, 40]);
    // What happens on the hour may belong to the window that closes with it.
    expect(momentsOf(at(0, 3, 9))).toEqual([0, 0, 3, 3, 9, 9]);
    expect(journalOfReadings(at(1, 3, 9)).moments(['goose'])).toEqual([]);
  });
});
