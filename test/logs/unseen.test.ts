/**
 * What cannot be looked at is a trouble, and is never remembered as not there: the error is gone sooner or later, and
 * then everything is as if it had never been.
 */

import { execFileSync } from 'node:child_process';
import type * as fs from 'node:fs';
import { existsSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Snapshot } from '../../src/rollup/feed.ts';
import { said } from '../support/claude-lines.ts';
import { DAY, NOW_MS } from '../support/clock.ts';
import { type Home, home } from '../support/home.ts';
import { factsOf, feedOf, looked, snapshotOf, totalsOf } from '../support/journal-of.ts';

/** Paths that the operating system refuses to look at, by the call that fails. */
const refused = vi.hoisted(() => ({
  lstat: new Map<string, string>(),
  readdir: new Map<string, string>(),
  open: new Map<string, string>(),
  realpath: new Map<string, string>(),
}));

vi.mock('node:fs', async importOriginal => {
  const real = await importOriginal<typeof fs>();
  const guarded =
    <Call extends (path: never, ...rest: never[]) => unknown>(call: Call, errors: Map<string, string>) =>
    (path: string, ...rest: never[]) => {
      const code = errors.get(path);
      if (code !== undefined) throw Object.assign(new Error(`${code}: injected`), { code });
      return call(path as never, ...rest);
    };
  const realpathSync = Object.assign(real.realpathSync.bind(real), {
    native: guarded(real.realpathSync.native, refused.realpath),
  });
  return {
    ...real,
    lstatSync: guarded(real.lstatSync as never, refused.lstat),
    readdirSync: guarded(real.readdirSync as never, refused.readdir),
    openSync: guarded(real.openSync as never, refused.open),
    realpathSync,
  };
});

afterEach(() => {
  for (const errors of Object.values(refused)) errors.clear();
});

const ROOT = '.claude/projects';
const LOG = `${ROOT}/p/s1.jsonl`;
const OTHER = `${ROOT}/q/s2.jsonl`;
const line = (n: number) => said({ id: `m${n}` });

function whysIn({ sources }: Snapshot): readonly string[] {
  return sources.flatMap(source => source.troubles.map(trouble => trouble.why));
}

/** A home whose directories were left alone for a while. */
function settled(): Home {
  const at = home({ [LOG]: line(1), [OTHER]: line(2) });
  at.settle();
  return at;
}

describe.each<[string, keyof typeof refused, string, string]>([
  ['stat of a file', 'lstat', LOG, 'EIO'],
  ['stat of a directory', 'lstat', `${ROOT}/p`, 'EACCES'],
  ['stat of the root', 'lstat', ROOT, 'EIO'],
  ['listing of a directory', 'readdir', `${ROOT}/p`, 'EACCES'],
  ['listing of the root', 'readdir', ROOT, 'EMFILE'],
  ['resolving of the root', 'realpath', ROOT, 'EACCES'],
  ['opening of a file', 'open', LOG, 'EMFILE'],
  ['opening of a file, by permission', 'open', LOG, 'EACCES'],
])('a failing %s', (_, call, path, code) => {
  test('at the first look is a trouble, and forgotten when it is over', async () => {
    const at = settled();
    refused[call].set(at.at(path), code);
    expect(whysIn(await snapshotOf(at))).toHaveLength(1);
    refused[call].clear();
    const after = await snapshotOf(at);
    expect({ length: after.journal.length, troubles: whysIn(after) }).toEqual({ length: 2, troubles: [] });
  });

  test('later leaves what was read before, in this run and the next', async () => {
    const at = settled();
    const feed = feedOf(at);
    await feed.refresh();
    at.append(LOG, line(3));
    at.touch(ROOT);
    at.touch(`${ROOT}/p`);
    refused[call].set(at.at(path), code);
    const during = await looked(feed);
    feed.close();
    const next = await snapshotOf(at);
    for (const { journal, sources } of [during, next]) {
      expect(journal.length).toBe(2);
      expect(sources[0]!.troubles).toHaveLength(1);
    }
    refused[call].clear();
    const after = await snapshotOf(at);
    expect({ length: after.journal.length, troubles: whysIn(after) }).toEqual({ length: 3, troubles: [] });
  });
});

describe('times that were set back', () => {
  test('of a directory do not hide the files that came', async () => {
    const at = settled();
    const dir = at.at(`${ROOT}/p`);
    await snapshotOf(at);
    const { atime, mtime } = statSync(dir);
    at.write(`${ROOT}/p/s3.jsonl`, line(3));
    utimesSync(dir, atime, mtime);
    expect((await snapshotOf(at)).journal.length).toBe(3);
  });

  test('of a file of the same size do not hide what is in it', async () => {
    const at = settled();
    await snapshotOf(at);
    const { atime, mtime } = statSync(at.at(LOG));
    writeFileSync(at.at(LOG), line(7));
    utimesSync(at.at(LOG), atime, mtime);
    const warm = factsOf(await snapshotOf(at), at.dir);
    expect(warm).toEqual(factsOf(await snapshotOf(at, { cacheDir: undefined }), at.dir));
  });

  test.skipIf(!existsSync('/usr/bin/rsync'))('by rsync do not hide anything', async () => {
    const [from, to] = [settled(), home()];
    const sync = () => execFileSync('rsync', ['-a', `${from.dir}/`, to.dir]);
    sync();
    await snapshotOf(to);
    const { atime, mtime } = statSync(from.at(`${ROOT}/p`));
    from.write(`${ROOT}/p/s3.jsonl`, line(3));
    utimesSync(from.at(`${ROOT}/p`), atime, mtime);
    sync();
    expect((await snapshotOf(to)).journal.length).toBe(3);
  });
});

describe('a full check', () => {
  /** A log that grew, and in whose middle a number changed at the same time. */
  async function changedInTheMiddle(): Promise<Home> {
    const lines = [1, 2, 3, 4, 5, 6].map(line);
    const at = home({ [LOG]: lines.join('') });
    const before = totalsOf((await snapshotOf(at)).journal).output!;
    const changed = lines.with(2, lines[2]!.replace('"output_tokens":5', '"output_tokens":6'));
    at.write(LOG, changed.join('') + line(7));
    expect(totalsOf((await snapshotOf(at)).journal).output).toBe(before + 5);
    return at;
  }

  test.each([
    ['of the next day', DAY],
    ['by a clock that was set back by a day', -DAY],
  ])('%s finds what changed in the middle of a file that grew', async (_, laterMs) => {
    const at = await changedInTheMiddle();
    const plain = await snapshotOf(at, { cacheDir: undefined });
    const checked = await snapshotOf(at, { now: () => NOW_MS + laterMs });
    expect(factsOf(checked, at.dir)).toEqual(factsOf(plain, at.dir));
    expect(checked.cache.misses).toBe(1);
  });

  test('is over when it is done', async () => {
    const at = await changedInTheMiddle();
    const tomorrow = { now: () => NOW_MS + DAY };
    await snapshotOf(at, tomorrow);
    expect((await snapshotOf(at, tomorrow)).cache).toMatchObject({ hits: 1, misses: 0 });
  });

  test('comes by itself while a dashboard runs', async () => {
    const at = await changedInTheMiddle();
    let nowMs = NOW_MS;
    const feed = feedOf(at, { now: () => nowMs });
    await feed.refresh();
    nowMs += DAY;
    const plain = await snapshotOf(at, { cacheDir: undefined });
    expect(factsOf(await looked(feed), at.dir)).toEqual(factsOf(plain, at.dir));
    feed.close();
  });
});

test('two sets of roots in turn do not forget each other', async () => {
  const at = home({ [LOG]: line(1), 'other/projects/x/s.jsonl': line(2) });
  const other = { place: { ...at.place, env: { CLAUDE_CONFIG_DIR: at.at('other') } } };
  for (let i = 0; i < 2; i++) {
    await snapshotOf(at);
    await snapshotOf(at, other);
  }
  expect((await snapshotOf(at)).cache).toMatchObject({ hits: 1, misses: 0 });
  expect((await snapshotOf(at, other)).cache).toMatchObject({ hits: 1, misses: 0 });
});
