/** A checksum of 32 bits. Loaded by those who read or write: a start that does neither is spared what stands behind it. */
let crc32: ((bytes: Uint8Array, before: number) => number) | undefined;

/** The checksum of bytes; of those behind others, with theirs `before`. */
export function checksum(bytes: Uint8Array, before = 0): number {
  crc32 ??= process.getBuiltinModule('node:zlib').crc32;
  return crc32(bytes, before);
}
