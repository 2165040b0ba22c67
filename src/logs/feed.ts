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
import { Journal } from '../rollup/journal.ts';
import { Cache } from './cache/cache.ts';
import { standingNow } from './cache/standing.ts';
import { Known } from './known.ts';
import { readFiles } from './read/read-files.ts';
import { inTurns, nextTurn } from './read/tail.ts';
import { areWorth, type Script, Staff } from './read/workers.ts';
import { type Found, type FoundFile, findFiles } from './scan/find.ts';
import { Outlook } from './scan/outlook.ts';
import { goneFrom, stillHolds } from './scan/stale.ts';
import { Walker } from './scan/walk.ts';
import { sourceReports, toldOf } from './source-reports.ts';

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
  readonly reader?: Script;
  /** Whether somebody waits at a screen: then this thread leaves reading to others, where there are any. */
  readonly isWatched?: boolean;
  /** Called before everything is summed up; what it returns is called when that is done. */
  readonly summing?: () => () => void;
  /** How often progress is told during a scan, ms. */
  readonly progressMs?: number;
  /** How long changes may wait before they are written to the cache, ms: 0 writes after every scan. */
  readonly saveAfterMs?: number;
}

export class DiskFeed implements Feed {
  /** Set by who shows what is told: what it derives of it, step by step, before anybody is told. */
  preparing: ((next: Snapshot) => Generator<void, void>) | undefined;
  private readonly options: DiskFeedOptions;
  private readonly cache: Cache | undefined;
  private readonly unsaved = new Set<string>();
  private readonly gone = new Set<string>();
  private readonly walker = new Walker();
  private readonly staff: Staff | undefined;
  private known: Known | undefined;
  /** How things stood before this run; until what is known is loaded, it stands for that. */
  private standing: ReturnType<Cache['standing']>;
  private outlook: Outlook | undefined;
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
    const { reader, place, isWatched = false } = options;
    this.staff = reader && new Staff(reader, place, isWatched);
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
  async deepen(): Promise<void> {
    this.groundNow();
    if (!this.outlook) await this.refresh();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    // What is just being written is brought to its end.
    if (this.saving) finished(this.saving);
    finished(this.startSaving());
    this.cache?.letGo();
  }

  private async scan(): Promise<void> {
    try {
      const { sources, place } = this.options;
      if (this.getState().checkedMs === undefined) this.standing = this.cache?.standing(sources, place);
      const outlook = this.outlook ?? this.standing?.outlook;
      const changed = outlook?.look(sources, place);
      if (changed?.length === 0 && this.isCurrent) this.tellQuiet(outlook!);
      else await this.lookInto((changed && outlook?.with(changed)) ?? undefined);
      if (this.options.isWatched) await nextTurn();
      if (!this.isClosed && this.isTimeToSave()) await inTurns(this.startSaving());
    } catch (error) {
      // Our own mistake, not the logs': what was shown stays, with its age and the reason.
      this.told.tell({
        ...this.getState(),
        progress: undefined,
        failure: error instanceof Error ? error.message : `${error}`,
      });
    } finally {
      this.staff?.dismiss();
      this.isTold = false;
    }
  }

  /** Whether what was told last, or how things stood, is all there is to tell while nothing changes. */
  private get isCurrent(): boolean {
    return this.getState().checkedMs !== undefined || this.standing?.hasMore === false;
  }

  /** Nothing has changed. */
  private tellQuiet(outlook: Outlook): void {
    const { sources, nameProject } = this.options;
    const { standing } = this;
    const isFirst = this.getState().checkedMs === undefined && standing !== undefined;
    this.outlook = outlook;
    this.isTold = true;
    this.told.tell({
      journal: isFirst
        ? Journal.inBrief(standing.digest, () => this.groundNow(), nameProject)
        : this.getState().journal,
      sources: isFirst ? sourceReports(sources, outlook.found, standing.told) : this.getState().sources,
      cache: this.cacheReport(outlook.length, 0),
      checkedMs: this.options.now(),
      progress: undefined,
    });
  }

  /** Something may have changed: reads what did. `outlook` says what there is, where that is known. */
  private async lookInto(outlook: Outlook | undefined): Promise<void> {
    const { sources, place, now, isWatched } = this.options;
    const known = this.loaded();
    let bytes = 0;
    const found =
      outlook?.found ??
      (await findFiles(sources, place, this.walker, ({ size }) => {
        bytes += size;
        // Where nothing is known all will be read: whoever helps gets ready while the rest is looked for.
        if (known.files.size === 0 && areWorth(bytes)) this.staff?.hire();
      }));
    const gone = goneFrom(known, found);
    for (const path of gone) known.forget(path);
    const stale = found.files.filter(file => !stillHolds(known, file));
    await this.read(stale, known);
    if (this.isClosed) return;
    for (const file of stale) this.unsaved.add(file.path);
    for (const path of gone) this.gone.add(path);
    const isNew = stale.length > 0 || gone.length > 0 || this.getState().checkedMs === undefined;
    const journal = isNew ? await this.journalOf(known, found) : this.getState().journal;
    const doubted = found.files.flatMap((file, i) => (known.files.get(file.path)?.isFresh ? [i] : []));
    const next: Snapshot = {
      journal,
      sources: sourceReports(sources, found, toldOf(sources, found, known)),
      cache: this.cacheReport(found.files.length - stale.length, stale.length),
      checkedMs: now(),
      progress: undefined,
    };
    // With the digest, before anything is waited for: whoever closes meanwhile saves the two together.
    this.outlook = new Outlook(found, outlook?.met ?? this.walker.met, doubted);
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
    await nextTurn();
    for (const _ of this.preparing?.(next) ?? []) await nextTurn();
  }

  /** The journal of all that is known: the last one carried on where that can be done, else merged anew. */
  private async journalOf(known: Known, found: Found): Promise<Journal> {
    const { nameProject, grain = () => [] } = this.options;
    const { facts } = known;
    const files = known.inOrder(found.files);
    const willBeWhole = this.cache?.willBeWhole([...this.gone]) ?? false;
    const mayAmend = this.base && !known.hasGaps && !willBeWhole;
    const digest = mayAmend && amended(this.base!, { facts, files }, known.changes, grain);
    if (digest) return Journal.inBrief(digest, () => ({ facts, files }), nameProject);
    if (willBeWhole || known.hasGaps) await inTurns(known.compacting());
    const journal = new Journal(known.facts, known.inOrder(found.files), nameProject);
    const summed = this.options.summing?.();
    this.base = await inTurns(journal.digesting(grain)).finally(summed);
    known.settle();
    return journal;
  }

  /** What is known, read from the cache when it is first asked for. */
  private loaded(): Known {
    if (this.known) return this.known;
    const { known, isBased } = this.cache?.load() ?? {
      known: new Known(),
      isBased: false,
    };
    this.base = isBased ? this.standing?.digest : undefined;
    this.standing = undefined;
    this.known = known;
    return known;
  }

  /** The events behind what stood when this began: nothing has changed since, or they would have been loaded. */
  private groundNow(): Ground {
    const known = this.loaded();
    // Damaged: the next look reads from the logs what is missing.
    if (!this.base) this.outlook = undefined;
    return { facts: known.facts, files: [...known.files.values()] };
  }

  private read(files: readonly FoundFile[], known: Known): Promise<void> {
    const { now, progressMs = 400 } = this.options;
    return readFiles(files, known, {
      ...{ now, progressMs, staff: this.staff },
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
      standingNow(known, this.base, this.outlook),
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
