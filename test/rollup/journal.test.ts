import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QUALITIES, totalTokens } from '../../src/core/usage.ts';
import type { Journal } from '../../src/rollup/journal.ts';
import { NOW_MS } from '../support/clock.ts';
import { eventsOf } from '../support/journal-of.ts';
import { anyFiles, type FileReadings, journalOfReadings, reading } from '../support/readings.ts';

function wholeOf(journal: Journal) {
  return { events: eventsOf(journal, '/'), duplicates: journal.duplicates, range: journal.range };
}

function one(files: FileReadings) {
  const journal = journalOfReadings(files);
  expect(journal.length).toBe(1);
  return { ...journal.event(0), files: journal.filesOf(0) };
}

describe('laws', () => {
  test('in whatever order files are read, the journal is the same', () => {
    fc.assert(
      fc.property(
        anyFiles.chain(files =>
          fc.tuple(fc.constant(files), fc.shuffledSubarray([...files], { minLength: files.length })),
        ),
        ([files, shuffled]) => {
          expect(wholeOf(journalOfReadings(shuffled))).toEqual(wholeOf(journalOfReadings(files)));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a copy of every file under another name changes nothing but the number of duplicates and files', () => {
    fc.assert(
      fc.property(anyFiles, files => {
        const copies = files.map(file => ({ ...file, path: `${file.path}-copy` }));
        const strip = (journal: Journal) =>
          eventsOf(journal, '/').map(({ files: _, records: __, ...event }) => event);
        const [single, twice] = [journalOfReadings(files), journalOfReadings([...files, ...copies])];
        const totals = (journal: Journal) =>
          strip(journal).map(({ id, tokens, atMs }) => ({ id, tokens, atMs }));
        const byId = (a: { id?: unknown }, b: { id?: unknown }) => (String(a.id) < String(b.id) ? -1 : 1);
        expect(totals(twice).sort(byId)).toEqual(totals(single).sort(byId));
        expect(twice.duplicates).toBe(2 * single.duplicates + single.length);
      }),
      { numRuns: 300 },
    );
  });

  test('the range is from the first event to the last', () => {
    fc.assert(
      fc.property(anyFiles, files => {
        const journal = journalOfReadings(files);
        const moments = journal.select(() => true).map(event => event.atMs);
        const range = { fromMs: Math.min(...moments), toMs: Math.max(...moments) };
        expect(journal.range).toEqual(moments.length > 0 ? range : undefined);
      }),
      { numRuns: 300 },
    );
  });

  test('every record is either an event or a duplicate of one, and a finished record speaks for it', () => {
    fc.assert(
      fc.property(anyFiles, files => {
        const plain = files.map(file => ({
          ...file,
          readings: file.readings.map(({ attribution: { witness: _, ...attribution }, ...rest }) => ({
            ...rest,
            attribution,
          })),
        }));
        const journal = journalOfReadings(plain);
        const all = plain.flatMap(file => file.readings);
        const keys = new Set(all.map(each => each.key));
        expect(journal.length).toBe(keys.size);
        expect(journal.length + journal.duplicates).toBe(all.length);
        const largest = [...keys].map(key => {
          const records = all.filter(each => each.key === key);
          const best = QUALITIES.find(quality => records.some(each => each.quality === quality));
          const outputs = records.filter(each => each.quality === best).map(({ tokens }) => tokens.output);
          return Math.max(...outputs);
        });
        const outputs = journal.select(() => true).map(event => event.tokens.output);
        expect(outputs.sort((a, b) => a - b)).toEqual(largest.sort((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });

  test('what visit shows, event keeps', () => {
    fc.assert(
      fc.property(anyFiles, files => {
        const journal = journalOfReadings(files);
        const kept = journal.select(() => true);
        journal.visit((event, i) => {
          expect(event.id).toBe(kept[i]!.id);
          expect(totalTokens(event.tokens)).toBe(totalTokens(kept[i]!.tokens));
        });
        expect(new Set(kept.map(event => event.id)).size).toBe(journal.length);
      }),
    );
  });
});

describe('records of one response', () => {
  const early = { atMs: NOW_MS - 1000 };

  test('are the finished one as a whole, at the earliest time and up to the latest', () => {
    const a = reading({
      tokens: { input: 5, output: 1 },
      reasoning: 9,
      quality: 'lower bound',
      offset: 0,
      line: 1,
    });
    const b = reading({ ...early, tokens: { input: 4, output: 70 }, webSearches: 2, offset: 90, line: 3 });
    const expected = {
      atMs: NOW_MS - 1000,
      endMs: NOW_MS,
      quality: 'exact',
      reasoning: 0,
      webSearches: 2,
      tokens: { input: 4, output: 70 },
      records: 2,
    };
    expect(one([{ path: '/a', readings: [a, b] }])).toMatchObject({ ...expected, line: 3 });
    expect(
      one([
        { path: '/a', readings: [a] },
        { path: '/b', readings: [b] },
      ]),
    ).toMatchObject(expected);
    expect(
      one([
        { path: '/a', readings: [b] },
        { path: '/b', readings: [a] },
      ]),
    ).toMatchObject(expected);
  });

  test('within a file the first of those that say the same names session and place', () => {
    const a = reading({ terms: { model: 'm1' }, offset: 0 });
    const b = reading({
      terms: { model: 'm1' },
      attribution: { source: 'x', session: 's2' },
      offset: 90,
      line: 2,
    });
    expect(one([{ path: '/a', readings: [a, b] }])).toMatchObject({
      terms: { model: 'm1' },
      attribution: { session: 's1' },
      offset: 90,
      line: 2,
    });
  });

  test('that are one record read twice are one record', () => {
    const a = reading({ offset: 90, line: 2 });
    const journal = journalOfReadings([{ path: '/a', readings: [a, a] }]);
    expect({ records: journal.event(0).records, duplicates: journal.duplicates }).toEqual({
      records: 1,
      duplicates: 0,
    });
  });

  test('state a cost once', () => {
    const a = reading({ loggedUsd: 0.5 });
    expect(
      one([
        { path: '/a', readings: [a] },
        { path: '/b', readings: [reading()] },
      ]).loggedUsd,
    ).toBe(0.5);
    expect(one([{ path: '/a', readings: [reading()] }]).loggedUsd).toBeUndefined();
  });
});

describe('the owner of a shared response', () => {
  const shared = (session: string, isSidechain?: true) =>
    reading({ key: 'shared', attribution: { source: 'x', session, isSidechain } });
  const own = (session: string, minutes: number) =>
    reading({
      key: `of ${session}`,
      atMs: NOW_MS + minutes * 60_000,
      attribution: { source: 'x', session },
      offset: 9,
    });
  const ownerOf = (files: FileReadings) => {
    const journal = journalOfReadings(files);
    return journal.select(event => event.records > 1)[0]!.attribution.session;
  };

  test.each<[string, FileReadings, string]>([
    [
      'is the file whose other responses begin earlier',
      [
        { path: '/a', readings: [shared('copy'), own('copy', 5)] },
        { path: '/b', readings: [shared('original'), own('original', -5)] },
      ],
      'original',
    ],
    [
      'is a main conversation before a side one, however early',
      [
        { path: '/a', readings: [shared('side', true), own('side', -5)] },
        { path: '/b', readings: [shared('main'), own('main', 5)] },
      ],
      'main',
    ],
    [
      'is a conversation that was copied as a whole before its copy, which went on',
      [
        { path: '/a', readings: [shared('original')] },
        { path: '/b', readings: [shared('copy'), own('copy', 5)] },
      ],
      'original',
    ],
    [
      'is the smaller path where nothing else tells',
      [
        { path: '/b', readings: [shared('b')] },
        { path: '/a', readings: [shared('a')] },
      ],
      'a',
    ],
  ])('%s', (_, files, owner) => {
    expect(ownerOf(files)).toBe(owner);
    expect(ownerOf([...files].reverse())).toBe(owner);
  });

  test('stands in all of its files', () => {
    expect(
      one([
        { path: '/b', readings: [shared('s')] },
        { path: '/a', readings: [shared('s')] },
      ]).files,
    ).toEqual(['/a', '/b']);
  });
});

describe('several witnesses of one session', () => {
  const told = (key: string, session: string, witness?: number, source = 'goose') =>
    reading({ key, attribution: { source, session, witness } });
  const sessionsOf = (files: FileReadings) => {
    const journal = journalOfReadings(files);
    return { keys: journal.length, duplicates: journal.duplicates, range: journal.range !== undefined };
  };

  test('the lowest speaks for a session alone', () => {
    const files = [
      { path: '/log', readings: [told('k1', 's1', 2), told('k2', 's1', 2), told('k3', 's2', 2)] },
      { path: '/db', readings: [told('k4', 's1', 0)] },
    ];
    expect(sessionsOf(files)).toEqual({ keys: 2, duplicates: 0, range: true });
  });

  test('a session of the same name in another tool is another session', () => {
    const files = [{ path: '/a', readings: [told('k1', 's1', 2), told('k2', 's1', 0, 'other')] }];
    expect(sessionsOf(files).keys).toBe(2);
  });

  test('who is no witness is always heard', () => {
    const files = [{ path: '/a', readings: [told('k1', 's1'), told('k2', 's1', 0), told('k3', 's1', 1)] }];
    expect(sessionsOf(files).keys).toBe(2);
  });
});

describe('agents', () => {
  const of = (attribution: object, agentTypes: readonly (readonly [string, string])[] = []) =>
    one([
      { path: '/a', readings: [reading({ attribution: { source: 'x', session: 's', ...attribution } })] },
      { path: '/b', readings: [], agentTypes },
    ]).agent;

  test.each([
    ['nobody on the main thread', {}, [], undefined],
    ['a type told in another file', { agentId: 'a1' }, [['a1', 'Explore']], 'Explore'],
    ['the type on the record itself', { agentId: 'a1', agent: 'Plan' }, [['a1', 'Explore']], 'Plan'],
    ['a general word where no log says', { agentId: 'a1' }, [['a2', 'Explore']], 'subagent'],
    [
      'the smaller word of two',
      { agentId: 'a1' },
      [
        ['a1', 'Plan'],
        ['a1', 'Explore'],
      ],
      'Explore',
    ],
  ] as const)('%s', (_, attribution, types, expected) => {
    expect(of(attribution, types)).toBe(expected);
  });
});

describe('the project of a session', () => {
  const at = (minutes: number, session: string, cwd?: string) =>
    reading({
      key: `${minutes}`,
      atMs: NOW_MS + minutes * 60_000,
      attribution: { source: 'x', session, cwd },
      offset: minutes,
    });
  const dirs = (files: FileReadings) =>
    journalOfReadings(files)
      .select(() => true)
      .sort((a, b) => a.atMs - b.atMs)
      .map(event => event.projectDir);

  test('is where it began, in whatever file', () => {
    const files = [
      { path: '/a', readings: [at(3, 's1', '/late'), at(4, 's2', '/other')] },
      { path: '/b', readings: [at(1, 's1', '/early'), at(2, 's1', '/between')] },
    ];
    expect(dirs(files)).toEqual(['/early', '/early', '/early', '/other']);
  });

  test('is not known where no record says', () => {
    expect(dirs([{ path: '/a', readings: [at(1, 's1'), at(2, 's2', '/x')] }])).toEqual([undefined, '/x']);
  });

  test('is that of the first record that says', () => {
    expect(dirs([{ path: '/a', readings: [at(1, 's1'), at(2, 's1', '/x')] }])).toEqual(['/x', '/x']);
  });

  test('records without a session keep their own directory', () => {
    expect(dirs([{ path: '/a', readings: [at(1, '', '/x'), at(2, '', '/y')] }])).toEqual(['/x', '/y']);
  });
});

test('an empty journal has nothing, not even a range', () => {
  const journal = journalOfReadings([]);
  expect(wholeOf(journal)).toEqual({ events: [], duplicates: 0, range: undefined });
});
