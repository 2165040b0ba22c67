/** How far the reading of logs has come, on one line of a terminal that is wiped when it is done. */

import { bytesText, grouped } from '../core/format.ts';
import type { Feed, Progress } from '../rollup/feed.ts';

/** A shorter wait shows no progress. */
const PATIENCE_MS = 400;

/** Writes on every change of the feed until the function that it returns is called. */
export function showProgress(feed: Feed, write: (text: string) => void): () => void {
  let isShown = false;
  const end = feed.subscribe(() => {
    const { progress } = feed.getState();
    if (!progress || progress.nowMs - progress.startedMs < PATIENCE_MS) return;
    isShown = true;
    write(`\r${progressText(progress)}\x1b[K`);
  });
  return () => {
    end();
    if (isShown) write('\r\x1b[K');
  };
}

function progressText({ files, ofFiles, bytes, ofBytes }: Progress): string {
  return `Reading logs: ${grouped(files)} of ${grouped(ofFiles)} files, ${bytesText(bytes)} of ${bytesText(ofBytes)}`;
}
