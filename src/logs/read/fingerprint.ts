/**
 * How one can tell that a file still holds what was read of it, without reading it again: by a number made of its first
 * bytes and of the last that were read.
 */
import { checksum } from '../../os/checksum.ts';
import { type OpenFile, readBytes } from './tail.ts';

/** So many bytes at the head of the file, and so many at the end of what was read. */
const SIZE = 256;

/** Whether a file holds before byte `upTo` what it held when the proof was made. */
export function matchesFingerprint(proof: string, path: string, upTo: number): boolean {
  try {
    return new HeadTailHash().proof(path, upTo) === proof;
  } catch {
    // Closed to us, or gone since it was found: reading it will tell.
    return false;
  }
}

/** Remembers both ends of what is read, so that they need not be read once more. */
export class HeadTailHash {
  private head: number | undefined;
  private readonly last = new Uint8Array(SIZE);
  private lastEnds = 0;

  /** Sees bytes that were read at `offset`. */
  see(bytes: Uint8Array, offset: number): void {
    if (bytes.length < SIZE) return;
    if (offset === 0) this.head = checksum(bytes.subarray(0, SIZE));
    this.last.set(bytes.subarray(bytes.length - SIZE));
    this.lastEnds = offset + bytes.length;
  }

  /** The proof of what stands before byte `upTo`. Throws errors of the operating system. */
  proof(file: string | OpenFile, upTo: number): string {
    const size = Math.min(SIZE, upTo);
    const isHeadSeen = this.head !== undefined && size === SIZE;
    const head = isHeadSeen ? this.head! : checksum(readBytes(file, 0, size));
    const isEndSeen = this.lastEnds === upTo && size === SIZE;
    const end = checksum(isEndSeen ? this.last : readBytes(file, upTo - size, size));
    return `${head.toString(36)}.${end.toString(36)}`;
  }
}
