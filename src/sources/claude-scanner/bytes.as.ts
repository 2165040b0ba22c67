/** Bytes and constant strings, compared sixteen at a time. */

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

/** An odd number without a pattern in its bits, for hashes. */
export const HASH_FACTOR: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;

/** The bytes of a constant begin so far behind their size. */
const CONSTANT_BYTES: usize = 16;

/** Makes a constant, ASCII and shorter than 48 bytes: its size, and 16 bytes from its beginning its bytes. */
export function constant(text: string): usize {
  const at = heap.alloc(64);
  writeConstant(at, text);
  return at;
}

/** Writes a constant where there are 64 bytes of room. */
export function writeConstant(at: usize, text: string): void {
  memory.fill(at, 0, 64);
  store<u32>(at, text.length);
  for (let i = 0; i < text.length; i++) store<u8>(at + CONSTANT_BYTES + i, <u8>text.charCodeAt(i));
}

export function sizeOfConstant(constant: usize): u32 {
  return load<u32>(constant);
}

export function bytesOfConstant(constant: usize): usize {
  return constant + CONSTANT_BYTES;
}

/** Sixteen bytes of ones, then sixteen of zeros: a mask of n bytes is loaded n bytes before the middle. */
const masks: usize = heap.alloc(32);
memory.fill(masks, 0xff, 16);
memory.fill(masks + 16, 0, 16);

/** Compares `size` bytes. May read up to 15 bytes behind both. */
export function same(a: usize, b: usize, size: u32): bool {
  let unlike = i64x2.splat(0);
  for (; size > 16; size -= 16, a += 16, b += 16)
    unlike = v128.or(unlike, v128.xor(v128.load(a), v128.load(b)));
  const last = v128.and(v128.xor(v128.load(a), v128.load(b)), v128.load(masks + 16 - <usize>size));
  return !v128.any_true(v128.or(unlike, last));
}

/** Copies `size` bytes. May read and write up to 15 bytes behind both. */
export function copy(to: usize, from: usize, size: u32): void {
  for (let i: u32 = 0; i < size; i += 16) v128.store(to + i, v128.load(from + i));
}

/** Appends a text and its length, of 16 bits with `mark` in the upper ones, to `list`; returns the new size of it. */
export function put(list: usize, size: u32, at: usize, length: u32, mark: u32 = 0): u32 {
  store<u16>(list + size, <u16>(length | mark));
  copy(list + size + 2, at, length);
  return size + 2 + length;
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

/** Whether a constant stands at a place. */
export function begins(at: usize, constant: usize): bool {
  return same(at, bytesOfConstant(constant), sizeOfConstant(constant));
}

/** Whether so many bytes are a constant. */
export function isConstant(constant: usize, at: usize, size: u32): bool {
  return size === sizeOfConstant(constant) && same(at, bytesOfConstant(constant), size);
}
