/**
 * Many bytes are read on several threads: each takes the next heap of files off one list, and sends back what it
 * found (`worker.ts` is their side of it). This thread reads as well, unless
 * it is kept free for keys; and it alone reads what the others could not.
 *
 * Heaps are made and put together in an order that depends on nothing but the files, so nobody can tell afterwards who
 * read what.
 */
import type { Worker } from 'node:worker_threads';
import type { Place } from '../../core/source.ts';
import type { Segment } from '../file-record.ts';
import { FileTable } from '../file-table.ts';
import type { FoundFile } from '../scan/find.ts';
import { readFile } from './read-file.ts';
import { deserialize, type FactsMessage } from './transfer.ts';

/** With less to read, a thread takes longer to start than it saves. */
const MIN_BYTES = 96 << 20;
/** Besides this one. More would be waiting for the disk, and each takes its share of memory. */
const MAX_WORKERS = 3;
/** A heap is this part of what is left, so that the last ones are small and all threads are ready at about the same time, */
const BATCH_SHARE = 1 / 16;
/** but no larger or smaller than so many bytes; */
const [MIN_BATCH_BYTES, MAX_BATCH_BYTES] = [8 << 20, 64 << 20];
/** and each file weighs at least this, since opening one takes its time too. */
const MIN_FILE_BYTES = 64 << 10;

/** What a thread makes lives short: with little room for the young it is tidied often, and takes no longer. */
const LIMITS = { maxYoungGenerationSizeMb: 2 };

/** What a thread runs. */
export interface WorkerScript {
  /** `src/worker.ts` as one file. */
  url(): URL;
}

/** They print nothing; making ready to pass on what they would print takes its time. */
const NO_OUTPUT = { stdout: true, stderr: true };

/** A file as it can be sent to another thread. */
export interface SentFile extends Omit<FoundFile, 'format' | 'id'> {
  readonly format: string;
}

/** What a thread is told when it is hired: where the sources look; their formats are known by their names. */
export interface WorkerInit {
  readonly place: Place;
  /** Whether somebody else's work comes first, should there not be enough processors for all. */
  readonly isLowPriority: boolean;
}

/** What it is told then. */
export interface Job {
  /** `SentFile[][]` as text: thousands of objects are spelled out sooner than they are copied. */
  readonly batches: string;
  /** The number of the next heap that nobody has taken. */
  readonly next: Int32Array;
  readonly nowMs: number;
}

export interface BatchResult {
  readonly batch: number;
  readonly found: FactsMessage;
}

/** Whether so many bytes are worth starting other threads. */
export function paysForThreads(bytes: number): boolean {
  return bytes >= MIN_BYTES && processors() > 1;
}

let processorCount: number | undefined;

/** Asked once: it is asked of every file that is found, and the system takes its time to answer. */
function processors(): number {
  processorCount ??= process.getBuiltinModule('node:os').availableParallelism();
  return processorCount;
}

/**
 * Threads that wait for work: they take their time to get ready, and may be hired while files are still looked for.
 * `isKeptFree`: whether this thread is kept free for keys and the screen, and another one reads in its place.
 */
export class WorkerPool {
  readonly keepsMainFree: boolean;
  private readonly workers: readonly Worker[];
  private readonly ended: Promise<unknown>;

  constructor(script: WorkerScript, place: Place, keepsMainFree: boolean) {
    this.keepsMainFree = keepsMainFree;
    // Loaded here, for nearly every start does without threads.
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const count = Math.min(processors() - (keepsMainFree ? 0 : 1), MAX_WORKERS);
    const workerData: WorkerInit = { place, isLowPriority: keepsMainFree };
    const options = { workerData, resourceLimits: LIMITS, ...NO_OUTPUT };
    this.workers = Array.from({ length: count }, () => new Worker(script.url(), options));
    this.ended = Promise.all(
      this.workers.map(worker => new Promise<void>(resolve => worker.on('exit', () => resolve()))),
    );
    // A thread that cannot run is no trouble of the user's: what it left undone is read by this one.
    for (const worker of this.workers) worker.on('error', () => {});
  }

  /** Gives all of them the job; resolves when each has done what it could. */
  async work(job: Job, done: (batch: number, part: Segment) => void): Promise<void> {
    for (const worker of this.workers) {
      worker.on('message', ({ batch, found }: BatchResult) => done(batch, deserialize(found)));
      worker.postMessage(job);
    }
    await this.ended;
  }

  terminate(): void {
    for (const worker of this.workers) void worker.terminate();
  }
}

/** Where threads are to be had when there is much to read. */
export class PoolFactory {
  private readonly script: WorkerScript;
  private readonly place: Place;
  private readonly keepsMainFree: boolean;
  private pool: WorkerPool | undefined;

  constructor(script: WorkerScript, place: Place, keepsMainFree: boolean) {
    this.script = script;
    this.place = place;
    this.keepsMainFree = keepsMainFree;
  }

  /** The same crew until it is dismissed. */
  start(): WorkerPool {
    this.pool ??= new WorkerPool(this.script, this.place, this.keepsMainFree);
    return this.pool;
  }

  terminate(): void {
    this.pool?.terminate();
    this.pool = undefined;
  }
}

export interface Reading {
  readonly pool: WorkerPool;
  readonly nowMs: number;
  /** Is told of files that have been read; says whether to go on. */
  see(read: readonly FoundFile[]): boolean;
}

/** Reads files of which nothing is known yet into `known`, and dismisses the crew. */
export async function readOnThreads(
  files: readonly FoundFile[],
  known: FileTable,
  { pool, nowMs, see }: Reading,
): Promise<void> {
  const batches = makeBatches(files);
  const found: (Segment | undefined)[] = [];
  let taken = 0;
  let isWanted = true;
  const done = (batch: number, part: Segment) => {
    if (!isWanted) return;
    found[batch] = part;
    for (let next = found[taken]; next; next = found[taken]) {
      if (taken === 0) known.expect(likelyRows(next.facts.length, batches[0]!, files));
      known.take(next);
      found[taken] = undefined;
      taken += 1;
    }
    isWanted = see(batches[batch]!);
    if (!isWanted) pool.terminate();
  };
  const read = async (batch: number) => {
    const part = new FileTable();
    for (const file of batches[batch]!) if (isWanted) await readFile(file, part, nowMs);
    done(batch, part.whole());
  };

  const next = new Int32Array(new SharedArrayBuffer(4));
  try {
    const others = pool.work(
      { batches: JSON.stringify(batches.map(batch => batch.map(sent))), next, nowMs },
      done,
    );
    if (!pool.keepsMainFree) {
      for (let batch = take(next); batch < batches.length && isWanted; batch = take(next)) await read(batch);
    }
    if (isWanted) await others;
    // What a thread took with it when it failed.
    for (let batch = taken; batch < batches.length && isWanted; batch++) if (!found[batch]) await read(batch);
  } finally {
    isWanted = false;
    pool.terminate();
  }
}

/** The next heap that nobody has taken; there may be none of that number. */
export function take(next: Int32Array): number {
  return Atomics.add(next, 0, 1);
}

function sent({ path, source, format, inode, size, mtimeMs }: FoundFile): SentFile {
  return { path, source, format: format.id, inode, size, mtimeMs };
}

/** How much work a file is, in bytes; and how much some are. */
function weightOf({ size }: FoundFile): number {
  return Math.max(size, MIN_FILE_BYTES);
}

function weightOfAll(files: readonly FoundFile[]): number {
  return files.reduce((sum, file) => sum + weightOf(file), 0);
}

/** More are not made room for beforehand. */
const MOST_LIKELY_ROWS = 1 << 20;

/** How many rows files may have, where some of them have so many. */
function likelyRows(rows: number, some: readonly FoundFile[], files: readonly FoundFile[]): number {
  return Math.min(Math.ceil((rows * weightOfAll(files)) / weightOfAll(some)), MOST_LIKELY_ROWS);
}

/** Files in heaps, the heaviest first, so that nobody is left with a large one at the end. */
function makeBatches(files: readonly FoundFile[]): FoundFile[][] {
  let left = weightOfAll(files);
  const batches: FoundFile[][] = [];
  let room = 0;
  for (const file of [...files].sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1))) {
    if (room <= 0) {
      batches.push([]);
      room = Math.min(Math.max(left * BATCH_SHARE, MIN_BATCH_BYTES), MAX_BATCH_BYTES);
    }
    batches.at(-1)!.push(file);
    room -= weightOf(file);
    left -= weightOf(file);
  }
  return batches;
}
