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
import { Known } from '../known.ts';
import type { FoundFile } from '../scan/find.ts';
import { readFile } from './read.ts';
import { received, type Sent } from './sent.ts';

/** With less to read, a thread takes longer to start than it saves. */
const WORTH_BYTES = 96 << 20;
/** Besides this one. More would be waiting for the disk, and each takes its share of memory. */
const MOST_WORKERS = 3;
/** A heap is this part of what is left, so that the last ones are small and all threads are ready at about the same time, */
const HEAP_SHARE = 1 / 16;
/** but no larger or smaller than so many bytes; */
const [LEAST_HEAP_BYTES, MOST_HEAP_BYTES] = [8 << 20, 64 << 20];
/** and each file weighs at least this, since opening one takes its time too. */
const FILE_BYTES = 64 << 10;

/** What a thread makes lives short: with little room for the young it is tidied often, and takes no longer. */
const LIMITS = { maxYoungGenerationSizeMb: 2 };

/** What a thread runs. */
export interface Script {
  /** `src/worker.ts` as one file. */
  url(): URL;
  /** Called before threads start; what it returns is called when they are ready. */
  starting?(): () => void;
}

/** They print nothing; making ready to pass on what they would print takes its time. */
const NO_OUTPUT = { stdout: true, stderr: true };

/** A file as it can be sent to another thread. */
export interface SentFile extends Omit<FoundFile, 'format' | 'id'> {
  readonly format: string;
}

/** What a thread is told when it is hired: where the sources look; their formats are known by their names. */
export interface Hired {
  readonly place: Place;
  /** Whether somebody else's work comes first, should there not be enough processors for all. */
  readonly isPatient: boolean;
}

/** What it is told then. */
export interface Job {
  /** `SentFile[][]` as text: thousands of objects are spelled out sooner than they are copied. */
  readonly heaps: string;
  /** The number of the next heap that nobody has taken. */
  readonly next: Int32Array;
  readonly nowMs: number;
}

export interface Done {
  readonly heap: number;
  readonly found: Sent;
}

/** Whether so many bytes are worth starting other threads. */
export function areWorth(bytes: number): boolean {
  return bytes >= WORTH_BYTES && processors() > 1;
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
export class Crew {
  readonly isKeptFree: boolean;
  private readonly workers: readonly Worker[];
  private readonly ended: Promise<unknown>;

  constructor(script: Script, place: Place, isKeptFree: boolean) {
    this.isKeptFree = isKeptFree;
    const started = script.starting?.();
    // Loaded here, for nearly every start does without threads.
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const count = Math.min(processors() - (isKeptFree ? 0 : 1), MOST_WORKERS);
    const workerData: Hired = { place, isPatient: isKeptFree };
    const options = { workerData, resourceLimits: LIMITS, ...NO_OUTPUT };
    this.workers = Array.from({ length: count }, () => new Worker(script.url(), options));
    const first = (event: string) => (worker: Worker) =>
      new Promise<void>(resolve => worker.on(event, () => resolve()));
    this.ended = Promise.all(this.workers.map(first('exit')));
    void Promise.race([this.ended, Promise.all(this.workers.map(first('online')))]).then(started);
    // A thread that cannot run is no trouble of the user's: what it left undone is read by this one.
    for (const worker of this.workers) worker.on('error', () => {});
  }

  /** Gives all of them the job; resolves when each has done what it could. */
  async work(job: Job, done: (heap: number, part: Segment) => void): Promise<void> {
    for (const worker of this.workers) {
      worker.on('message', ({ heap, found }: Done) => done(heap, received(found)));
      worker.postMessage(job);
    }
    await this.ended;
  }

  dismiss(): void {
    for (const worker of this.workers) void worker.terminate();
  }
}

/** Where threads are to be had when there is much to read. */
export class Staff {
  private readonly script: Script;
  private readonly place: Place;
  private readonly isKeptFree: boolean;
  private crew: Crew | undefined;

  constructor(script: Script, place: Place, isKeptFree: boolean) {
    this.script = script;
    this.place = place;
    this.isKeptFree = isKeptFree;
  }

  /** The same crew until it is dismissed. */
  hire(): Crew {
    this.crew ??= new Crew(this.script, this.place, this.isKeptFree);
    return this.crew;
  }

  dismiss(): void {
    this.crew?.dismiss();
    this.crew = undefined;
  }
}

export interface Reading {
  readonly crew: Crew;
  readonly nowMs: number;
  /** Is told of files that have been read; says whether to go on. */
  see(read: readonly FoundFile[]): boolean;
}

/** Reads files of which nothing is known yet into `known`, and dismisses the crew. */
export async function readOnThreads(
  files: readonly FoundFile[],
  known: Known,
  { crew, nowMs, see }: Reading,
): Promise<void> {
  const heaps = heapsOf(files);
  const found: (Segment | undefined)[] = [];
  let taken = 0;
  let isWanted = true;
  const done = (heap: number, part: Segment) => {
    if (!isWanted) return;
    found[heap] = part;
    for (let next = found[taken]; next; next = found[taken]) {
      if (taken === 0) known.expect(likelyRows(next.facts.length, heaps[0]!, files));
      known.take(next);
      found[taken] = undefined;
      taken += 1;
    }
    isWanted = see(heaps[heap]!);
    if (!isWanted) crew.dismiss();
  };
  const read = async (heap: number) => {
    const part = new Known();
    for (const file of heaps[heap]!) if (isWanted) await readFile(file, part, nowMs);
    done(heap, part.whole());
  };

  const next = new Int32Array(new SharedArrayBuffer(4));
  try {
    const others = crew.work({ heaps: JSON.stringify(heaps.map(heap => heap.map(sent))), next, nowMs }, done);
    if (!crew.isKeptFree) {
      for (let heap = take(next); heap < heaps.length && isWanted; heap = take(next)) await read(heap);
    }
    if (isWanted) await others;
    // What a thread took with it when it failed.
    for (let heap = taken; heap < heaps.length && isWanted; heap++) if (!found[heap]) await read(heap);
  } finally {
    isWanted = false;
    crew.dismiss();
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
  return Math.max(size, FILE_BYTES);
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
function heapsOf(files: readonly FoundFile[]): FoundFile[][] {
  let left = weightOfAll(files);
  const heaps: FoundFile[][] = [];
  let room = 0;
  for (const file of [...files].sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1))) {
    if (room <= 0) {
      heaps.push([]);
      room = Math.min(Math.max(left * HEAP_SHARE, LEAST_HEAP_BYTES), MOST_HEAP_BYTES);
    }
    heaps.at(-1)!.push(file);
    room -= weightOf(file);
    left -= weightOf(file);
  }
  return heaps;
}
