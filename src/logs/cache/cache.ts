/**
 * The cache: facts of files that need not be read again, in a few binary segments (see `segment.ts`).
 *
 *   facts-<time>-<random>.bin
 *
 * It may be trusted because it holds only what one file's bytes and its format's version decide; the stamp of each
 * file is the key. No price, day or zone is in it. A scan adds a segment with the rows that are new, so writing is
 * in proportion to the change; later segments override earlier ones, and when they have grown to the size of the
 * first they become one. Every segment is written under a temporary name and renamed, so two dashboards can share the
 * directory: each adds its own, and removes only those it has read. A damaged or older segment is as good as none.
 */
import {
  closeSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Place, Source } from '../../core/source.ts';
import { describeFsError } from '../../os/fs-error.ts';
import type { KnownFile } from '../file-record.ts';
import { FileTable } from '../file-table.ts';
import { mayGrow } from '../read/read-file.ts';
import { readBytes } from '../read/tail.ts';
import { chunkFileLength, readSegment, readWarmStart, segmentPieces } from './segment.ts';
import type { WarmStart } from './warm-start.ts';

const NAME = /^facts-\d{15}-[0-9a-f]{8}\.bin$/;
const UNFINISHED = /^facts-\d{15}-[0-9a-f]{8}\.tmp$/;
const MAX_SEGMENTS = 32;
const ABANDONED_MS = 3_600_000;
interface Written {
  readonly name: string;
  readonly bytes: number;
}

export class Cache {
  readonly dir: string;
  /** Why nothing could be written, in words for the user. */
  problem: string | undefined;
  private segments: Written[] = [];
  /** The segment that is kept open because of how things stood with it. */
  private held: { readonly name: string; readonly fd: number } | undefined;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** How things stood when the first of the segments was written; `hasMore` where there are others behind it. */
  warmStart(
    sources: readonly Source[],
    place: Place,
  ): (WarmStart & { readonly hasMore: boolean }) | undefined {
    const [first, ...later] = this.names().filter(name => NAME.test(name));
    if (first === undefined) return undefined;
    this.hold(first);
    const { held } = this;
    const bytes = held && readable(() => readStart(held.fd));
    const warmStart = bytes && readable(() => readWarmStart(bytes, sources, place));
    if (!warmStart) this.release();
    return warmStart && { ...warmStart, hasMore: later.length > 0 };
  }

  /**
   * Everything remembered, settled as it was when the segment of `standing` was all there was, and whether that could be
   * read. What cannot is read from the logs again.
   */
  load(): { readonly known: FileTable; readonly isBased: boolean } {
    const known = new FileTable();
    const { held } = this;
    let isBased = held !== undefined;
    const names = this.names();
    for (const name of names.filter(name => UNFINISHED.test(name))) this.removeAbandoned(name);
    const later = names.filter(name => NAME.test(name) && name !== held?.name);
    this.segments = [];
    for (const name of held ? [held.name, ...later] : later) {
      const isHeld = name === held?.name;
      const bytes = readAll(isHeld ? held.fd : join(this.dir, name));
      this.segments.push({ name, bytes: bytes?.length ?? 0 });
      const segment = bytes && readable(() => readSegment(bytes, name));
      if (segment) known.loadSegment(segment);
      else if (isHeld) isBased = false;
      if (isHeld) known.settle();
    }
    this.release();
    return { known, isBased };
  }

  /** Another dashboard may put its own in the place of this segment; what was told of it stays true. */
  private hold(name: string): void {
    try {
      this.held = { name, fd: openSync(join(this.dir, name), 'r') };
    } catch {
      // Gone just now: the logs have it all.
    }
  }

  /** Closes what was held open. */
  release(): void {
    if (this.held) closeSync(this.held.fd);
    this.held = undefined;
  }

  /** Whether the next `save` will write everything anew. */
  willRewrite(gone: readonly string[]): boolean {
    return gone.length > 0 || this.isLong();
  }

  /**
   * Remembers the files that changed, and forgets those that are gone. `standing` is how things stand with all that is
   * known, where that is known: it is remembered when everything is written anew.
   */
  *saving(
    known: FileTable,
    changed: readonly string[],
    gone: readonly string[],
    nowMs: number,
    warmStart?: WarmStart,
  ): Generator<void, void> {
    if (changed.length === 0 && gone.length === 0) return;
    const isWhole = this.willRewrite(gone);
    const old = isWhole ? this.segments : [];
    const paths = isWhole ? [...known.files.keys()] : changed;
    const isOpen = ({ stamp }: KnownFile) => mayGrow(stamp, nowMs);
    try {
      const stem = `facts-${this.nextTime(nowMs)}-${randomSuffix()}`;
      const name = `${stem}.bin`;
      const segment = isWhole ? yield* known.compacted() : known.segment(paths);
      const pieces = yield* segmentPieces(segment, isOpen, isWhole ? warmStart : undefined);
      yield* this.writing(name, pieces);
      for (const segment of old) rmSync(join(this.dir, segment.name), { force: true });
      known.markPersisted(name, paths);
      this.segments = [...(isWhole ? [] : this.segments), { name, bytes: lengthOf(pieces) }];
      this.problem = undefined;
    } catch (error) {
      this.problem = `the cache cannot be written: ${describeFsError(error)}`;
    }
  }

  /** Writes a file under a name of its own first, so that nobody ever reads half of it. */
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

  /** Whether what was added is as much as what it was added to, so that writing all of it again is worth it. */
  private isLong(): boolean {
    const [first, ...added] = this.segments;
    const addedBytes = added.reduce((sum, { bytes }) => sum + bytes, 0);
    return !first || added.length + 1 >= MAX_SEGMENTS || addedBytes >= first.bytes;
  }

  /** Later than every segment that is known here, even within one tick of the clock or when it was set back. */
  private nextTime(nowMs: number): string {
    const last = this.segments.at(-1)?.name;
    const lastMs = last ? Number(last.slice('facts-'.length, 'facts-'.length + 15)) : 0;
    return String(Math.max(nowMs, lastMs + 1)).padStart(15, '0');
  }

  private names(): readonly string[] {
    try {
      return readdirSync(this.dir).sort();
    } catch {
      return [];
    }
  }

  private removeAbandoned(name: string): void {
    const path = join(this.dir, name);
    try {
      if (Date.now() - statSync(path).mtimeMs > ABANDONED_MS) rmSync(path, { force: true });
    } catch {
      // Another dashboard has just finished or removed it.
    }
  }
}

/** Eight hex digits: enough that two dashboards that write within the same millisecond do not meet. */
function randomSuffix(): string {
  return Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}

/** So much is written at once: a millisecond's worth. */
const BATCH = 1 << 20;
/** Pieces that are smaller are put together. */
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
    // As they are: to copy them would take as much memory as all facts do.
    for (let at = 0; at < piece.length; at += BATCH) yield piece.subarray(at, at + BATCH);
  }
  yield Buffer.concat(small);
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** Undefined where it throws: for bytes whose checksum says that we wrote them ourselves, and that are still not ours. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** As much of a segment as is needed at every start; undefined where its length says that it is damaged. */
function readStart(fd: number): Buffer | undefined {
  const length = chunkFileLength(readBytes(fd, 0, BEGINNING));
  if (length === undefined) return undefined;
  const rest = chunkFileLength(readBytes(fd, length, BEGINNING));
  return length + (rest ?? 0) === fstatSync(fd).size ? readBytes(fd, 0, length) : undefined;
}

/** So much of a file of parts tells how long it is. */
const BEGINNING = 64;

/** A whole file, or what is left of one that is open; undefined where it cannot be read. */
function readAll(file: string | number): Buffer | undefined {
  let fd: number | undefined;
  try {
    fd = typeof file === 'number' ? file : openSync(file, 'r');
    const bytes = Buffer.allocUnsafeSlow(fstatSync(fd).size);
    return readSync(fd, bytes, 0, bytes.length, 0) === bytes.length ? bytes : undefined;
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined && fd !== file) closeSync(fd);
  }
}
