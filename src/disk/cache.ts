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
  chmodSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  read,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { words } from './find.ts';
import { Known, type KnownFile } from './known.ts';
import { readSegment, segmentBytes } from './segment.ts';

const NAME = /^facts-\d{15}-[0-9a-f]{8}\.bin$/;
const UNFINISHED = /^facts-\d{15}-[0-9a-f]{8}\.tmp$/;
const MOST_SEGMENTS = 32;
const ABANDONED_MS = 3_600_000;
/** Smaller files are read again as a whole as fast as on from a bookmark; nobody goes on with one for longer. */
const SMALL_BYTES = 256 * 1024;
const OLD_MS = 30 * 86_400_000;

interface Written {
  readonly name: string;
  readonly bytes: number;
}

export class Cache {
  readonly dir: string;
  /** Why nothing could be written, in words for the user. */
  problem: string | undefined;
  private segments: Written[] = [];

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Everything remembered. Never rejects: what cannot be read is read from the logs again. */
  async load(): Promise<Known> {
    const known = new Known();
    const names = this.names();
    for (const name of names.filter(name => UNFINISHED.test(name))) this.removeAbandoned(name);
    const segments = names.filter(name => NAME.test(name));
    const contents = await Promise.all(segments.map(name => readAll(join(this.dir, name))));
    for (const [i, name] of segments.entries()) {
      const bytes = contents[i];
      this.segments.push({ name, bytes: bytes?.length ?? 0 });
      try {
        const segment = bytes && readSegment(bytes, name);
        if (segment) known.adopt(segment);
      } catch {
        // Of a shape that its checksum says we wrote ourselves, and still not ours: the logs have it all.
      }
    }
    known.tidy();
    return known;
  }

  /** Remembers the files that changed, and forgets those that are gone. */
  save(known: Known, changed: readonly string[], gone: readonly string[], nowMs: number): void {
    if (changed.length === 0 && gone.length === 0) return;
    const isWhole = gone.length > 0 || this.isLong();
    const old = isWhole ? this.segments : [];
    const paths = isWhole ? [...known.files.keys()] : changed;
    const isOpen = ({ stamp }: KnownFile) => stamp.size > SMALL_BYTES || nowMs - stamp.mtimeMs < OLD_MS;
    try {
      mkdirSync(this.dir, { recursive: true, mode: 0o700 });
      const stem = `facts-${this.nextTime(nowMs)}-${anyName()}`;
      const name = `${stem}.bin`;
      const temporary = join(this.dir, `${stem}.tmp`);
      const bytes = segmentBytes(known.segment(paths, isWhole), isOpen);
      try {
        writeFileSync(temporary, bytes, { mode: 0o600 });
        chmodSync(temporary, 0o600);
        renameSync(temporary, join(this.dir, name));
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
      for (const segment of old) rmSync(join(this.dir, segment.name), { force: true });
      known.keptIn(name, paths);
      this.segments = [...(isWhole ? [] : this.segments), { name, bytes: bytes.length }];
      this.problem = undefined;
    } catch (error) {
      this.problem = `the cache cannot be written: ${words(error)}`;
    }
  }

  /** Whether what was added is as much as what it was added to, so that writing all of it again is worth it. */
  private isLong(): boolean {
    const [first, ...added] = this.segments;
    const addedBytes = added.reduce((sum, { bytes }) => sum + bytes, 0);
    return !first || added.length + 1 >= MOST_SEGMENTS || addedBytes >= first.bytes;
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
function anyName(): string {
  return Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}

/**
 * A whole file, read in one go on another thread, so that this one can look at the logs meanwhile; undefined where it
 * cannot be read. (`fs.readFile` reads in pieces and wants this thread's attention after each.)
 */
function readAll(path: string): Promise<Buffer | undefined> {
  return new Promise(resolve => {
    let fd: number | undefined;
    const done = (bytes?: Buffer) => {
      if (fd !== undefined) closeSync(fd);
      resolve(bytes);
    };
    try {
      fd = openSync(path, 'r');
      const bytes = Buffer.allocUnsafeSlow(fstatSync(fd).size);
      read(fd, bytes, 0, bytes.length, 0, (error, got) => {
        done(error || got < bytes.length ? undefined : bytes);
      });
    } catch {
      done();
    }
  });
}
