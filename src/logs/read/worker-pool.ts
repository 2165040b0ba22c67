/**
 * Many bytes are read on several threads: each claims the next batch of files and sends back its facts (`worker.ts` is
 * their side of it). This thread reads as well, unless it is kept free for keys; and it reads what a failed thread left.
 *
 * Batches are made and put together in an order that depends on nothing but the files, so the result is the same
 * whichever thread read what.
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
/** Besides this one. More would wait for the disk, and each takes its share of memory. */
const MAX_WORKERS = 3;
/** A batch is this part of what is left, so batches shrink and all threads finish at about the same time. */
const BATCH_SHARE = 1 / 16;
/** Bounds of a batch. */
const [MIN_BATCH_BYTES, MAX_BATCH_BYTES] = [8 << 20, 64 << 20];
/** Each file weighs at least this: opening one costs about as much as reading so many bytes. */
const MIN_FILE_BYTES = 64 << 10;

/** Workers allocate short-lived objects only: a small young generation saves memory and costs no time. */
const LIMITS = { maxYoungGenerationSizeMb: 2 };

/** The entry of a worker thread. */
export interface WorkerScript {
  /** `src/worker.ts` as one file. */
  url(): URL;
}

/** Workers print nothing, and forwarding their output takes time to set up. */
const NO_OUTPUT = { stdout: true, stderr: true };

/** A file as it can be sent to another thread. */
export interface SentFile extends Omit<FoundFile, 'format' | 'id'> {
  readonly format: string;
}

/** What a worker knows from its start: where the sources look; formats are found again by their ids. */
export interface WorkerInit {
  readonly place: Place;
  /** Whether other work comes first where there are not enough processors. */
  readonly isLowPriority: boolean;
}

/** What workers read. */
export interface Job {
  /** `SentFile[][]` as JSON: thousands of objects are parsed sooner than they are cloned. */
  readonly batches: string;
  /** The number of the next unclaimed batch. */
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

/** Kept, because it is needed for every file that is found and the system call is slow. */
function processors(): number {
  processorCount ??= process.getBuiltinModule('node:os').availableParallelism();
  return processorCount;
}

/**
 * Worker threads. They take a while to start, so they may be started while files are still being found.
 * `keepsMainFree`: whether this thread stays free for keys and drawing, and one more worker reads in its place.
 */
export class WorkerPool {
  readonly keepsMainFree: boolean;
  private readonly workers: readonly Worker[];
  private readonly ended: Promise<unknown>;

  constructor(script: WorkerScript, place: Place, keepsMainFree: boolean) {
    this.keepsMainFree = keepsMainFree;
    // Loaded on use: most runs need no threads.
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const count = Math.min(processors() - (keepsMainFree ? 0 : 1), MAX_WORKERS);
    const workerData: WorkerInit = { place, isLowPriority: keepsMainFree };
    const options = { workerData, resourceLimits: LIMITS, ...NO_OUTPUT };
    this.workers = Array.from({ length: count }, () => new Worker(script.url(), options));
    this.ended = Promise.all(
      this.workers.map(worker => new Promise<void>(resolve => worker.on('exit', () => resolve()))),
    );
    // A failed thread is no trouble of the user's: this one reads what it left.
    for (const worker of this.workers) worker.on('error', () => {});
  }

  /** Gives all workers the job; resolves when the last one has ended. */
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

/** Starts a worker pool when there is much to read. */
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

  /** The same pool until it is terminated. */
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
  /** Called with files that have been read; returns whether to go on. */
  onRead(read: readonly FoundFile[]): boolean;
}

/** Reads files that are not in the table into it, and terminates the pool. */
export async function readOnThreads(
  files: readonly FoundFile[],
  table: FileTable,
  { pool, nowMs, onRead }: Reading,
): Promise<void> {
  const batches = makeBatches(files);
  const found: (Segment | undefined)[] = [];
  let appended = 0;
  let shouldContinue = true;
  const done = (batch: number, part: Segment) => {
    if (!shouldContinue) return;
    found[batch] = part;
    for (let next = found[appended]; next; next = found[appended]) {
      if (appended === 0) table.reserve(likelyRows(next.facts.length, batches[0]!, files));
      table.append(next);
      found[appended] = undefined;
      appended += 1;
    }
    shouldContinue = onRead(batches[batch]!);
    if (!shouldContinue) pool.terminate();
  };
  const read = async (batch: number) => {
    const part = new FileTable();
    for (const file of batches[batch]!) if (shouldContinue) await readFile(file, part, nowMs);
    done(batch, part.whole());
  };

  const next = new Int32Array(new SharedArrayBuffer(4));
  try {
    const others = pool.work(
      { batches: JSON.stringify(batches.map(batch => batch.map(sent))), next, nowMs },
      done,
    );
    if (!pool.keepsMainFree) {
      for (let batch = claimBatch(next); batch < batches.length && shouldContinue; batch = claimBatch(next))
        await read(batch);
    }
    if (shouldContinue) await others;
    // Batches of threads that failed.
    for (let batch = appended; batch < batches.length && shouldContinue; batch++)
      if (!found[batch]) await read(batch);
  } finally {
    shouldContinue = false;
    pool.terminate();
  }
}

/** Claims a batch, and returns its number; there may be none of that number left. */
export function claimBatch(next: Int32Array): number {
  return Atomics.add(next, 0, 1);
}

function sent({ format, id: _, ...file }: FoundFile): SentFile {
  return { ...file, format: format.id };
}

/** How much work a file is, in bytes; and how much some are. */
function weightOf({ size }: FoundFile): number {
  return Math.max(size, MIN_FILE_BYTES);
}

function weightOfAll(files: readonly FoundFile[]): number {
  return files.reduce((sum, file) => sum + weightOf(file), 0);
}

/** More rows are not reserved beforehand. */
const MAX_RESERVED_ROWS = 1 << 20;

/** How many rows files may have, where some of them have so many. */
function likelyRows(rows: number, some: readonly FoundFile[], files: readonly FoundFile[]): number {
  return Math.min(Math.ceil((rows * weightOfAll(files)) / weightOfAll(some)), MAX_RESERVED_ROWS);
}

/** Batches of files, the heaviest first, so that no large one is left for the end. */
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
