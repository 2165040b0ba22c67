/** The long loops say of many rows what is said of few without them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Zone } from '../../src/core/calendar.ts';
import { Column } from '../../src/core/column.ts';
import { dice } from '../../src/demo/dice.ts';
import { Facts } from '../../src/journal/facts.ts';
import { loopsFor } from '../../src/journal/loops.ts';
import { finished } from '../../src/journal/merged.ts';
import { Sieve } from '../../src/journal/sieve.ts';
import { CellAdder, type EventAdder } from '../../src/rollup/cell-adder.ts';
import { CellLoop } from '../../src/rollup/cell-loop.ts';
import { PlainRuns, quickRuns, runsOf } from '../../src/rollup/cell-runs.ts';
import { CELL_COLUMNS, Cells, type Grain } from '../../src/rollup/cells.ts';
import { NOW_MS } from '../support/clock.ts';
import { rateOf, reachingPrices } from '../support/prices.ts';
import { anyReading, journalOfReadings, reading } from '../support/readings.ts';
import { sumsOf } from '../support/sums.ts';

const MANY = 9000;

/** Many readings of a key each; there are more cells than the loop has room for at first. */
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

function factsOf(readings: readonly ReturnType<typeof reading>[]): Facts {
  const facts = new Facts();
  for (const each of readings) facts.add(each);
  return facts;
}

/** Cells as a list of what each says; a source by its name. */
function spelled({ length, columns, attributions, loggedUsd }: Cells) {
  return Array.from({ length }, (_, cell) => ({
    ...Object.fromEntries(CELL_COLUMNS.map(name => [name, columns[name].get(cell)])),
    source: attributions.get(columns.attribution.get(cell)).source,
    loggedUsd: loggedUsd.get(cell),
  }));
}

describe('cells', () => {
  const lengths: Grain = ({ model }) => (model === 'm1' ? [] : model === 'm2' ? [300] : [50_000, 200, 9000]);

  /** Some of the rows one after the other, now and then some that others have as well, and the rest. */
  function added(to: EventAdder, facts: Facts, seed: number) {
    const { whole } = dice(seed);
    const rows = Uint32Array.from({ length: facts.length }, (_, i) => i).filter(() => whole(0, 4) > 0);
    const half = rows.length >> 1;
    to.add(rows, 0, half);
    for (let i = 0; i < 3000; i++) {
      to.addOne(i, {
        quality: 'exact',
        atMs: NOW_MS + i * 1000,
        tokens: { ...promptOf(facts, i), output: i },
        reasoning: 1,
        webSearches: 2,
        records: 2,
        loggedUsd: i % 100 === 0 ? i : undefined,
      });
    }
    to.add(rows, half, rows.length);
    return to.done();
  }

  function promptOf({ columns: c }: Facts, row: number) {
    return {
      input: c.input.get(row),
      cacheRead: c.cacheRead.get(row),
      cacheWrite5m: 5,
      cacheWrite1h: 6,
      cacheWriteOther: 7,
    };
  }

  test.each([1, 2, 3])('are the same, added by loop or one by one (seed %i)', seed => {
    const facts = factsOf(manyReadings(seed));
    const slow = added(new CellAdder(facts, lengths), facts, seed);
    const quick = added(new CellLoop(loopsFor(MANY)!, facts, lengths), facts, seed);
    expect(slow.cells.length).toBeGreaterThan(2 * 2048);
    expect(slow.cells.loggedUsd.size).toBeGreaterThan(100);
    expect(spelled(quick.cells)).toEqual(spelled(slow.cells));
    expect({ ...quick, cells: 0 }).toEqual({ ...slow, cells: 0 });
    const widths = ({ columns }: Cells) => CELL_COLUMNS.map(name => columns[name].bytes().width);
    expect(widths(quick.cells)).toEqual(widths(slow.cells));
  });

  test('law: whatever is told', () => {
    fc.assert(
      fc.property(fc.array(anyReading, { maxLength: 30 }), readings => {
        const facts = factsOf(readings.map((each, i) => ({ ...each, key: `k${i}` })));
        const rows = Uint32Array.from({ length: facts.length }, (_, i) => i);
        const [slow, quick] = [
          new CellAdder(facts, lengths),
          new CellLoop(loopsFor(MANY)!, facts, lengths),
        ].map(adder => {
          adder.add(rows, 0, rows.length);
          return adder.done();
        });
        expect(spelled(quick!.cells)).toEqual(spelled(slow!.cells));
        expect({ ...quick, cells: 0 }).toEqual({ ...slow, cells: 0 });
      }),
    );
  });
});

describe('runs of cells', () => {
  /** Cells of several sources, sessions and lengths of prompts, as `lengths` has them. */
  function cellsOf(seed: number): Cells {
    const facts = factsOf(manyReadings(seed));
    const adder = new CellAdder(facts, ({ model }) => (model === 'm1' ? [] : [300]));
    adder.add(
      Uint32Array.from({ length: facts.length }, (_, i) => i),
      0,
      facts.length,
    );
    return adder.done().cells;
  }

  test.each([1, 2])('are as long and come to as much, with machine code or without (seed %i)', seed => {
    const cells = cellsOf(seed);
    const [plain, quick] = [new PlainRuns(cells), quickRuns(cells)!];
    const { whole, pick } = dice(seed);
    const ends = new Set<number>();
    for (let i = 0; i < 3000; i++) {
      const from = whole(0, cells.length - 1);
      const atMs = cells.columns.firstMs.get(from);
      const stretch = {
        rate: rateOf('fair'),
        fromMs: pick([Number.NEGATIVE_INFINITY, atMs, atMs - 3_600_000]),
        toMs: pick([Number.POSITIVE_INFINITY, atMs + 900_000, atMs + 86_400_000]),
        promptBelow: pick([Number.POSITIVE_INFINITY, 300, 100_000]),
      };
      const owner = pick(['nothing', 'source', 'attribution'] as const);
      const end = plain.endOf(from, stretch, owner);
      ends.add(end - from);
      expect(quick.endOf(from, stretch, owner)).toBe(end);
      const to = whole(from, cells.length);
      expect([...(quick.sumsOf(from, to) as Float64Array)]).toEqual([
        ...(plain.sumsOf(from, to) as Float64Array),
      ]);
    }
    expect(ends.size).toBeGreaterThan(10);
  });

  test('go by machine code only where there are many cells, and are made once', () => {
    const many = cellsOf(1);
    expect(runsOf(many)).toBe(runsOf(many));
    expect(runsOf(many)).not.toBeInstanceOf(PlainRuns);
    expect(runsOf(new Cells())).toBeInstanceOf(PlainRuns);
  });
});

describe('the sieve', () => {
  /** The rows that it wrote, and those that it would have somebody look at. */
  function sifted(keys: readonly number[], spans: readonly (readonly [number, number])[]) {
    const lo = new Column(2);
    for (const key of keys) lo.push(key);
    const sieve = new Sieve(lo);
    for (const [from, to] of spans) sieve.meet(from, to);
    const rows = new Uint32Array(keys.length);
    const others: number[] = [];
    let count = 0;
    for (const [from, to] of spans) {
      sieve.sift(from, to, rows, count, others);
      count += to - from;
    }
    return { rows: [...rows.subarray(0, count)], others: others.map(position => rows[position]!) };
  }

  test('passes over no row whose key another has, and over nearly all of the rest', () => {
    const { whole } = dice(7);
    const keys = Array.from({ length: 40_000 }, () => whole(0, 2 ** 32 - 1));
    for (let i = 0; i < 500; i++) keys[whole(0, 39_999)] = keys[whole(0, 39_999)]!;
    const spans = [
      [0, 17_000],
      [17_500, 40_000],
    ] as const;
    const meant = spans.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
    const count = new Map<number, number>();
    for (const row of meant) count.set(keys[row]!, (count.get(keys[row]!) ?? 0) + 1);
    const shared = meant.filter(row => count.get(keys[row]!)! > 1);
    const { rows, others } = sifted(keys, spans);
    expect(rows).toEqual(meant);
    expect(others.filter(row => count.get(keys[row]!)! > 1)).toEqual(shared);
    expect(shared.length).toBeGreaterThan(500);
    expect(others.length - shared.length).toBeLessThan(meant.length / 10);
  });

  test('has every row looked at where there are few', () => {
    expect(sifted([5, 6, 5, 7], [[1, 4]])).toEqual({ rows: [1, 2, 3], others: [1, 2, 3] });
  });
});

test('a journal of very many events says in brief what its events say', () => {
  const readings = manyReadings(5);
  // A copy of a session, which goes on otherwise.
  const copied = readings.slice(1000, 3000).map((each, i) => ({ ...each, offset: i * 100, records: 1 }));
  const files = [
    { path: '/b', readings },
    { path: '/a', readings: [...copied, reading({ key: 'own', atMs: NOW_MS + 5, offset: 900_000 })] },
  ];
  const [plain, digested] = [journalOfReadings(files), journalOfReadings(files)];
  finished(digested.digesting(() => [300]));
  const zone = new Zone('Asia/Kathmandu');
  expect(digested.length).toBe(MANY + 1);
  expect([digested.range, digested.duplicates]).toEqual([plain.range, plain.duplicates]);
  expect(sumsOf(digested, reachingPrices, zone)).toEqual(sumsOf(plain, reachingPrices, zone));
});
