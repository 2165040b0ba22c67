/**
 * The feed over the disk: finds the logs, reads what changed, remembers it, merges it into a journal and tells the
 * faces. One scan at a time; whoever asks meanwhile waits for the same one. When nothing changed the journal stays
 * the same object, and nobody needs to draw anything.
 */

import type { Place, Source } from '../core/source.ts';
import { Told } from '../core/store.ts';
import { finished, type Ground } from '../journal/merged.ts';
import { amended } from '../rollup/amend.ts';
import type { Grain } from '../rollup/cells.ts';
import type { Digest } from '../rollup/digest.ts';
import type { Feed, Snapshot } from '../rollup/feed.ts';
import { Journal, type Naming } from '../rollup/journal.ts';
import { Cache } from './cache/cache.ts';
import { buildWarmStart } from './cache/warm-start.ts';
import { FileTable } from './file-table.ts';
import { readFiles } from './read/read-files.ts';
import { PoolFactory, paysForThreads, type WorkerScript } from './read/worker-pool.ts';
import { type Found, type FoundFile, findFiles } from './scan/find.ts';
import { deletedFiles, isUpToDate } from './scan/stale.ts';
import { TreeFingerprint } from './scan/tree-fingerprint.ts';
import { Walker } from './scan/walk.ts';
import { runInSlices, yieldNow } from './scheduler.ts';
import { sourceReports, summariesOf } from './source-reports.ts';

export interface DiskFeedOptions {
  readonly sources: readonly Source[];
  readonly place: Place;
  /** Where facts are remembered; undefined remembers nothing. */
  readonly cacheDir: string | undefined;
  readonly now: () => number;
  /** What the user wants projects to be called in place of their directories. */
  readonly nameProject?: (dir: string) => string;
  /** How fine digests must be for prices that depend on the length of the prompt; see `rollup/digest.ts`. */
  readonly grain?: Grain;
  /** What a thread runs that reads logs; without it this thread reads all of them. */
  readonly reader?: WorkerScript;
  /** Whether somebody waits at a screen: then this thread leaves reading to others, where there are any. */
  readonly isWatched?: boolean;
  /** How often progress is told during a scan, ms. */
  readonly progressMs?: number;
  /** How long changes may wait before they are written to the cache, ms: 0 writes after every scan. */
  readonly saveAfterMs?: number;
}

export class DiskFeed implements Feed {
  /** Set by who shows what is told: what it derives of it, step by step, before anybody is told. */
  beforePublish: ((next: Snapshot) => Generator<void, void>) | undefined;
  private readonly options: DiskFeedOptions;
  private readonly naming: Naming;
  private readonly cache: Cache | undefined;
  private readonly unsaved = new Set<string>();
  private readonly gone = new Set<string>();
  private readonly walker = new Walker();
  private readonly pools: PoolFactory | undefined;
  private known: FileTable | undefined;
  /** How things stood before this run; until what is known is loaded, it stands for that. */
  private warmStart: ReturnType<Cache['warmStart']>;
  private fingerprint: TreeFingerprint | undefined;
  /** The digest that journals are carried on from. */
  private base: Digest | undefined;
  private readonly told: Told<Snapshot>;
  private running: Promise<void> | undefined;
  /** The look that begins when what was read in the last one has been written. */
  private next: Promise<void> | undefined;
  /** Whether the look that runs has been told of, and is only being written. */
  private isTold = false;
  private savedMs = Number.NEGATIVE_INFINITY;
  private isClosed = false;
  private saving: Generator<void, void> | undefined;

  constructor(options: DiskFeedOptions) {
    this.options = options;
    const { reader, place, isWatched = false, sources, nameProject } = options;
    const agents = new Map(sources.map(({ id, agent }) => [id, agent]));
    this.naming = { projectOf: nameProject, agentOf: source => agents.get(source) };
    this.pools = reader && new PoolFactory(reader, place, isWatched);
    this.cache = options.cacheDir === undefined ? undefined : new Cache(options.cacheDir);
    this.told = new Told<Snapshot>({
      journal: Journal.empty(),
      sources: [],
      cache: { dir: this.cache?.dir, hits: 0, misses: 0 },
      checkedMs: undefined,
      progress: undefined,
    });
  }

  getState(): Snapshot {
    return this.told.getState();
  }

  subscribe(listener: () => void): () => void {
    return this.told.subscribe(listener);
  }

  refresh(): Promise<void> {
    // Who asks while the last look is being written wants another one, after that.
    if (this.running && this.isTold) {
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

  /**
   * Makes sure that events can be asked for one by one: what is remembered of them is read, and what is damaged of it is
   * read from the logs again. Sums alone do without.
   */
  async loadEvents(): Promise<void> {
    this.loadFacts();
    if (!this.fingerprint) await this.refresh();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    // What is just being written is brought to its end.
    if (this.saving) finished(this.saving);
    finished(this.startSaving());
    this.cache?.release();
  }

  private async scan(): Promise<void> {
    try {
      const { sources, place } = this.options;
      if (this.getState().checkedMs === undefined) this.warmStart = this.cache?.warmStart(sources, place);
      const fingerprint = this.fingerprint ?? this.warmStart?.fingerprint;
      const changed = fingerprint?.look(sources, place);
      if (changed?.length === 0 && this.isCurrent) this.publishUnchanged(fingerprint!);
      else await this.rescan((changed && fingerprint?.with(changed)) ?? undefined);
      if (this.options.isWatched) await yieldNow();
      if (!this.isClosed && this.isTimeToSave()) await runInSlices(this.startSaving());
    } catch (error) {
      // Our own mistake, not the logs': what was shown stays, with its age and the reason.
      this.told.tell({
        ...this.getState(),
        progress: undefined,
        failure: error instanceof Error ? error.message : `${error}`,
      });
    } finally {
      this.pools?.terminate();
      this.isTold = false;
    }
  }

  /** Whether what was told last, or how things stood, is all there is to tell while nothing changes. */
  private get isCurrent(): boolean {
    return this.getState().checkedMs !== undefined || this.warmStart?.hasMore === false;
  }

  /** Nothing has changed. */
  private publishUnchanged(fingerprint: TreeFingerprint): void {
    const { sources } = this.options;
    const { warmStart } = this;
    const isFirst = this.getState().checkedMs === undefined && warmStart !== undefined;
    this.fingerprint = fingerprint;
    this.isTold = true;
    this.told.tell({
      journal: isFirst
        ? Journal.inBrief(warmStart.digest, () => this.loadFacts(), this.naming)
        : this.getState().journal,
      sources: isFirst ? sourceReports(sources, fingerprint.found, warmStart.told) : this.getState().sources,
      cache: this.cacheReport(fingerprint.length, 0),
      checkedMs: this.options.now(),
      progress: undefined,
    });
  }

  /** Something may have changed: reads what did. `outlook` says what there is, where that is known. */
  private async rescan(fingerprint: TreeFingerprint | undefined): Promise<void> {
    const { sources, place, now, isWatched } = this.options;
    const known = this.loaded();
    let bytes = 0;
    const found =
      fingerprint?.found ??
      (await findFiles(sources, place, this.walker, ({ size }) => {
        bytes += size;
        // Where nothing is known all will be read: whoever helps gets ready while the rest is looked for.
        if (known.files.size === 0 && paysForThreads(bytes)) this.pools?.start();
      }));
    const gone = deletedFiles(known, found);
    for (const path of gone) known.forget(path);
    const stale = found.files.filter(file => !isUpToDate(known, file));
    await this.read(stale, known);
    if (this.isClosed) return;
    for (const file of stale) this.unsaved.add(file.path);
    for (const path of gone) this.gone.add(path);
    const isNew = stale.length > 0 || gone.length > 0 || this.getState().checkedMs === undefined;
    const journal = isNew ? await this.journalOf(known, found) : this.getState().journal;
    const racyFiles = found.files.flatMap((file, i) => (known.files.get(file.path)?.isFresh ? [i] : []));
    const next: Snapshot = {
      journal,
      sources: sourceReports(sources, found, summariesOf(sources, found, known)),
      cache: this.cacheReport(found.files.length - stale.length, stale.length),
      checkedMs: now(),
      progress: undefined,
    };
    // With the digest, before anything is waited for: whoever closes meanwhile saves the two together.
    this.fingerprint = new TreeFingerprint(found, fingerprint?.visited ?? this.walker.visited, racyFiles);
    if (isNew && isWatched) await this.prepare(next);
    if (this.isClosed) return;
    this.isTold = true;
    this.told.tell(next);
  }

  private cacheReport(hits: number, misses: number): Snapshot['cache'] {
    return { dir: this.cache?.dir, hits, misses, problem: this.cache?.problem };
  }

  /** What was read is told, and drawn, in a turn of its own; and what takes long to derive of it, in some before. */
  private async prepare(next: Snapshot): Promise<void> {
    await yieldNow();
    for (const _ of this.beforePublish?.(next) ?? []) await yieldNow();
  }

  /** The journal of all that is known: the last one carried on where that can be done, else merged anew. */
  private async journalOf(known: FileTable, found: Found): Promise<Journal> {
    const { grain = () => [] } = this.options;
    const { facts } = known;
    const files = known.inOrder(found.files);
    const willRewrite = this.cache?.willRewrite([...this.gone]) ?? false;
    const mayAmend = this.base && !known.hasGaps && !willRewrite;
    const digest = mayAmend && amended(this.base!, { facts, files }, known.changes, grain);
    if (digest) return Journal.inBrief(digest, () => ({ facts, files }), this.naming);
    if (willRewrite || known.hasGaps) await runInSlices(known.compacting());
    const journal = new Journal(known.facts, known.inOrder(found.files), this.naming);
    this.base = await runInSlices(journal.digesting(grain));
    known.settle();
    return journal;
  }

  /** What is known, read from the cache when it is first asked for. */
  private loaded(): FileTable {
    if (this.known) return this.known;
    const { known, isBased } = this.cache?.load() ?? {
      known: new FileTable(),
      isBased: false,
    };
    this.base = isBased ? this.warmStart?.digest : undefined;
    this.warmStart = undefined;
    this.known = known;
    return known;
  }

  /** The events behind what stood when this began: nothing has changed since, or they would have been loaded. */
  private loadFacts(): Ground {
    const known = this.loaded();
    // Damaged: the next look reads from the logs what is missing.
    if (!this.base) this.fingerprint = undefined;
    return { facts: known.facts, files: [...known.files.values()] };
  }

  private read(files: readonly FoundFile[], known: FileTable): Promise<void> {
    const { now, progressMs = 400 } = this.options;
    return readFiles(files, known, {
      ...{ now, progressMs, pools: this.pools },
      tell: progress => this.told.tell({ ...this.getState(), progress }),
      isWanted: () => !this.isClosed,
    });
  }

  private isTimeToSave(): boolean {
    return this.options.now() - this.savedMs >= (this.options.saveAfterMs ?? 0);
  }

  private startSaving(): Generator<void, void> {
    this.saving = this.savingSteps();
    return this.saving;
  }

  private *savingSteps(): Generator<void, void> {
    const { known, cache } = this;
    if (!known || !cache) return;
    this.savedMs = this.options.now();
    const before = cache.problem;
    yield* cache.saving(
      known,
      [...this.unsaved],
      [...this.gone],
      this.savedMs,
      buildWarmStart(known, this.base, this.fingerprint),
    );
    // What could not be written is tried again after the next scan.
    if (cache.problem === undefined) {
      this.unsaved.clear();
      this.gone.clear();
    }
    if (cache.problem === before || this.isClosed) return;
    this.told.tell({ ...this.getState(), cache: { ...this.getState().cache, problem: cache.problem } });
  }
}
