/**
 * Where the dashboard keeps what it remembers between runs: a small file beside the cache, written a moment after a
 * change and at the end. A demo, and a run without a cache, remember nothing.
 */
import { join } from 'node:path';
import type { Paths } from '../os/paths.ts';
import { readPrivate, writePrivate } from '../os/private-file.ts';
import type { DashboardOptions } from './dashboard-options.ts';

export interface ViewMemory {
  read(): string | undefined;
  /** Remembers what `text` makes, soon. */
  keep(text: () => string): void;
  /** Writes what waits. */
  flush(): void;
}

/** Changes come in bursts of keys. */
const WAIT_MS = 2000;

export function viewMemory({ demo, cache }: DashboardOptions, { cacheDir }: Paths): ViewMemory {
  const path = join(cacheDir, 'view.json');
  let waiting: (() => string) | undefined;
  let written: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  if (demo || !cache) return { read: () => undefined, keep: () => {}, flush: () => {} };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = waiting?.();
    waiting = undefined;
    if (text === undefined || text === written) return;
    try {
      writePrivate(path, text);
      written = text;
    } catch {
      // Nothing depends on it: the next run opens as the first one did.
    }
  };
  return {
    read() {
      written = readPrivate(path);
      return written;
    },
    keep(text) {
      waiting = text;
      timer ??= setTimeout(flush, WAIT_MS).unref();
    },
    flush,
  };
}
