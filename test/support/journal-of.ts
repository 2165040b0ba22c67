/** Journals out of literal files, by way of the real disk feed; and events as plain data that can be compared whole. */
import { relative } from 'node:path';
import type { Place, Source } from '../../src/core/source.ts';
import { noTokens, TOKEN_KINDS, type UsageEvent } from '../../src/core/usage.ts';
import { DiskFeed } from '../../src/logs/feed.ts';
import type { DiskFeedOptions } from '../../src/logs/feed-options.ts';
import type { Snapshot } from '../../src/rollup/feed.ts';
import type { Journal } from '../../src/rollup/journal.ts';
import { claudeCode } from '../../src/sources/claude-code.ts';
import { NOW_MS, UTC } from './clock.ts';
import { type Files, type Home, home } from './home.ts';
import { reachingPrices } from './prices.ts';
import { sumsOf } from './sums.ts';

export function feedOf(at: Home, options: Partial<DiskFeedOptions> = {}): DiskFeed {
  return new DiskFeed({
    sources: [claudeCode],
    place: at.place,
    cacheDir: at.cacheDir,
    now: () => NOW_MS,
    ...options,
  });
}

/** What a feed says after it has looked, with its events. */
export async function looked(feed: DiskFeed): Promise<Snapshot> {
  await feed.refresh();
  await feed.loadEvents();
  return feed.getState();
}

/** What a new feed over a home says; its cache is the one that earlier feeds left. */
export async function snapshotOf(at: Home, options: Partial<DiskFeedOptions> = {}): Promise<Snapshot> {
  const feed = feedOf(at, options);
  const snapshot = await looked(feed);
  feed.close();
  return snapshot;
}

/** What a feed without any memory says of a directory that is not ours to write to. */
export async function snapshotOfPlace(
  place: Place,
  cacheDir: string,
  sources: readonly Source[] = [claudeCode],
): Promise<Snapshot> {
  const feed = new DiskFeed({ sources, place, cacheDir, now: () => NOW_MS });
  return looked(feed);
}

export async function journalOf(files: Files): Promise<Journal> {
  return (await snapshotOf(home(files))).journal;
}

/** All of an event, without what is merely undefined. */
export function plain(event: UsageEvent): Record<string, unknown> {
  return JSON.parse(JSON.stringify(event));
}

/** All events of a journal with the files they stand in, paths relative to `dir`: two journals are the same when these are. */
export function eventsOf(journal: Journal, dir: string): readonly Record<string, unknown>[] {
  const events: Record<string, unknown>[] = [];
  journal.visit((_, i) => {
    const event = journal.event(i);
    const files = journal.filesOf(i).map(file => relative(dir, file));
    events.push({ ...plain(event), file: relative(dir, event.file), files });
  });
  return events;
}

/** All there is to know of a snapshot that the logs decide. Sums come first: they must not need the events. */
export function factsOf({ journal, sources }: Snapshot, dir: string) {
  return {
    sums: sumsOf(journal, reachingPrices, UTC),
    events: eventsOf(journal, dir),
    duplicates: journal.duplicates,
    range: journal.range,
    troubles: sources.flatMap(source =>
      source.troubles.map(trouble => ({ ...trouble, path: relative(dir, trouble.path) })),
    ),
  };
}

/** Token counts of a journal by kind. */
export function totalsOf(journal: Journal): Record<string, number> {
  const totals: Record<string, number> = { ...noTokens };
  journal.visit(({ tokens }) => {
    for (const kind of TOKEN_KINDS) totals[kind]! += tokens[kind];
  });
  return totals;
}
