/**
 * The feed over the disk: finds the logs, reads what changed, caches it, merges it into a journal and publishes a
 * snapshot. One scan runs at a time; calls meanwhile share it. While nothing changed the journal stays the same object,
 * so nothing needs to be drawn.
 */
import { WritableStore } from '../core/store.ts';
import { type FactSet, finished } from '../journal/merged.ts';
import type { Feed, Snapshot } from '../rollup/feed.ts';
import { Journal } from '../rollup/journal.ts';
import type { Naming } from '../rollup/naming.ts';
import type { Rollup } from '../rollup/rollup.ts';
import { updatedRollup } from '../rollup/update.ts';
import { Cache } from './cache/cache.ts';
import { buildWarmStart } from './cache/warm-start.ts';
import type { DiskFeedOptions } from './feed-options.ts';
import type { FileTable } from './file-table.ts';
import { FullCheck } from './full-check.ts';
import { type KnownFacts, keptFiles } from './known-facts.ts';
import { readFiles } from './read/read-files.ts';
import { PoolFactory, paysForThreads } from './read/worker-pool.ts';
import { recall } from './recall.ts';
import { type Found, type FoundFile, findFiles } from './scan/find.ts';
import { deletedFiles, isUpToDate, isVerifiedUpToDate } from './scan/stale.ts';
import { TreeFingerprint } from './scan/tree-fingerprint.ts';
import { Walker } from './scan/walk.ts';
import { runInSlices, yieldNow } from './scheduler.ts';
import { sourceReports, summariesOf } from './source-reports.ts';
import { TableLoader } from './table-loader.ts';

export class DiskFeed implements Feed {
  /** Hook: derives data from the next snapshot, in slices, before it is published. */
  beforePublish: ((next: Snapshot) => Generator<void, void>) | undefined;
  private readonly options: DiskFeedOptions;
  private readonly naming: Naming;
  private readonly cache: Cache | undefined;
  private readonly unsaved = new Set<string>();
  private readonly gone = new Set<string>();
  private walker = new Walker();
  private readonly pools: PoolFactory | undefined;
  private readonly tables: TableLoader;
  /** What the cache's warm start says of all files; used until the table is loaded. */
  private warmStart: ReturnType<Cache['warmStart']>;
  private fingerprint: TreeFingerprint | undefined;
  /** The rollup that is updated where files only grew. */
  private base: Rollup | undefined;
  private readonly store: WritableStore<Snapshot>;
  private running: Promise<void> | undefined;
  /** The scan that begins when the running one has been written to the cache. */
  private next: Promise<void> | undefined;
  /** Whether the running scan is published and only being written. */
  private isPublished = false;
  private savedMs = Number.NEGATIVE_INFINITY;
  private readonly fullCheck: FullCheck;
  /** Whether the cache held everything that it once did. */
  private isCacheWhole = true;
  /** How many files changed or went in this run. */
  changedFiles = 0;
  private isClosed = false;
  private saving: Generator<void, void> | undefined;

  constructor(options: DiskFeedOptions) {
    this.options = options;
    const { reader, sources, place, cacheDir, nameProject, disk, runs, isWatched = false } = options;
    const agents = new Map(sources.map(({ id, agent }) => [id, agent]));
    this.naming = { projectOf: nameProject, disk, agentOf: source => agents.get(source), runs };
    this.pools = reader && new PoolFactory(reader, place, isWatched);
    this.cache = cacheDir === undefined ? undefined : new Cache(cacheDir, sources, place);
    this.tables = new TableLoader(this.cache, options.history !== undefined, ({ isBased, isWhole }) => {
      this.isCacheWhole = isWhole;
      this.base = isBased ? this.warmStart?.rollup : undefined;
      this.warmStart = undefined;
    });
    this.fullCheck = new FullCheck(this.cache);
    this.store = new WritableStore<Snapshot>({
      journal: Journal.empty(),
      sources: [],
      cache: { dir: this.cache?.dir, hits: 0, misses: 0 },
      checkedMs: undefined,
      progress: undefined,
    });
  }

  getState(): Snapshot {
    return this.store.getState();
  }

  subscribe(listener: () => void): () => void {
    return this.store.subscribe(listener);
  }

  refresh(): Promise<void> {
    // While a scan is being written its snapshot may already be out of date.
    if (this.running && this.isPublished) {
      this.next ??= this.running.then(() => {
        this.next = undefined;
        return this.refresh();
      });
      return this.next;
    }
    this.running ??= this.scan().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Loads the events from the cache, and reads from the logs what is damaged there. Sums alone need none of it. */
  async loadEvents(): Promise<void> {
    this.loadFacts();
    if (!this.fingerprint) await this.refresh();
  }

  /** The facts of all files, for a ledger; in the state of the last scan. */
  knownFiles(): KnownFacts {
    const { facts, files } = this.tables.now();
    return { facts, files: keptFiles(files.values(), this.options) };
  }

  /** Removes the cache, so that the next run fills it again. */
  forgetCache(): void {
    this.cache?.clear();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    // Completes a write that has begun.
    if (this.saving) finished(this.saving);
    finished(this.startSaving());
    this.cache?.release();
  }

  private async scan(): Promise<void> {
    try {
      const { sources, place } = this.options;
      if (this.getState().checkedMs === undefined) this.warmStart = this.cache?.warmStart();
      if (this.fullCheck.isDue(this.options.now())) await this.rescan(undefined, true);
      else {
        const fingerprint = this.fingerprint ?? this.warmStart?.fingerprint;
        const changed = fingerprint && (await runInSlices(fingerprint.changedFiles(sources, place)));
        if (changed?.length === 0 && this.isCurrent) this.publishUnchanged(fingerprint!);
        else await this.rescan((changed && fingerprint?.restamped(changed)) ?? undefined, false);
      }
      if (this.options.isWatched) await yieldNow();
      const { now, saveAfterMs = 0 } = this.options;
      if (!this.isClosed && now() - this.savedMs >= saveAfterMs) await runInSlices(this.startSaving());
    } catch (error) {
      // A defect of ours, not of the logs: what was shown stays, with its age and the reason.
      this.store.set({
        ...this.getState(),
        progress: undefined,
        failure: error instanceof Error ? error.message : `${error}`,
      });
    } finally {
      this.pools?.terminate();
      this.isPublished = false;
    }
  }

  /** Whether the last snapshot, or the warm start, holds everything while nothing changes. */
  private get isCurrent(): boolean {
    return this.getState().checkedMs !== undefined || this.warmStart?.hasMore === false;
  }

  /** Nothing has changed. */
  private publishUnchanged(fingerprint: TreeFingerprint): void {
    const { warmStart } = this;
    const isFirst = this.getState().checkedMs === undefined && warmStart !== undefined;
    this.fingerprint = fingerprint;
    this.isPublished = true;
    this.store.set({
      journal: isFirst
        ? Journal.fromRollup(warmStart.rollup, () => this.loadFacts(), this.naming)
        : this.getState().journal,
      sources: isFirst
        ? sourceReports(this.options, fingerprint.found, warmStart.summaries)
        : this.getState().sources,
      cache: { dir: this.cache?.dir, hits: fingerprint.length, misses: 0, problem: this.cache?.problem },
      checkedMs: this.options.now(),
      progress: undefined,
    });
  }

  /**
   * Something may have changed: reads what did. `fingerprint` lists the files, where no scan is needed. A full check
   * trusts neither listings nor stamps.
   */
  private async rescan(fingerprint: TreeFingerprint | undefined, isFullCheck: boolean): Promise<void> {
    const { sources, place, now, isWatched } = this.options;
    const table = await this.tables.inSlices();
    if (isFullCheck) this.walker = new Walker();
    let bytes = 0;
    const found =
      fingerprint?.found ??
      (await findFiles(sources, place, this.walker, ({ size }) => {
        bytes += size;
        // With an empty table everything will be read: threads get ready while the rest is found.
        if (table.files.size === 0 && paysForThreads(bytes)) this.pools?.start();
      }));
    const gone = deletedFiles(table, found);
    for (const path of gone) table.markGone(path, now());
    const holds = isFullCheck ? isVerifiedUpToDate : isUpToDate;
    const stale = found.files.filter(file => !holds(table, file));
    await this.read(stale, table);
    if (this.isClosed) return;
    const recalled = this.isCacheWhole ? 0 : await recall(table, this.options);
    this.isCacheWhole = true;
    for (const path of [...stale.map(file => file.path), ...table.takeEarlier()]) this.unsaved.add(path);
    for (const path of gone) (table.files.has(path) ? this.unsaved : this.gone).add(path);
    this.changedFiles += stale.length + gone.length;
    const isNew = stale.length + gone.length + recalled > 0 || this.getState().checkedMs === undefined;
    const journal = isNew ? await this.journalOf(table, found) : this.getState().journal;
    const racyFiles = found.files.flatMap((file, i) => (table.files.get(file.path)?.isRacy ? [i] : []));
    const next: Snapshot = {
      journal,
      sources: sourceReports(this.options, found, summariesOf(sources, found, table)),
      cache: {
        ...{ dir: this.cache?.dir, problem: this.cache?.problem },
        ...{ hits: found.files.length - stale.length, misses: stale.length },
      },
      checkedMs: now(),
      progress: undefined,
    };
    // Together with the rollup and before any await: a close meanwhile saves the two together.
    this.fingerprint = new TreeFingerprint(found, fingerprint?.visited ?? this.walker.visited, racyFiles);
    this.fullCheck.scanned(isFullCheck, now());
    if (isNew && isWatched) {
      await yieldNow();
      for (const _ of this.beforePublish?.(next) ?? []) await yieldNow();
    }
    if (this.isClosed) return;
    this.isPublished = true;
    this.store.set(next);
  }

  /** The journal of the whole table: the last one updated where that can be done, else merged anew. */
  private async journalOf(table: FileTable, found: Found): Promise<Journal> {
    const { priceTiers = () => [] } = this.options;
    const { facts } = table;
    const files = table.inOrder(found.files);
    const willRewrite = this.cache?.willRewrite([...this.gone]) ?? false;
    const mayUpdate = this.base && !table.hasGaps && !willRewrite;
    const rollup = mayUpdate && updatedRollup(this.base!, { facts, files }, table.changes, priceTiers);
    if (rollup) return Journal.fromRollup(rollup, () => ({ facts, files }), this.naming);
    if (willRewrite || table.hasGaps) await runInSlices(table.compacting());
    const journal = new Journal(table.facts, table.inOrder(found.files), this.naming);
    this.base = await runInSlices(journal.rollUp(priceTiers));
    table.clearChanges();
    return journal;
  }

  /** The events behind a warm start: nothing has changed since, or they would have been loaded. */
  private loadFacts(): FactSet {
    const table = this.tables.now();
    // Damaged: the next scan reads from the logs what is missing.
    if (!this.base) this.fingerprint = undefined;
    return { facts: table.facts, files: [...table.files.values()] };
  }

  private read(files: readonly FoundFile[], table: FileTable): Promise<void> {
    const { now, progressMs = 400 } = this.options;
    return readFiles(files, table, {
      ...{ now, progressMs, pools: this.pools },
      publish: progress => this.store.set({ ...this.getState(), progress }),
      shouldContinue: () => !this.isClosed,
    });
  }

  private startSaving(): Generator<void, void> {
    this.saving = this.savingSteps();
    return this.saving;
  }

  private *savingSteps(): Generator<void, void> {
    const { cache, tables } = this;
    const { table } = tables;
    if (!table || !cache) return;
    this.savedMs = this.options.now();
    const before = cache.problem;
    yield* cache.saving(
      table,
      [...this.unsaved],
      [...this.gone],
      this.savedMs,
      buildWarmStart(table, this.base, this.fingerprint),
    );
    // What could not be written is tried again after the next scan.
    if (cache.problem === undefined) {
      this.unsaved.clear();
      this.gone.clear();
    }
    if (cache.problem === before || this.isClosed) return;
    this.store.set({ ...this.getState(), cache: { ...this.getState().cache, problem: cache.problem } });
  }
}
