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

export interface DiskFeedOptions {
  readonly sources: readonly Source[];
  readonly place: Place;
  /** Where facts are remembered; undefined remembers nothing. */
  readonly cacheDir: string | undefined;
  readonly now: () => number;
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
      this.known ??= this.cache?.load() ?? new Known();
      const known = this.known;
      const found = await findFiles(sources, place);
      const paths = new Set(found.files.map(file => file.path));
      const gone = [...known.files.keys()].filter(path => !paths.has(path));
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
        journal: isChanged ? new Journal(known.facts, [...known.files.values()]) : this.state.journal,
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
    for (const file of files) {
      if (this.isClosed) return;
      await readFile(file, known, now());
      progress = { ...progress, nowMs: now(), files: progress.files + 1, bytes: progress.bytes + file.size };
      if (progress.nowMs - toldMs < progressMs) continue;
      toldMs = progress.nowMs;
      this.publish({ ...this.state, progress });
    }
  }

  private save(): void {
    if (!this.known || !this.cache) return;
    this.cache.save(this.known, [...this.unsaved], [...this.gone], this.options.now());
    this.unsaved.clear();
    this.gone.clear();
    this.savedMs = this.options.now();
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

function sourceReports(sources: readonly Source[], found: Found, known: Known): SourceReport[] {
  return sources.map(({ id, title, hint }) => {
    const files = [...known.files.values()].filter(file => file.source === id);
    return {
      id,
      title,
      hint,
      roots: found.roots.get(id) ?? [],
      files: files.length,
      troubles: [
        ...found.troubles.filter(each => each.source === id).map(each => each.trouble),
        ...files.flatMap(file => file.troubles),
      ],
    };
  });
}
