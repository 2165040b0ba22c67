/**
 * Many bytes are read on several threads: each takes the next heap of files off one list, and sends back what it found
 * as a segment, the same bytes that the cache writes (`worker.ts` is their side of it). This thread reads as well, unless
 * it is kept free for keys; and it alone reads what the others could not.
 *
 * Heaps are made and put together in an order that depends on nothing but the files, so nobody can tell afterwards who
 * read what.
 */
import type { Place } from '../core/source.ts';
import type { FoundFile } from './find.ts';
import { Known } from './known.ts';
import { readFile } from './read.ts';
import { readSegment, type Segment } from './segment.ts';

/** With less to read, a thread takes longer to start than it saves. */
const WORTH_BYTES = 48 << 20;
/** Besides this one. More would be waiting for the disk, and each takes its share of memory. */
const MOST_WORKERS = 3;
/** A heap has as many files as come to this, */
const HEAP_BYTES = 8 << 20;
/** and each of them weighs at least this, since opening a file takes its time too. */
const FILE_BYTES = 64 << 10;

/** What a thread makes lives short: with little room for the young it is tidied often, and takes no longer. */
const LIMITS = { maxYoungGenerationSizeMb: 2 };

/** A file as it can be sent to another thread. */
export interface SentFile extends Omit<FoundFile, 'format' | 'id'> {
  readonly format: string;
}

export interface Job {
  /** Where the sources look: their formats are known by their names. */
  readonly place: Place;
  readonly heaps: readonly (readonly SentFile[])[];
  /** The number of the next heap that nobody has taken. */
  readonly next: Int32Array;
  readonly nowMs: number;
}

export interface Done {
  readonly heap: number;
  readonly segment: Uint8Array<ArrayBuffer>;
}

/** Whether there is enough to read that other threads are worth starting. */
export function areWorth(files: readonly FoundFile[]): boolean {
  return files.reduce((sum, file) => sum + file.size, 0) >= WORTH_BYTES && processors() > 1;
}

function processors(): number {
  return process.getBuiltinModule('node:os').availableParallelism();
}

export interface Threads {
  /** What a thread runs. */
  readonly script: URL;
  readonly place: Place;
  readonly nowMs: number;
  /** Whether this thread is kept free for keys and the screen, and another one reads in its place. */
  readonly isKeptFree: boolean;
  /** Is told of files that have been read; says whether to go on. */
  see(read: readonly FoundFile[]): boolean;
}

/** Reads files of which nothing is known yet into `known`. */
export async function readOnThreads(
  files: readonly FoundFile[],
  known: Known,
  threads: Threads,
): Promise<void> {
  const heaps = heapsOf(files);
  const found: (Segment | undefined)[] = [];
  const workers: ReturnType<typeof start>[] = [];
  let taken = 0;
  let isWanted = true;
  const done = (heap: number, part: Segment) => {
    if (!isWanted) return;
    found[heap] = part;
    for (let next = found[taken]; next; next = found[taken]) {
      known.take(next);
      found[taken] = undefined;
      taken += 1;
    }
    isWanted = threads.see(heaps[heap]!);
    if (!isWanted) for (const worker of workers) void worker.stop();
  };
  const read = async (heap: number) => {
    const part = new Known();
    for (const file of heaps[heap]!) if (isWanted) await readFile(file, part, threads.nowMs);
    done(heap, part.whole());
  };

  const next = new Int32Array(new SharedArrayBuffer(4));
  const job: Job = {
    place: threads.place,
    heaps: heaps.map(heap => heap.map(sent)),
    next,
    nowMs: threads.nowMs,
  };
  const { isKeptFree } = threads;
  const count = Math.min(processors() - (isKeptFree ? 0 : 1), MOST_WORKERS, heaps.length);
  workers.push(...Array.from({ length: count }, () => start(threads.script, job, done)));
  try {
    if (!isKeptFree) {
      for (let heap = take(next); heap < heaps.length && isWanted; heap = take(next)) await read(heap);
    }
    if (isWanted) await Promise.all(workers.map(worker => worker.ended));
    // What a thread took with it when it failed.
    for (let heap = taken; heap < heaps.length && isWanted; heap++) if (!found[heap]) await read(heap);
  } finally {
    isWanted = false;
    await Promise.all(workers.map(worker => worker.stop()));
  }
}

/** The next heap that nobody has taken; there may be none of that number. */
export function take(next: Int32Array): number {
  return Atomics.add(next, 0, 1);
}

function start(script: URL, job: Job, done: (heap: number, part: Segment) => void) {
  // Loaded here, for nearly every start does without threads.
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const worker = new Worker(script, { workerData: job, resourceLimits: LIMITS });
  worker.on('message', ({ heap, segment }: Done) => {
    const part = readSegment(Buffer.from(segment.buffer, segment.byteOffset, segment.byteLength), '');
    if (part) done(heap, part);
  });
  const ended = new Promise<void>(resolve => {
    worker.on('exit', () => resolve());
    // A thread that cannot run is no trouble of the user's: what it left undone is read by this one.
    worker.on('error', () => {});
  });
  return { ended, stop: () => worker.terminate() };
}

function sent({ path, source, format, inode, size, mtimeMs }: FoundFile): SentFile {
  return { path, source, format: format.id, inode, size, mtimeMs };
}

/** Files in heaps of about the same weight, the heaviest first, so that nobody is left with a large one at the end. */
function heapsOf(files: readonly FoundFile[]): FoundFile[][] {
  const heaps: FoundFile[][] = [];
  let weight = Number.POSITIVE_INFINITY;
  for (const file of [...files].sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1))) {
    if (weight >= HEAP_BYTES) {
      heaps.push([]);
      weight = 0;
    }
    heaps.at(-1)!.push(file);
    weight += Math.max(file.size, FILE_BYTES);
  }
  return heaps;
}
