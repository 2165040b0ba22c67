/**
 * The cache: facts of files that need not be read again, in a few binary segments (see `segment.ts` for what is in one,
 * `segment-files.ts` for their names).
 *
 * It can be trusted because it holds only what one file's bytes and its format's version decide; the stamp of each file
 * is the key. No price, day or zone is in it. A scan adds a segment with the rows that are new, so writing is in
 * proportion to the change; later segments override earlier ones, and when they have grown to the size of the first they
 * are merged into one. A segment is written under a temporary name and renamed, so that two processes can share the
 * directory: each adds its own, and removes only those it has read. A damaged or older segment is ignored.
 */
import {
  closeSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Place, Source } from '../../core/source.ts';
import { describeFsError } from '../../os/fs-error.ts';
import { readPrivate, writePrivate } from '../../os/private-file.ts';
import { openRegular } from '../../os/regular-file.ts';
import type { KnownFile, Segment } from '../file-record.ts';
import type { FileTable } from '../file-table.ts';
import { mayGrow } from '../read/read-file.ts';
import { readBytes } from '../read/tail.ts';
import { chunkFileLength, readSegment, readWarmStart, segmentPieces } from './segment.ts';
import {
  allSegments,
  fullCheckName,
  removeLeftovers,
  rootsId,
  segmentName,
  segmentNames,
} from './segment-files.ts';
import type { WarmStart } from './warm-start.ts';

const MAX_SEGMENTS = 32;

interface Written {
  readonly name: string;
  readonly bytes: number;
}

export class Cache {
  readonly dir: string;
  /** Why nothing could be written, in words for the user. */
  problem: string | undefined;
  private readonly sources: readonly Source[];
  private readonly place: Place;
  private readonly roots: string;
  private segments: Written[] = [];
  /** The first segment, kept open: another process may replace it, and what was read of it stays true. */
  private first: { readonly name: string; readonly fd: number } | undefined;

  /** Of the logs of these sources at this place. */
  constructor(dir: string, sources: readonly Source[], place: Place) {
    this.dir = dir;
    this.sources = sources;
    this.place = place;
    this.roots = rootsId(sources, place);
  }

  /** The warm start that the first segment holds; `hasMore` where there are segments behind it. */
  warmStart(): (WarmStart & { readonly hasMore: boolean }) | undefined {
    const [name, ...later] = this.names();
    if (name === undefined) return undefined;
    const fd = readable(() => openRegular(join(this.dir, name)));
    if (fd === undefined) return undefined;
    this.first = { name, fd };
    const bytes = readable(() => readStart(fd));
    const warmStart = bytes && readable(() => readWarmStart(bytes, this.sources, this.place));
    if (!warmStart) this.release();
    return warmStart && { ...warmStart, hasMore: later.length > 0 };
  }

  /**
   * Fills the table with everything in the cache, with pauses. Where `isBased`, its list of changes says what came after the segment of
   * `warmStart`; `isWhole`: nothing is missing or damaged. What is missing is read from the logs again.
   */
  *loading(table: FileTable): Generator<void, { readonly isBased: boolean; readonly isWhole: boolean }> {
    const { first } = this;
    const later = this.names().filter(name => name !== first?.name);
    this.segments = [];
    let isBased = false;
    const segments: Segment[] = [];
    for (const name of first ? [first.name, ...later] : later) {
      const isFirst = name === first?.name;
      const bytes = readAll(isFirst ? first.fd : join(this.dir, name));
      this.segments.push({ name, bytes: bytes?.length ?? 0 });
      const segment = bytes && (yield* readableSegment(bytes, name));
      if (segment) segments.push(segment);
      if (isFirst) isBased = segment !== undefined;
    }
    this.release();
    yield* table.loading(segments, isBased);
    return { isBased, isWhole: segments.length > 0 && segments.length === this.segments.length };
  }

  /** Closes the first segment. */
  release(): void {
    if (this.first) closeSync(this.first.fd);
    this.first = undefined;
  }

  /** Removes the segments of all sets of roots. */
  clear(): void {
    for (const name of allSegments(this.dir)) rmSync(join(this.dir, name), { force: true });
  }

  /** When everything was last checked in full, UTC ms; undefined where that is not known. */
  get fullCheckMs(): number | undefined {
    const text = readPrivate(join(this.dir, fullCheckName(this.roots)));
    return text !== undefined && /^\d{1,15}\n$/.test(text) ? Number(text) : undefined;
  }

  /** Notes a full check. Where that cannot be written the next run will check again. */
  noteFullCheck(nowMs: number): void {
    readable(() => writePrivate(join(this.dir, fullCheckName(this.roots)), `${Math.floor(nowMs)}\n`));
  }

  /** Whether the next save will write everything anew. */
  willRewrite(gone: readonly string[]): boolean {
    return gone.length > 0 || this.isLong();
  }

  /**
   * Writes the files that changed, and forgets those that are gone. `warmStart` describes all of the table, where that is
   * possible; it is written with a segment that holds everything.
   */
  *saving(
    table: FileTable,
    changed: readonly string[],
    gone: readonly string[],
    nowMs: number,
    warmStart?: WarmStart,
  ): Generator<void, void> {
    if (changed.length === 0 && gone.length === 0) return;
    const isWhole = this.willRewrite(gone);
    const old = isWhole ? this.segments : [];
    const paths = isWhole ? [...table.files.keys()] : changed;
    const isOpen = ({ stamp }: KnownFile) => mayGrow(stamp, nowMs);
    try {
      const name = segmentName(this.roots, nowMs, this.segments.at(-1)?.name);
      const segment = isWhole ? yield* table.compacted() : table.segment(paths);
      const pieces = yield* segmentPieces(segment, isOpen, isWhole ? warmStart : undefined);
      yield* this.writing(name, pieces);
      for (const { name } of old) rmSync(join(this.dir, name), { force: true });
      table.markPersisted(name, paths);
      this.segments = [...(isWhole ? [] : this.segments), { name, bytes: lengthOf(pieces) }];
      this.problem = undefined;
      if (isWhole) readable(() => removeLeftovers(this.dir, this.roots));
    } catch (error) {
      this.problem = `the cache cannot be written: ${describeFsError(error)}`;
    }
  }

  /** Writes a file under a temporary name first, so that no reader ever sees half of it. */
  private *writing(name: string, pieces: readonly Uint8Array[]): Generator<void, void> {
    mkdirSync(this.dir, { recursive: true, mode: 0o700 });
    const temporary = join(this.dir, name.replace(/bin$/, 'tmp'));
    try {
      const fd = openSync(temporary, 'w', 0o600);
      try {
        fchmodSync(fd, 0o600);
        for (const batch of batches(pieces)) {
          for (let at = 0; at < batch.length; ) at += writeSync(fd, batch, at);
          yield;
        }
      } finally {
        closeSync(fd);
      }
      renameSync(temporary, join(this.dir, name));
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }

  /** Whether what was added is as much as what it was added to, so that writing all of it again pays. */
  private isLong(): boolean {
    const [first, ...added] = this.segments;
    const addedBytes = added.reduce((sum, { bytes }) => sum + bytes, 0);
    return !first || added.length + 1 >= MAX_SEGMENTS || addedBytes >= first.bytes;
  }

  private names(): readonly string[] {
    return segmentNames(this.dir, this.roots);
  }
}

/** How much is written between two yields: a millisecond's worth. */
const BATCH = 1 << 20;
/** Smaller pieces are put together. */
const SMALL = 1 << 16;

/** Small pieces put together, and large ones cut, so that each is no more than is written at once. */
function* batches(pieces: readonly Uint8Array[]): Generator<Uint8Array, void> {
  let small: Uint8Array[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (piece.length < SMALL && length < BATCH) {
      small.push(piece);
      length += piece.length;
      continue;
    }
    yield Buffer.concat(small);
    small = [];
    length = 0;
    // Not copied: that would take as much memory as all facts do.
    for (let at = 0; at < piece.length; at += BATCH) yield piece.subarray(at, at + BATCH);
  }
  yield Buffer.concat(small);
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** Undefined where it throws. Bytes may have the right checksum and still not be what this version writes. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function* readableSegment(bytes: Buffer, name: string): Generator<void, Segment | undefined> {
  try {
    return yield* readSegment(bytes, name);
  } catch {
    return undefined;
  }
}

/** The part of a segment that every start needs; undefined where its length says that it is damaged. */
function readStart(fd: number): Buffer | undefined {
  const length = chunkFileLength(readBytes(fd, 0, HEAD_BYTES));
  if (length === undefined) return undefined;
  const rest = chunkFileLength(readBytes(fd, length, HEAD_BYTES));
  return length + (rest ?? 0) === fstatSync(fd).size ? readBytes(fd, 0, length) : undefined;
}

/** The first bytes of a chunk file, which tell how long it is. */
const HEAD_BYTES = 64;

/** A whole file, by its path or descriptor; undefined where it cannot be read. */
function readAll(file: string | number): Buffer | undefined {
  let fd: number | undefined;
  try {
    fd = typeof file === 'number' ? file : openRegular(file);
    const bytes = Buffer.allocUnsafeSlow(fstatSync(fd).size);
    return readSync(fd, bytes, 0, bytes.length, 0) === bytes.length ? bytes : undefined;
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined && fd !== file) closeSync(fd);
  }
}
