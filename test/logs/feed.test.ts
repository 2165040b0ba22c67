import { chmodSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LineFormat } from '../../src/core/source.ts';
import type { Snapshot } from '../../src/rollup/feed.ts';
import { said } from '../support/claude-lines.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { home } from '../support/home.ts';
import { factsOf, feedOf, looked, snapshotOf } from '../support/journal-of.ts';
import { reachingPrices } from '../support/prices.ts';
import { sourceOf } from '../support/source.ts';
import { sumsOf } from '../support/sums.ts';

const LOG = '.claude/projects/p/s1.jsonl';
const OTHER = '.claude/projects/q/s2.jsonl';
const line = (n: number) => said({ id: `m${n}` });

describe('a snapshot', () => {
  test('says nothing before the first look', () => {
    const at = home({ [LOG]: line(1) });
    const { journal, sources, checkedMs, progress } = feedOf(at).getState();
    expect({ length: journal.length, sources, checkedMs, progress }).toEqual({
      length: 0,
      sources: [],
      checkedMs: undefined,
      progress: undefined,
    });
  });

  test('of a home without logs names the places that were looked at', async () => {
    const at = home();
    const { journal, sources, cache, checkedMs } = await snapshotOf(at);
    expect(journal.length).toBe(0);
    expect(checkedMs).toBe(NOW_MS);
    expect(cache).toEqual({ dir: at.cacheDir, hits: 0, misses: 0, problem: undefined });
    expect(sources).toEqual([
      {
        id: 'claude-code',
        title: 'Claude Code',
        key: 'claude',
        hint: expect.any(String),
        limits: expect.any(String),
        roots: [
          { path: at.at('.config/claude/projects'), found: false },
          { path: at.at('.claude/projects'), found: false },
        ],
        files: 0,
        troubles: [],
      },
    ]);
  });

  test('keeps its journal as long as nothing changed', async () => {
    const at = home({ [LOG]: line(1) });
    const feed = feedOf(at);
    const first = await looked(feed);
    const second = await looked(feed);
    expect(second.journal).toBe(first.journal);
    expect(second.cache).toMatchObject({ hits: 1, misses: 0 });
    at.append(LOG, line(2));
    const third = await looked(feed);
    expect(third.journal).not.toBe(first.journal);
    expect({ before: first.journal.length, after: third.journal.length }).toEqual({ before: 1, after: 2 });
  });

  test('follows files that come, grow, move and go', async () => {
    const at = home({ [LOG]: line(1) });
    const feed = feedOf(at);
    const lengths: [number, number][] = [];
    const look = async () => {
      const { journal, sources } = await looked(feed);
      lengths.push([journal.length, sources[0]!.files]);
    };
    await look();
    at.write(OTHER, line(2) + line(3));
    await look();
    at.append(LOG, line(4));
    await look();
    at.rename(LOG, '.claude/projects/p/renamed.jsonl');
    await look();
    at.delete(OTHER);
    await look();
    expect(lengths).toEqual([
      [1, 1],
      [3, 2],
      [4, 2],
      [4, 2],
      [2, 1],
    ]);
  });
});

describe('only what changed is read', () => {
  test('of a thousand files, one', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`.claude/projects/p${i % 20}/s${i}.jsonl`, line(i)]),
    );
    const at = home(files);
    const cold = await snapshotOf(at);
    expect(cold.cache).toMatchObject({ hits: 0, misses: 1000 });
    const warm = await snapshotOf(at);
    expect(warm.cache).toMatchObject({ hits: 1000, misses: 0 });
    expect(warm.journal.length).toBe(1000);
    at.touch('.claude/projects/p7/s7.jsonl');
    const touched = await snapshotOf(at);
    expect(touched.cache).toMatchObject({ hits: 999, misses: 1 });
    expect(touched.journal.length).toBe(1000);
  });

  test('who needs the facts while they are loaded in slices gets all of them', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 2100 }, (_, i) => [`.claude/projects/p${i % 20}/s${i}.jsonl`, line(i)]),
    );
    const at = home(files);
    await looked(feedOf(at));
    at.append('.claude/projects/p7/s7.jsonl', line(3000));
    const feed = feedOf(at);
    const scan = feed.refresh();
    // Some turns of the loop later the cache is being read.
    for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setImmediate(resolve));
    expect(feed.knownFiles().files.length).toBe(2100);
    await scan;
    expect(feed.getState().journal.length).toBe(2101);
    feed.close();
  });

  test('a new run does not open a file whose stamp is the same', async () => {
    const at = home({ [LOG]: line(1) });
    const { journal } = await snapshotOf(at);
    const { atimeMs } = statSync(at.at(LOG));
    const warm = await snapshotOf(at);
    expect(warm.cache).toMatchObject({ hits: 1, misses: 0 });
    expect(factsOf(warm, at.dir)).toEqual(factsOf({ ...warm, journal }, at.dir));
    expect(statSync(at.at(LOG)).atimeMs).toBe(atimeMs);
  });
});

test('a line of more than a megabyte is read, half of it is not, and the rest is read when it is there', async () => {
  const image = 'iVBORw0KGgo'.repeat(150_000);
  const long = said({ id: 'm2', content: [{ type: 'text', text: image }] });
  const at = home({ [LOG]: line(1) + long.slice(0, 1_200_000) });
  const feed = feedOf(at);
  expect((await looked(feed)).journal.length).toBe(1);
  at.append(LOG, long.slice(1_200_000) + line(3));
  const { journal, sources } = await looked(feed);
  expect({ length: journal.length, troubles: sources[0]!.troubles }).toEqual({ length: 3, troubles: [] });
});

describe('troubles', () => {
  test('are told again by a run that did not read the file', async () => {
    const at = home({ [LOG]: `oops\n${line(1)}`, [OTHER]: '[1]\n' });
    const cold = await snapshotOf(at);
    const warm = await snapshotOf(at);
    expect(warm.cache.misses).toBe(0);
    expect(warm.sources).toEqual(cold.sources);
    expect(warm.sources[0]!.troubles).toEqual([
      { path: at.at(LOG), line: 1, why: 'not a whole JSON object: line skipped' },
      { path: at.at(OTHER), line: 1, why: 'not a whole JSON object: line skipped' },
    ]);
  });

  test('go with what caused them', async () => {
    const at = home({ [LOG]: 'oops\n' });
    const feed = feedOf(at);
    await feed.refresh();
    at.write(LOG, line(1));
    expect((await looked(feed)).sources[0]!.troubles).toEqual([]);
  });

  test('a file that is closed to us is told, and read when it opens', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root opens everything');
    const at = home({ [LOG]: line(1), [OTHER]: line(2) });
    chmodSync(at.at(LOG), 0);
    const feed = feedOf(at);
    const closed = await looked(feed);
    expect(closed.journal.length).toBe(1);
    expect(closed.sources[0]!.troubles).toEqual([{ path: at.at(LOG), why: 'no permission to read it' }]);
    chmodSync(at.at(LOG), 0o600);
    expect((await looked(feed)).journal.length).toBe(2);
  });
});

describe('a scan', () => {
  const slow: LineFormat<{ lines: number }> = {
    kind: 'lines',
    id: 'slow',
    version: 1,
    start: () => ({ lines: 0 }),
    read(state) {
      state.lines += 1;
      const until = performance.now() + 2;
      while (performance.now() < until);
    },
  };
  const source = (format: LineFormat, dir: string) =>
    sourceOf('slow', () => [{ path: dir, files: [{ glob: '*', format }] }]);

  test('lets timers run while it lasts, and tells how far it is', async () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`logs/${i}`, 'x\n']));
    const at = home(files);
    const told: (Snapshot['progress'] | undefined)[] = [];
    let now = NOW_MS;
    const feed = feedOf(at, {
      sources: [source(slow as LineFormat, at.at('logs'))],
      progressMs: 100,
      now: () => {
        now += 10;
        return now;
      },
    });
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    feed.subscribe(() => told.push(feed.getState().progress));
    await feed.refresh();
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(4);
    expect(told.length).toBeGreaterThan(4);
    expect(told.at(-1)).toBeUndefined();
    const during = told.slice(0, -1).map(progress => progress!);
    expect(during.every(each => each.ofFiles === 60 && each.ofBytes === 120)).toBe(true);
    expect(during.map(each => each.files)).toEqual(
      [...new Set(during.map(each => each.files))].sort((a, b) => a - b),
    );
  });

  test('lets what is derived of a new journal be derived in turns of its own, before it is told', async () => {
    const at = home({ [LOG]: line(1) });
    const feed = feedOf(at, { isWatched: true });
    const said: string[] = [];
    feed.subscribe(() => said.push(`told of ${feed.getState().journal.length}`));
    feed.beforePublish = function* ({ journal }) {
      setImmediate(() => said.push('a key is answered'));
      said.push(`derived of ${journal.length}`);
      yield;
      said.push('derived the rest');
    };
    await feed.refresh();
    expect(said).toEqual(['derived of 1', 'a key is answered', 'derived the rest', 'told of 1']);
    said.length = 0;
    await feed.refresh();
    expect(said).toEqual(['told of 1']);
    feed.close();
  });

  test('that is closed while things are derived of it is remembered as it was', async () => {
    const at = home({ [LOG]: line(1) });
    at.settle();
    const feed = feedOf(at, { isWatched: true });
    await feed.refresh();
    at.append(LOG, line(2));
    feed.beforePublish = function* () {
      feed.close();
      yield;
    };
    await feed.refresh();
    expect(feed.getState().journal.length).toBe(1);
    const next = feedOf(at);
    await next.refresh();
    const { journal, cache } = next.getState();
    expect({ events: journal.length, cache }).toMatchObject({ events: 2, cache: { hits: 1, misses: 0 } });
    const read = await snapshotOf(at, { cacheDir: undefined });
    const sums = (of: Snapshot) => sumsOf(of.journal, reachingPrices, UTC);
    expect(sums(next.getState())).toEqual(sums(read));
    next.close();
  });

  test('is shared by all who ask while it runs', async () => {
    const at = home({ [LOG]: line(1) });
    const feed = feedOf(at);
    let told = 0;
    feed.subscribe(() => {
      told += 1;
    });
    const first = feed.refresh();
    expect(feed.refresh()).toBe(first);
    await first;
    expect(told).toBe(1);
    expect(feed.refresh()).not.toBe(first);
  });

  test('that fails as a whole keeps what was known, with its age and the reason', async () => {
    const at = home({ [LOG]: line(1) });
    let isBroken = false;
    const broken = sourceOf('x', () => {
      if (isBroken) throw new Error('our mistake');
      return [];
    });
    const { claudeCode } = await import('../../src/sources/claude-code.ts');
    const feed = feedOf(at, { sources: [claudeCode, broken] });
    await feed.refresh();
    isBroken = true;
    const failed = await looked(feed);
    expect({ ...failed, journal: failed.journal.length }).toMatchObject({
      journal: 1,
      failure: 'our mistake',
      checkedMs: NOW_MS,
    });
    isBroken = false;
    expect((await looked(feed)).failure).toBeUndefined();
  });

  test('that is closed on the way tells nobody any more', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`logs/${i}`, 'x\n']));
    const at = home(files);
    const feed = feedOf(at, { sources: [source(slow as LineFormat, at.at('logs'))] });
    const scan = feed.refresh();
    await new Promise(done => setTimeout(done, 20));
    let told = 0;
    feed.subscribe(() => {
      told += 1;
    });
    feed.close();
    feed.close();
    await scan;
    expect(told).toBe(0);
    expect(feed.getState().checkedMs).toBeUndefined();
  });
});

test('a listener that has left hears nothing', async () => {
  const at = home({ [LOG]: line(1) });
  const feed = feedOf(at);
  const heard: string[] = [];
  const leave = feed.subscribe(() => heard.push('a'));
  feed.subscribe(() => heard.push('b'));
  await feed.refresh();
  leave();
  await feed.refresh();
  expect(heard).toEqual(['a', 'b', 'b']);
});

test('nothing in the home is changed by looking at it', async () => {
  const at = home({ [LOG]: line(1), [OTHER]: 'oops' });
  const before = at.paths().map(path => [path, statSync(at.at(path)).mtimeMs, statSync(at.at(path)).size]);
  const feed = feedOf(at);
  await feed.refresh();
  feed.close();
  expect(at.paths().map(path => [path, statSync(at.at(path)).mtimeMs, statSync(at.at(path)).size])).toEqual(
    before,
  );
});

test('who asks while the last look is being written gets another one', async () => {
  const at = home({ [LOG]: line(1) });
  const feed = feedOf(at);
  let asked: Promise<void> | undefined;
  const stop = feed.subscribe(() => {
    if (feed.getState().checkedMs === undefined) return;
    stop();
    // Told of before it is written; what is logged from here on was not seen.
    queueMicrotask(() => {
      at.append(LOG, line(2));
      asked = feed.refresh();
    });
  });
  await feed.refresh();
  await asked;
  expect(feed.getState().journal.length).toBe(2);
  feed.close();
});
