/** A checksum of 32 bits. Loaded only where something is read or written, so other starts do not load zlib. */
let crc32: ((bytes: Uint8Array, before: number) => number) | undefined;

/** The checksum of bytes; of those behind others, with theirs `before`. */
export function checksum(bytes: Uint8Array, before = 0): number {
  crc32 ??= process.getBuiltinModule('node:zlib').crc32;
  return crc32(bytes, before);
}
