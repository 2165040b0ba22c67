/** Readings without a log: for what happens after a source has read. */
import fc from 'fast-check';
import { NOTE_IDS, noTokens, QUALITIES, type Reading, type Tokens } from '../../src/core/usage.ts';
import { Facts } from '../../src/journal/facts.ts';
import type { FileFacts } from '../../src/journal/merged.ts';
import { Journal } from '../../src/rollup/journal.ts';
import { NOW_MS } from './clock.ts';

export type Told = Partial<Omit<Reading, 'tokens'>> & { readonly tokens?: Partial<Tokens> };

export function reading(told: Told = {}): Reading {
  return {
    key: 'k1',
    atMs: NOW_MS,
    quality: 'exact',
    terms: { model: 'claude-opus-4-6' },
    attribution: { source: 'claude-code', session: 's1' },
    offset: 0,
    line: 1,
    ...told,
    tokens: { ...noTokens, input: 1, ...told.tokens },
  };
}

/** What files hold, in the order in which they are read. */
export type FileReadings = readonly {
  readonly path: string;
  readonly readings: readonly Reading[];
  readonly agentTypes?: FileFacts['agentTypes'];
}[];

export function journalOfReadings(files: FileReadings): Journal {
  const all = new Facts();
  const known = files.map(({ path, readings, agentTypes = [] }): FileFacts => {
    const facts = new Facts();
    for (const each of readings) facts.add(each);
    const from = all.length;
    all.append(facts, 0, facts.length);
    return { path, from, to: all.length, agentTypes, sessions: [], troubles: [] };
  });
  return new Journal(all, known);
}

const count = fc.oneof(fc.nat(9), fc.nat(100_000), fc.nat(2 ** 31 - 1));

/** Few keys, sessions and moments, so that readings meet. */
export const anyReading: fc.Arbitrary<Reading> = fc.record({
  key: fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'k6'),
  atMs: fc.nat(20).map(minutes => NOW_MS + minutes * 60_000),
  tokens: fc.record({
    input: count,
    output: count,
    cacheRead: count,
    cacheWrite5m: count,
    cacheWrite1h: count,
    cacheWriteOther: count,
  }),
  reasoning: fc.option(count, { nil: undefined }),
  webSearches: fc.option(fc.nat(3), { nil: undefined }),
  loggedUsd: fc.option(fc.double({ min: 0, max: 9, noNaN: true }), { nil: undefined }),
  quality: fc.constantFrom(...QUALITIES),
  notes: fc.subarray([...NOTE_IDS]),
  terms: fc.record(
    { model: fc.constantFrom('m1', 'm2'), speed: fc.constantFrom('fast', 'standard') },
    { requiredKeys: ['model'] },
  ),
  attribution: fc
    .record(
      {
        source: fc.constantFrom('claude-code', 'goose'),
        session: fc.constantFrom('s1', 's2', 's3'),
        cwd: fc.constantFrom('/home/ada/loom', '/home/ada/shuttle'),
        agentId: fc.constantFrom('a1', 'a2'),
        isSidechain: fc.boolean(),
        witness: fc.nat(2),
        store: fc.constantFrom('x', 'y'),
        startedMs: fc.nat(20).map(minutes => NOW_MS + minutes * 60_000),
        parentSession: fc.constantFrom('s1', 's2'),
      },
      { requiredKeys: ['source', 'session'] },
    )
    .chain(attribution =>
      // Goose alone calls others, and says so beside a witness.
      attribution.source !== 'goose'
        ? fc.constant(attribution)
        : fc.constantFrom(attribution, { ...attribution, witness: 0, calledThrough: 'claude-code' }),
    ),
  tools: fc.option(fc.subarray(['Read', 'Bash', 'Edit']), { nil: undefined }),
  offset: fc.nat(1000),
  line: fc.nat(50),
});

export const anyFiles: fc.Arbitrary<FileReadings> = fc.uniqueArray(
  fc.record({
    path: fc.constantFrom('/a', '/b', '/c', '/d'),
    // A file is read from its beginning to its end.
    readings: fc
      .array(anyReading, { maxLength: 8 })
      .map(readings => readings.map((each, i) => ({ ...each, offset: i * 100, line: i + 1 }))),
    agentTypes: fc.array(fc.tuple(fc.constantFrom('a1', 'a2'), fc.constantFrom('Explore', 'Plan')), {
      maxLength: 2,
    }),
  }),
  { maxLength: 4, selector: file => file.path },
);
