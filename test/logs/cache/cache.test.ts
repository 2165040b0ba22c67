import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { said } from '../../support/claude-lines.ts';
import { HOUR, NOW_MS } from '../../support/clock.ts';
import { type Home, home } from '../../support/home.ts';
import { factsOf, feedOf, looked, snapshotOf } from '../../support/journal-of.ts';

const LOG = '.claude/projects/p/s1.jsonl';
const OTHER = '.claude/projects/q/s2.jsonl';
const META = '.claude/projects/p/s1/subagents/agent-a1.meta.json';
const line = (n: number, more: object = {}) =>
  said({ id: `m${n}`, line: { costUSD: n / 7, agentId: 'a1' }, ...more });

function full(): Home {
  return home({
    [LOG]: line(1) + line(2, { usage: { speed: 'fast', service_tier: 'batch' } }) + line(1),
    [OTHER]: `oops\n${line(2)}${line(3, { at: 'odd' })}${line(4, { input: 2 ** 33 })}`,
    [META]: '{"agentType":"Explore"}',
  });
}

function segments(at: Home): readonly string[] {
  return readdirSync(at.cacheDir)
    .filter(name => name.startsWith('facts-'))
    .sort();
}

function segmentPath(at: Home): string {
  expect(segments(at).length).toBe(1);
  return join(at.cacheDir, segments(at)[0]!);
}

test('what is remembered is everything that was known', async () => {
  const at = full();
  const cold = await snapshotOf(at);
  const warm = await snapshotOf(at);
  expect(warm.cache).toEqual({ dir: at.cacheDir, hits: 3, misses: 0, problem: undefined });
  expect(factsOf(warm, at.dir)).toEqual(factsOf(cold, at.dir));
  expect(warm.journal.length).toBe(4);
});

test('it is for its owner alone, in one place', async () => {
  const at = full();
  await snapshotOf(at);
  expect(statSync(at.cacheDir).mode & 0o777).toBe(0o700);
  expect(segments(at)).toEqual([expect.stringMatching(/^facts-[0-9a-f]{8}-\d{15}-[0-9a-f]{8}\.bin$/)]);
  expect(statSync(segmentPath(at)).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(at.cacheDir))).toEqual(['token-dash']);
});

test('it holds no text of a conversation', async () => {
  const at = home({ [LOG]: said({ content: [{ type: 'text', text: 'a secret of mine' }] }) });
  await snapshotOf(at);
  expect(readFileSync(segmentPath(at), 'latin1')).not.toContain('secret');
});

/** What may become of a segment; none of it may be believed. */
const damages: Readonly<Record<string, (path: string) => void>> = {
  'is empty': path => writeFileSync(path, ''),
  'is garbage': path => writeFileSync(path, Buffer.from('garbage'.repeat(1000))),
  'is text': path => writeFileSync(path, '{"files":[]}'),
  'is cut in its magic': path => truncateSync(path, 9),
  'is cut in its checksum': path => truncateSync(path, 21),
  'is cut in its head': path => truncateSync(path, 60),
  'is cut at its end': path => truncateSync(path, statSync(path).size - 1),
  'has a byte too many': path => appendFileSync(path, 'x'),
  'has one bit turned': path => {
    const bytes = readFileSync(path);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    writeFileSync(path, bytes);
  },
  'is of an older version': path => {
    const bytes = readFileSync(path);
    bytes.write('token-dash facts 0\n');
    writeFileSync(path, bytes);
  },
  'is a directory': path => {
    rmSync(path);
    mkdirSync(path);
  },
};

test.each(
  Object.entries(damages).flatMap(([words, damage]) => [
    [words, 'at rest', damage] as const,
    [words, 'in use', damage] as const,
  ]),
)('a segment that %s, of logs %s, is as good as none', async (_, when, damage) => {
  const at = full();
  if (when === 'at rest') at.settle();
  const cold = factsOf(await snapshotOf(at), at.dir);
  damage(segmentPath(at));
  const after = await snapshotOf(at);
  expect(after.cache).toMatchObject({ hits: 0, misses: 3 });
  expect(factsOf(after, at.dir)).toEqual(cold);
  const again = await snapshotOf(at);
  expect(again.cache).toMatchObject({ hits: 3, misses: 0, problem: undefined });
  expect(factsOf(again, at.dir)).toEqual(cold);
});

test.each(['at rest', 'in use'])('every bit of a segment is under its checksum, of logs %s', async when => {
  const at = home({ [LOG]: line(1) });
  if (when === 'at rest') at.settle();
  const cold = factsOf(await snapshotOf(at), at.dir);
  const path = segmentPath(at);
  const bytes = readFileSync(path);
  for (let i = 0; i < bytes.length; i += 7) {
    const turned = Buffer.from(bytes);
    turned[i]! ^= 1 << (i % 8);
    for (const name of segments(at)) rmSync(join(at.cacheDir, name));
    writeFileSync(path, turned);
    const { cache, ...rest } = await snapshotOf(at);
    expect({ i, misses: cache.misses, ...factsOf({ cache, ...rest }, at.dir) }).toEqual({
      i,
      misses: 1,
      ...cold,
    });
  }
});

test('files that are not ours are left where they are', async () => {
  const at = full();
  mkdirSync(at.cacheDir, { recursive: true });
  const foreign = ['notes.txt', 'facts.bin', 'facts-1.bin', 'facts-000000000000001-0000000g.bin'];
  for (const name of foreign) writeFileSync(join(at.cacheDir, name), 'mine');
  await snapshotOf(at);
  at.delete(OTHER);
  await snapshotOf(at);
  for (const name of foreign) expect(readFileSync(join(at.cacheDir, name), 'utf8')).toBe('mine');
});

test('unfinished segments are removed when they are old enough that nobody writes them any more', async () => {
  const at = full();
  mkdirSync(at.cacheDir, { recursive: true });
  const [old, young] = ['facts-000000000000001-0000000a.tmp', 'facts-000000000000002-0000000b.tmp'];
  for (const name of [old, young]) writeFileSync(join(at.cacheDir, name!), 'half');
  const ago = (Date.now() - 2 * HOUR) / 1000;
  utimesSync(join(at.cacheDir, old!), ago, ago);
  await snapshotOf(at);
  expect(segments(at)).not.toContain(old);
  expect(segments(at)).toContain(young);
});

describe('a cache that cannot be written', () => {
  test('is a problem in words, and totals are right', async () => {
    const at = full();
    const cold = factsOf(await snapshotOf(at), at.dir);
    rmSync(at.cacheDir, { recursive: true });
    // A file stands where the directory should be: not even root can write there.
    writeFileSync(at.cacheDir, '');
    const { cache, ...rest } = await snapshotOf(at);
    expect(cache.problem).toMatch(/^the cache cannot be written: /);
    expect(factsOf({ cache, ...rest }, at.dir)).toEqual(cold);
    expect(readFileSync(at.cacheDir, 'utf8')).toBe('');
  });

  test('is written as soon as it can be', async () => {
    const at = full();
    mkdirSync(dirname(at.cacheDir), { recursive: true });
    writeFileSync(at.cacheDir, '');
    const feed = feedOf(at);
    expect((await looked(feed)).cache.problem).toBeDefined();
    rmSync(at.cacheDir);
    expect((await looked(feed)).cache.problem).toBeUndefined();
    feed.close();
    expect((await snapshotOf(at)).cache).toMatchObject({ hits: 3, misses: 0 });
  });
});

test('a cache that is removed under a running dashboard is missed by nobody', async () => {
  const at = full();
  const cold = factsOf(await snapshotOf(at), at.dir);
  const feed = feedOf(at);
  await feed.refresh();
  rmSync(at.cacheDir, { recursive: true });
  const { cache, ...rest } = await looked(feed);
  expect(cache.problem).toBeUndefined();
  expect(factsOf({ cache, ...rest }, at.dir)).toEqual(cold);
  at.append(LOG, line(9));
  await feed.refresh();
  feed.close();
  expect((await snapshotOf(at)).journal.length).toBe(5);
});

describe('several segments', () => {
  test('become one when there are many, and say the same', async () => {
    const at = full();
    const feed = feedOf(at);
    await feed.refresh();
    const counts: number[] = [];
    for (let i = 10; i < 30; i++) {
      at.append(LOG, line(i));
      await feed.refresh();
      counts.push(segments(at).length);
    }
    feed.close();
    expect(Math.max(...counts)).toBeLessThanOrEqual(8);
    expect(Math.min(...counts)).toBe(1);
    const warm = await snapshotOf(at);
    expect(warm.cache).toMatchObject({ hits: 3, misses: 0 });
    expect(warm.journal.length).toBe(24);
  });

  test('in another order of names than of writing lose nothing', async () => {
    const at = full();
    const feed = feedOf(at, { now: () => NOW_MS });
    await feed.refresh();
    feed.close();
    at.append(LOG, line(9));
    // A clock that was set back: the newer segment sorts before the older one.
    const back = feedOf(at, { now: () => NOW_MS - HOUR });
    await back.refresh();
    back.close();
    const { cache, journal } = await snapshotOf(at);
    expect({ misses: cache.misses, length: journal.length }).toEqual({ misses: 0, length: 5 });
  });

  test('forget files that are gone', async () => {
    const at = full();
    await snapshotOf(at);
    at.delete(OTHER);
    await snapshotOf(at);
    expect(readFileSync(segmentPath(at), 'latin1')).not.toContain('s2.jsonl');
  });

  test('written again only when something changed', async () => {
    const at = full();
    await snapshotOf(at);
    const before = segments(at);
    await snapshotOf(at);
    expect(segments(at)).toEqual(before);
  });
});

describe('two dashboards over one cache', () => {
  test('at once see the same, and so does the next', async () => {
    const at = full();
    let clock = NOW_MS;
    const now = () => {
      clock += 1;
      return clock;
    };
    const feeds = [feedOf(at, { now }), feedOf(at, { now }), feedOf(at, { now })];
    for (let i = 10; i < 22; i++) {
      at.append(i % 2 ? LOG : OTHER, line(i));
      if (i === 15) at.delete(META);
      await Promise.all(feeds.map(feed => feed.refresh()));
    }
    const [first, ...others] = feeds.map(feed => factsOf(feed.getState(), at.dir));
    for (const other of others) expect(other).toEqual(first);
    for (const feed of feeds) feed.close();
    const next = await snapshotOf(at);
    expect(next.cache).toMatchObject({ misses: 0, problem: undefined });
    expect(factsOf(next, at.dir)).toEqual(first);
  });

  test('over different homes remember only what they see, and show nothing of each other', async () => {
    const [a, b] = [full(), home({ [LOG]: line(7) })];
    const cacheDir = a.cacheDir;
    for (let i = 0; i < 3; i++) {
      const [ofA, ofB] = [await snapshotOf(a, { cacheDir }), await snapshotOf(b, { cacheDir })];
      expect([ofA.journal.length, ofB.journal.length]).toEqual([4, 1]);
      // In turn neither forgets the files of the other.
      expect([ofA.cache.misses, ofB.cache.misses]).toEqual(i === 0 ? [3, 1] : [0, 0]);
    }
  });
});

test('saving may wait, but not beyond the end', async () => {
  const at = full();
  const feed = feedOf(at, { saveAfterMs: HOUR });
  await feed.refresh();
  const before = segments(at);
  at.append(LOG, line(9));
  await feed.refresh();
  expect(segments(at)).toEqual(before);
  feed.close();
  expect((await snapshotOf(at)).cache).toMatchObject({ hits: 3, misses: 0 });
});

test('a copy of the cache is as good as the cache', async () => {
  const at = full();
  await snapshotOf(at);
  const other = `${at.cacheDir}-copy`;
  mkdirSync(other);
  for (const name of segments(at)) copyFileSync(join(at.cacheDir, name), join(other, name));
  expect(existsSync(other)).toBe(true);
  expect((await snapshotOf(at, { cacheDir: other })).cache).toMatchObject({ hits: 3, misses: 0 });
});

test.skipIf(process.platform === 'win32')('a backslash in a name is a part of the name', async () => {
  const at = home({ '.claude/projects/p/a\\b.jsonl': said({ id: 'm1' }) });
  await snapshotOf(at);
  expect((await snapshotOf(at)).cache).toMatchObject({ hits: 1, misses: 0 });
});
