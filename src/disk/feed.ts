/**
 * The feed over the disk: finds the logs, reads what changed, remembers it, merges it into a journal and tells the
 * faces. One scan at a time; whoever asks meanwhile waits for the same one. When nothing changed the journal stays
 * the same object, and nobody needs to draw anything.
 */
import { Facts } from '../core/facts.ts';
import type { Feed, Progress, Snapshot, SourceReport } from '../core/feed.ts';
import { Journal } from '../core/journal.ts';
import type { Place, Source } from '../core/source.ts';
import { Cache } from './cache.ts';
import { type Found, type FoundFile, findFiles } from './find.ts';
import { Known } from './known.ts';
import { holds, readFile } from './read.ts';
import { Walker } from './walk.ts';
import { areWorth, readOnThreads } from './workers.ts';

export interface DiskFeedOptions {
  readonly sources: readonly Source[];
  readonly place: Place;
  /** Where facts are remembered; undefined remembers nothing. */
  readonly cacheDir: string | undefined;
  readonly now: () => number;
  /** What the user wants projects to be called in place of their directories. */
  readonly nameProject?: (dir: string) => string;
  /** What a thread runs that reads logs (`src/reader.ts` as one file); without it this thread reads all of them. */
  readonly reader?: URL;
  /** How often progress is told during a scan, ms. */
  readonly progressMs?: number;
  /** How long changes may wait before they are written to the cache, ms: 0 writes after every scan. */
  readonly saveAfterMs?: number;
}

export class DiskFeed implements Feed {
  private readonly options: DiskFeedOptions;
  private readonly cache: Cache | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly unsaved = new Set<string>();
  private readonly gone = new Set<string>();
  private readonly walker = new Walker();
  private known: Known | undefined;
  private state: Snapshot;
  private running: Promise<void> | undefined;
  private savedMs = Number.NEGATIVE_INFINITY;
  private isClosed = false;

  constructor(options: DiskFeedOptions) {
    this.options = options;
    this.cache = options.cacheDir === undefined ? undefined : new Cache(options.cacheDir);
    this.state = {
      journal: new Journal(new Facts(), []),
      sources: [],
      cache: { dir: this.cache?.dir, hits: 0, misses: 0 },
      checkedMs: undefined,
      progress: undefined,
    };
  }

  getState(): Snapshot {
    return this.state;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  refresh(): Promise<void> {
    this.running ??= this.scan().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.save();
  }

  private async scan(): Promise<void> {
    try {
      const { sources, place, now } = this.options;
      // The cache is read on another thread while the logs are looked at on this one.
      const remembered = this.known ?? this.cache?.load() ?? new Known();
      const found = await findFiles(sources, place, this.walker);
      const known = await remembered;
      this.known = known;
      const gone = goneFrom(known, found);
      for (const path of gone) known.files.delete(path);
      const stale = found.files.filter(file => !stillHolds(known, file));
      await this.read(stale, known);
      if (this.isClosed) return;
      known.tidy();
      for (const file of stale) this.unsaved.add(file.path);
      for (const path of gone) this.gone.add(path);
      const isChanged = stale.length > 0 || gone.length > 0 || this.state.checkedMs === undefined;
      if (now() - this.savedMs >= (this.options.saveAfterMs ?? 0)) this.save();
      this.publish({
        journal: isChanged
          ? new Journal(known.facts, [...known.files.values()], this.options.nameProject)
          : this.state.journal,
        sources: sourceReports(sources, found, known),
        cache: {
          dir: this.cache?.dir,
          hits: found.files.length - stale.length,
          misses: stale.length,
          problem: this.cache?.problem,
        },
        checkedMs: now(),
        progress: undefined,
      });
    } catch (error) {
      // Our own mistake, not the logs': what was shown stays, with its age and the reason.
      this.publish({
        ...this.state,
        progress: undefined,
        failure: error instanceof Error ? error.message : `${error}`,
      });
    }
  }

  private async read(files: readonly FoundFile[], known: Known): Promise<void> {
    const { now, progressMs = 100 } = this.options;
    const ofBytes = files.reduce((sum, file) => sum + file.size, 0);
    const startedMs = now();
    let progress: Progress = {
      startedMs,
      nowMs: startedMs,
      files: 0,
      ofFiles: files.length,
      bytes: 0,
      ofBytes,
    };
    let toldMs = startedMs;
    const see = (read: readonly FoundFile[]) => {
      const bytes = read.reduce((sum, file) => sum + file.size, 0);
      const nowMs = now();
      progress = {
        ...progress,
        nowMs,
        files: progress.files + read.length,
        bytes: progress.bytes + bytes,
      };
      if (nowMs - toldMs >= progressMs) {
        toldMs = nowMs;
        this.publish({ ...this.state, progress });
      }
      return !this.isClosed;
    };
    const { reader: script, place } = this.options;
    const isFresh = (file: FoundFile) => file.format.kind !== 'tables' && !known.files.has(file.path);
    const fresh = script === undefined ? [] : files.filter(isFresh);
    const rest = areWorth(fresh) ? files.filter(file => !isFresh(file)) : files;
    if (script && rest !== files) {
      await readOnThreads(fresh, known, { script, place, nowMs: startedMs, see });
    }
    for (const file of rest) {
      if (this.isClosed) return;
      await readFile(file, known, now());
      see([file]);
    }
  }

  private save(): void {
    if (!this.known || !this.cache) return;
    this.savedMs = this.options.now();
    this.cache.save(this.known, [...this.unsaved], [...this.gone], this.savedMs);
    // What could not be written is tried again after the next scan.
    if (this.cache.problem !== undefined) return;
    this.unsaved.clear();
    this.gone.clear();
  }

  private publish(state: Snapshot): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function stillHolds(known: Known, file: FoundFile): boolean {
  const before = known.files.get(file.path);
  if (!holds(before, file)) return false;
  if (before.isFresh) known.files.set(file.path, { ...before, isFresh: false });
  return true;
}

/** Known files that were not found any more. */
function goneFrom(known: Known, found: Found): readonly string[] {
  let met = 0;
  for (const { path } of found.files) if (known.files.has(path)) met += 1;
  if (met === known.files.size) return [];
  const paths = new Set(found.files.map(file => file.path));
  return [...known.files.keys()].filter(path => !paths.has(path));
}

function sourceReports(sources: readonly Source[], found: Found, known: Known): SourceReport[] {
  return sources.map(({ id, title, hint }) => {
    const troubles = found.troubles.filter(each => each.source === id).map(each => each.trouble);
    let files = 0;
    // In the order of their paths, not in that in which they were read.
    for (const { path, source } of found.files) {
      const file = source === id ? known.files.get(path) : undefined;
      if (!file) continue;
      files += 1;
      troubles.push(...file.troubles);
    }
    return { id, title, hint, roots: found.roots.get(id) ?? [], files, troubles };
  });
}
