import { expect, test } from 'vitest';
import { showProgress } from '../../src/cli/progress.ts';
import type { Feed, Progress, Snapshot } from '../../src/rollup/feed.ts';

test('who waits is told how far it is, and nothing of it stays', () => {
  let progress: Progress | undefined;
  let told = () => {};
  const feed = {
    getState: () => ({ progress }) as Snapshot,
    subscribe: (listener: () => void) => {
      told = listener;
      return () => {
        told = () => {};
      };
    },
  } as Feed;
  const written: string[] = [];
  const stop = showProgress(feed, text => written.push(text));
  const at = (nowMs: number) => {
    progress = { startedMs: 0, nowMs, files: 120, ofFiles: 2000, bytes: 45e6, ofBytes: 2e9 };
    told();
  };
  at(100);
  expect(written).toEqual([]);
  at(500);
  expect(written).toEqual(['\rReading logs: 120 of 2,000 files, 45.0 MB of 2.0 GB\x1b[K']);
  stop();
  at(900);
  expect(written.slice(1)).toEqual(['\r\x1b[K']);
});
