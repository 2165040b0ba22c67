/**
 * Reads a growing file from a mark to its end, whole lines at a time, and gives way to the rest of the program every
 * few milliseconds. Memory stays at one chunk, but for a line longer than that, for as long as the line lasts; a line
 * that is longer than any answer of a model is passed over.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { NEWLINE, wholeLines } from '../../core/lines.ts';
import { isSliceOver, yieldNow } from '../scheduler.ts';

const CHUNK = 256 * 1024;
/** A longer line is damage, such as the zeros that a file system leaves behind after a crash. */
export const MOST_LINE_BYTES = 256 * 1024 * 1024;
/** The descriptor of a file that the caller opened and closes. */
export type OpenFile = number;

function opened(file: string | OpenFile): OpenFile {
  return typeof file === 'number' ? file : openSync(file, 'r');
}

export interface Tail {
  /** Where the last whole line ends; within a line that is passed over, where the file ends. */
  readonly mark: number;
  /** Whether a line was passed over, because it is too long. */
  readonly isCut: boolean;
  /** What follows it: a line that is still being written, or the last line of a file without newline. */
  readonly rest: Uint8Array;
}

/**
 * Calls `see` with runs of whole lines from byte `from` up to byte `size`, and their offsets; the bytes are valid
 * for the length of the call. A file that shrank meanwhile ends where it ends. Throws errors of the operating system.
 * `provider` says where the bytes are to be put. Of a line of `mostLineBytes` or more only its line feed is seen.
 */
export async function readTail(
  file: string | OpenFile,
  from: number,
  size: number,
  see: (lines: Uint8Array, offset: number) => void,
  provider: BufferProvider = new GrowableBuffer(),
  mostLineBytes = MOST_LINE_BYTES,
): Promise<Tail> {
  const fd = opened(file);
  let buffer = provider.room(Math.max(1, Math.min(CHUNK, size - from)));
  try {
    let held = 0;
    let mark = from;
    let isCut = false;
    while (mark + held < size) {
      if (held === mostLineBytes) {
        isCut = true;
        mark = await endOfLine(fd, mark + held, size);
        held = 0;
        buffer = provider.room(CHUNK);
        if (mark === size && readBytes(fd, size - 1, 1)[0] !== NEWLINE) break;
        // For the count of lines.
        buffer[0] = NEWLINE;
        see(buffer.subarray(0, 1), mark - 1);
        continue;
      }
      if (held === buffer.length) buffer = provider.room(buffer.length * 2);
      const wanted = Math.min(Math.min(buffer.length, mostLineBytes) - held, size - mark - held);
      const got = readSync(fd, buffer, held, wanted, mark + held);
      if (got === 0) break;
      // What was held has no newline: only the new bytes are searched, or long lines would be searched again and again.
      const whole = wholeLines(buffer.subarray(held, held + got));
      const end = whole === 0 ? 0 : held + whole;
      held += got;
      if (end > 0) {
        see(buffer.subarray(0, end), mark);
        buffer.copyWithin(0, end, held);
        held -= end;
        mark += end;
        if (buffer.length > CHUNK && held < CHUNK) buffer = provider.room(CHUNK);
      }
      if (isSliceOver()) await yieldNow();
    }
    return { mark, isCut, rest: Uint8Array.prototype.slice.call(buffer, 0, held) };
  } finally {
    if (fd !== file) closeSync(fd);
  }
}

/** The place behind the next line feed from `from` on, or `size` where there is none. */
async function endOfLine(fd: OpenFile, from: number, size: number): Promise<number> {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let at = from;
  while (at < size) {
    const got = readSync(fd, chunk, 0, Math.min(CHUNK, size - at), at);
    if (got === 0) return at;
    const found = chunk.subarray(0, got).indexOf(NEWLINE);
    if (found >= 0) return at + found + 1;
    at += got;
    if (isSliceOver()) await yieldNow();
  }
  return size;
}

/** A buffer that grows. Its content is kept when its size changes. */
export interface BufferProvider {
  room(bytes: number): Uint8Array;
}

/** For those who have none of their own. */
class GrowableBuffer implements BufferProvider {
  private buffer = Buffer.alloc(0);

  room(bytes: number): Buffer {
    const other = Buffer.allocUnsafeSlow(bytes);
    this.buffer.copy(other);
    this.buffer = other;
    return other;
  }
}

/** Up to `length` bytes of a file from `from`; fewer where it ends. Throws errors of the operating system. */
export function readBytes(file: string | OpenFile, from: number, length: number): Buffer {
  const fd = opened(file);
  try {
    const buffer = Buffer.allocUnsafe(Math.max(0, length));
    let held = 0;
    while (held < buffer.length) {
      const got = readSync(fd, buffer, held, buffer.length - held, from + held);
      if (got === 0) break;
      held += got;
    }
    return buffer.subarray(0, held);
  } finally {
    if (fd !== file) closeSync(fd);
  }
}
