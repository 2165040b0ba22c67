/**
 * The laws of remembering: however a log came to be what it is, and whatever was seen of it on the way, what is shown
 * is what a first look at it would show.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { transcriptFiles, transcriptText } from '../support/arbitrary-transcript.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { Home } from '../support/home.ts';
import { factsOf, feedOf, looked, snapshotOf } from '../support/journal-of.ts';
import { reachingPrices } from '../support/prices.ts';
import { sumsOf } from '../support/sums.ts';

const LOG = '.claude/projects/p/s1.jsonl';

/** What somebody sees who has never been here. */
async function firstLook(at: Home) {
  const cacheDir = join(at.cacheDir, '..', 'nothing-yet');
  rmSync(cacheDir, { recursive: true, force: true });
  return factsOf(await snapshotOf(at, { cacheDir }), at.dir);
}

async function inHome(act: (at: Home) => Promise<void>): Promise<void> {
  const at = new Home();
  try {
    await act(at);
  } finally {
    at.remove();
  }
}

test('a file cut at any byte and then completed reads as it reads whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      transcriptText,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.boolean(),
      (text, cuts, isFresh, isRestarted) =>
        inHome(async at => {
          const bytes = Buffer.from(text);
          const ends = [...cuts.map(cut => Math.floor(cut * bytes.length)), bytes.length].sort(
            (a, b) => a - b,
          );
          const time = isFresh ? NOW_MS : undefined;
          at.write(LOG, bytes.subarray(0, ends[0]), time);
          let feed = feedOf(at);
          for (const [i, end] of ends.entries()) {
            if (i > 0) at.append(LOG, bytes.subarray(ends[i - 1], end), time);
            if (isRestarted) {
              feed.close();
              feed = feedOf(at);
            }
            await feed.refresh();
          }
          expect(factsOf(feed.getState(), at.dir)).toEqual(await firstLook(at));
        }),
    ),
    { numRuns: 150 },
  );
});

test.each(['\n', '\r\n'])('so does one small file, cut at every byte (lines end with %j)', async end => {
  const text =
    '{"type":"user","message":{"content":"<command-name>/review</command-name>"}}\n'.replace('\n', end) +
    '{"type":"assistant","uuid":"ü","timestamp":"2026-07-01T10:00:00Z","message":{"usage":{"input_tokens":1}}}\n'.replace(
      '\n',
      end,
    ) +
    `{"n":1}${end}{"a":1}{"b":2}${end}12${end}12 {"usage":3}${end}`;
  const bytes = Buffer.from(text);
  const whole = new Home({ [LOG]: bytes });
  const expected = await firstLook(whole);
  whole.remove();
  for (let cut = 0; cut <= bytes.length; cut++) {
    await inHome(async at => {
      at.write(LOG, bytes.subarray(0, cut));
      const feed = feedOf(at);
      await feed.refresh();
      at.append(LOG, bytes.subarray(cut));
      expect({ cut, ...factsOf(await looked(feed), at.dir) }).toEqual({ cut, ...expected });
    });
  }
});

/** What may happen to a directory of logs between two looks. */
const change = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('append' as const), file: fc.nat(3), text: transcriptText }),
  },
  fc.record({ what: fc.constant('replace' as const), file: fc.nat(3), text: transcriptText }),
  fc.record({ what: fc.constant('swap one byte' as const), file: fc.nat(3), at: fc.nat(5000) }),
  fc.record({ what: fc.constant('truncate' as const), file: fc.nat(3), at: fc.nat(5000) }),
  fc.record({ what: fc.constant('delete' as const), file: fc.nat(3) }),
  fc.record({ what: fc.constant('rename' as const), file: fc.nat(3) }),
  fc.record({
    what: fc.constant('put another in its place' as const),
    file: fc.nat(3),
    text: transcriptText,
  }),
  fc.record({ what: fc.constant('touch' as const), file: fc.nat(3) }),
  fc.record({ what: fc.constant('create' as const), text: transcriptText }),
  { weight: 4, arbitrary: fc.record({ what: fc.constant('start anew' as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('another looks' as const) }) },
  fc.record({ what: fc.constant('lose the cache' as const) }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

class Disk {
  readonly at: Home;
  private contents = new Map<string, Buffer>();
  private names = 0;

  constructor(at: Home, files: Readonly<Record<string, string>>) {
    this.at = at;
    for (const [path, text] of Object.entries(files)) this.put(path, Buffer.from(text));
  }

  apply(change: Exclude<Change, { what: 'start anew' | 'another looks' | 'lose the cache' }>): void {
    if (change.what === 'create') {
      this.put(this.newPath(), Buffer.from(change.text));
      return;
    }
    const path = [...this.contents.keys()].sort()[change.file];
    if (path === undefined) return;
    const bytes = this.contents.get(path)!;
    if (change.what === 'append') {
      this.contents.set(path, Buffer.concat([bytes, Buffer.from(change.text)]));
      this.at.append(path, change.text);
    } else if (change.what === 'replace') this.put(path, Buffer.from(change.text));
    else if (change.what === 'truncate') this.put(path, bytes.subarray(0, change.at));
    else if (change.what === 'touch') this.at.touch(path);
    else if (change.what === 'swap one byte') {
      const copy = Buffer.from(bytes);
      if (change.at < copy.length) copy[change.at]! ^= 1;
      this.put(path, copy);
    } else if (change.what === 'put another in its place') {
      const other = this.newPath();
      this.put(other, Buffer.from(change.text));
      this.move(other, path);
    } else if (change.what === 'rename') this.move(path, this.newPath());
    else if (change.what === 'delete') {
      this.at.delete(path);
      this.contents.delete(path);
    } else change satisfies never;
  }

  private put(path: string, bytes: Buffer): void {
    this.contents.set(path, bytes);
    this.at.write(path, bytes);
  }

  private move(from: string, to: string): void {
    this.at.rename(from, to);
    this.contents.set(to, this.contents.get(from)!);
    this.contents.delete(from);
  }

  private newPath(): string {
    this.names += 1;
    return `.claude/projects/p/n${this.names}.jsonl`;
  }
}

test('whatever happens to the logs between two looks, warm is cold', async () => {
  await fc.assert(
    fc.asyncProperty(
      transcriptFiles,
      fc.array(change, { minLength: 1, maxLength: 10 }),
      fc.boolean(),
      (files, changes, isSettled) =>
        inHome(async at => {
          const disk = new Disk(at, files);
          // Of directories that have only just changed, nothing is taken as proven.
          const settle = () => isSettled && at.settle();
          settle();
          let feed = feedOf(at);
          await feed.refresh();
          for (const change of changes) {
            if (change.what === 'lose the cache') rmSync(at.cacheDir, { recursive: true, force: true });
            else if (change.what === 'another looks') await snapshotOf(at);
            else if (change.what === 'start anew') {
              feed.close();
              feed = feedOf(at);
            } else disk.apply(change);
            settle();
            await feed.refresh();
            const shown = feed.getState();
            const sums = sumsOf(shown.journal, reachingPrices, UTC);
            const first = await firstLook(at);
            expect(sums).toEqual(first.sums);
            expect(factsOf(await looked(feed), at.dir)).toEqual(first);
          }
          feed.close();
          expect(factsOf(await snapshotOf(at), at.dir)).toEqual(await firstLook(at));
        }),
    ),
    { numRuns: 100 },
  );
});

test('files that are found one after the other give the journal of all at once, in any order', async () => {
  const withOrder = transcriptFiles.chain(files =>
    fc.tuple(
      fc.constant(files),
      fc.shuffledSubarray(Object.keys(files), { minLength: Object.keys(files).length }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(withOrder, ([files, order]) =>
      inHome(async at => {
        const feed = feedOf(at);
        for (const path of order) {
          at.write(path, files[path]!);
          await feed.refresh();
        }
        expect(factsOf(feed.getState(), at.dir)).toEqual(await firstLook(at));
      }),
    ),
    { numRuns: 50 },
  );
});

test('of a file rewritten in place to the same length every byte counts, not only those at its ends', async () => {
  await inHome(async at => {
    const [line, other] = [7, 8].map(
      input =>
        `{"type":"assistant","timestamp":"2026-07-01T10:00:00Z","message":{"id":"m","usage":{"input_tokens":${input}}}}\n`,
    );
    const padding = `${JSON.stringify({ type: 'summary', summary: 'x'.repeat(2000) })}\n`;
    at.write(LOG, padding + line + padding);
    const feed = feedOf(at);
    await feed.refresh();
    at.write(LOG, padding + other + padding);
    await feed.refresh();
    expect(feed.getState().journal.event(0).tokens.input).toBe(8);
  });
});
