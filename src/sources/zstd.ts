/** Zstandard, which Node reads since 22.15 and 23.8 (nodejs.org/api/zlib.html). */
import * as zlib from 'node:zlib';

/** A small file that would become larger is damaged, or made to fill the memory. */
const MOST_BYTES = 2 ** 30;

/** @types/node of the oldest supported Node lacks it. */
type Decompress = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;

/** The bytes; or, where there are none, why in words for the user. */
export function zstdBytes(bytes: Uint8Array): Uint8Array | string {
  const decompress = (zlib as { readonly zstdDecompressSync?: Decompress }).zstdDecompressSync;
  if (!decompress)
    return `compressed by Zstandard, which Node ${process.version} cannot read: use Node 22.15 or newer`;
  const damaged = 'not a whole Zstandard file: cut short or damaged, so nothing of it was read';
  const frames = framesIn(bytes);
  if (!frames) return damaged;
  try {
    // Node reads the first frame only.
    return Buffer.concat(frames.map(frame => decompress(frame, { maxOutputLength: MOST_BYTES })));
  } catch {
    return damaged;
  }
}

const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;

/**
 * The frames (RFC 8878, section 3.1); undefined where the last one does not end with the bytes. Node 22 takes a file that
 * was cut short for a whole one.
 */
function framesIn(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const frames: Uint8Array[] = [];
  let at = 0;
  try {
    while (at < bytes.length) {
      const magic = view.getUint32(at, true);
      const start = at;
      if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) at += 8 + view.getUint32(at + 4, true);
      else if (magic === MAGIC) {
        at = frameEnd(view, at + 4);
        frames.push(bytes.subarray(start, at));
      } else return undefined;
    }
  } catch {
    // A field is beyond the end.
    return undefined;
  }
  return bytes.length > 0 && at === bytes.length ? frames : undefined;
}

/** Where a frame ends whose header begins at `at`. Throws a RangeError where that cannot be read. */
function frameEnd(view: DataView, at: number): number {
  const descriptor = view.getUint8(at);
  const isSingle = (descriptor & 32) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  let next = at + 1 + (isSingle ? 0 : 1) + dictionaryBytes + sizeBytes;
  for (let isLast = false; !isLast; ) {
    const block = view.getUint16(next, true) | (view.getUint8(next + 2) << 16);
    isLast = (block & 1) !== 0;
    // A block of one repeated byte holds that byte.
    next += 3 + (((block >> 1) & 3) === 1 ? 1 : block >> 3);
  }
  return next + ((descriptor & 4) !== 0 ? 4 : 0);
}
