/** Bytes and words, compared sixteen at a time. */

export const QUOTE: u8 = 0x22;
export const COMMA: u8 = 0x2c;
export const COLON: u8 = 0x3a;
export const BACKSLASH: u8 = 0x5c;
export const BRACKET: u8 = 0x5b;
export const CLOSING_BRACKET: u8 = 0x5d;
export const BRACE: u8 = 0x7b;
export const CLOSING_BRACE: u8 = 0x7d;
export const NEWLINE: u8 = 0x0a;
export const RETURN: u8 = 0x0d;

/** An odd number without a pattern, for hashes. */
export const HASH_FACTOR: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;

/** Makes a word: its bytes stand behind its size, sixteen bytes from its beginning. Shorter than 48. */
export function word(text: string): usize {
  const at = heap.alloc(64);
  write(at, text);
  return at;
}

/** Writes a word where there are 64 bytes for it. */
export function write(at: usize, text: string): void {
  memory.fill(at, 0, 64);
  store<u32>(at, text.length);
  for (let i = 0; i < text.length; i++) store<u8>(at + 16 + i, <u8>text.charCodeAt(i));
}

/** From the middle on, as many bytes back as are to be looked at, and none behind. */
const masks: usize = heap.alloc(32);
memory.fill(masks, 0xff, 16);
memory.fill(masks + 16, 0, 16);

/** May look up to 15 bytes behind both. */
export function same(a: usize, b: usize, size: u32): bool {
  let unlike = i64x2.splat(0);
  for (; size > 16; size -= 16, a += 16, b += 16)
    unlike = v128.or(unlike, v128.xor(v128.load(a), v128.load(b)));
  const last = v128.and(v128.xor(v128.load(a), v128.load(b)), v128.load(masks + 16 - <usize>size));
  return !v128.any_true(v128.or(unlike, last));
}

/** The highest bits of sixty-four bytes. */
export function masked(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u32>(i8x16.bitmask(a) | (i8x16.bitmask(b) << 16));
  const high = <u32>(i8x16.bitmask(c) | (i8x16.bitmask(d) << 16));
  return <u64>low | ((<u64>high) << 32);
}

export function isDigit(at: usize): bool {
  return <u8>(load<u8>(at) - 0x30) < 10;
}

/** Whether a word stands at a place. */
export function begins(at: usize, text: usize): bool {
  return same(at, text + 16, load<u32>(text));
}

/** Whether so many bytes are a word. */
export function isWord(wanted: usize, at: usize, size: u32): bool {
  return size === load<u32>(wanted) && same(at, wanted + 16, size);
}

/** Puts a text behind its size into a row of texts that is `size` long, and returns how long it then is. */
export function put(row: usize, size: u32, at: usize, length: u32): u32 {
  store<u16>(row + size, length);
  const to = row + size + 2;
  for (let i: u32 = 0; i < length; i += 16) v128.store(to + i, v128.load(at + i));
  return size + 2 + length;
}
