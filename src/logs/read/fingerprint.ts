/**
 * A fingerprint of a file that was read: checksums of its first bytes and of the last that were read. It shows, without
 * reading the file again, that it still holds what was read of it. Changes in between go unnoticed until a full check.
 */
import { checksum } from '../../os/checksum.ts';
import { type OpenFile, readBytes } from './tail.ts';

/** How many bytes at each end. */
const SIZE = 256;

/** Whether a file still has this fingerprint before byte `upTo`. */
export function matchesFingerprint(fingerprint: string, path: string, upTo: number): boolean {
  try {
    return new HeadTailHash().fingerprint(path, upTo) === fingerprint;
  } catch {
    // Gone or unreadable since it was found: reading it will say so.
    return false;
  }
}

/** Remembers both ends of what is read, so that they need not be read once more. */
export class HeadTailHash {
  private head: number | undefined;
  private readonly last = new Uint8Array(SIZE);
  private lastEnds = 0;

  /** Takes note of bytes that were read at `offset`. */
  see(bytes: Uint8Array, offset: number): void {
    if (bytes.length < SIZE) return;
    if (offset === 0) this.head = checksum(bytes.subarray(0, SIZE));
    this.last.set(bytes.subarray(bytes.length - SIZE));
    this.lastEnds = offset + bytes.length;
  }

  /** The fingerprint of everything before byte `upTo`. Throws errors of the operating system. */
  fingerprint(file: string | OpenFile, upTo: number): string {
    const size = Math.min(SIZE, upTo);
    const isHeadSeen = this.head !== undefined && size === SIZE;
    const head = isHeadSeen ? this.head! : checksum(readBytes(file, 0, size));
    const isEndSeen = this.lastEnds === upTo && size === SIZE;
    const end = checksum(isEndSeen ? this.last : readBytes(file, upTo - size, size));
    return `${head.toString(36)}.${end.toString(36)}`;
  }
}
