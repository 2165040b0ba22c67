/**
 * Strings of JSON, checked as strictly as JSON.parse behind a strict decoder checks them. Ids and names are short and
 * plain: they are read sixteen bytes at a time. From the first escape or non-ASCII byte on it is sixty-four bytes at a
 * time, without a branch for each escape: mispredicted branches would cost more than the work saved.
 */

import { BACKSLASH, bytesOfConstant, constant, isDigit, masked, QUOTE } from './bytes.as.ts';
import { isUtf8 } from './utf8.as.ts';

/** Whether there was an escape in the last string. */
export let hasEscape = false;
/** Whether a printable ASCII character was written by its number somewhere in the line, which may hide a tag. */
export let hasDisguise = false;

/** Before a line. */
export function beginStrings(): void {
  hasDisguise = false;
}

/** Longer than most ids. */
const NEAR: usize = 64;

/** A string, from its first quote to behind its last; 0 where there is none. */
export function quoted(p: usize): usize {
  hasEscape = false;
  p += 1;
  for (const near = p + NEAR; p < near; p += 16) {
    const bytes = v128.load(p);
    // Control characters, and as negative numbers what is not ASCII.
    const odd = i8x16.lt_s(bytes, i8x16.splat(0x20));
    const special = i8x16.bitmask(v128.or(v128.or(are(bytes, QUOTE), are(bytes, BACKSLASH)), odd));
    if (special === 0) continue;
    const at = p + <usize>ctz(special);
    if (load<u8>(at) === QUOTE) return at + 1;
    break;
  }
  return far(p);
}

/** Goes on with a string; no escape begins before `p`. */
function far(p: usize): usize {
  /** Whether the first byte is escaped by the one before it. */
  let isEscaped: u64 = 0;
  while (true) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    let quotes = masked(are(a, QUOTE), are(b, QUOTE), are(c, QUOTE), are(d, QUOTE));
    const backslashes = masked(are(a, BACKSLASH), are(b, BACKSLASH), are(c, BACKSLASH), are(d, BACKSLASH));
    let escapes: u64 = 0;
    if ((backslashes | isEscaped) !== 0) {
      const escaped = escapedBy(backslashes & ~isEscaped, isEscaped);
      escapes = backslashes & ~escaped;
      isEscaped = escapes >> 63;
      quotes &= ~escaped;
    }
    // Bytes behind the end belong to what follows.
    const own = quotes ^ (quotes - 1);
    escapes &= own;
    if (escapes !== 0) {
      hasEscape = true;
      const others = escapes & ~letters(p + 1);
      if (others !== 0 && !areNumbers(p + 1, others)) return 0;
    }
    const least = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
    if (v128.any_true(isControl(least))) {
      const controls = masked(isControl(a), isControl(b), isControl(c), isControl(d));
      if ((controls & own) !== 0) return 0;
    }
    const end = quotes === 0 ? p + 64 : p + <usize>ctz(quotes);
    if (i8x16.bitmask(v128.or(v128.or(a, b), v128.or(c, d))) !== 0) {
      if (!isUtf8(p, masked(a, b, c, d) & own)) return 0;
    }
    if (quotes !== 0) return end + 1;
    p = end;
  }
}

/** Every other one of sixty-four bits, the first among them. */
const EVEN: u64 = u64.MAX_VALUE / 3;

/**
 * Which bytes of sixty-four are escaped, by the method of Langdale and Lemire ("Parsing gigabytes of JSON per second",
 * 2019): of backslashes in a row every other one is, and adding them up carries to what stands behind the row.
 */
function escapedBy(backslashes: u64, isEscaped: u64): u64 {
  const follows = (backslashes << 1) | isEscaped;
  const rows = (backslashes & ~EVEN & ~follows) + backslashes;
  return (EVEN ^ (rows << 1)) & follows;
}

/** The letters that may stand behind a backslash, by their upper half and by their lower. */
const uppers: usize = heap.alloc(16);
const lowers: usize = heap.alloc(16);
memory.fill(uppers, 0, 16);
memory.fill(lowers, 0, 16);
const ESCAPABLE = constant('"\\/bfnrt');
for (let i = 0; i < 8; i++) {
  const letter = load<u8>(bytesOfConstant(ESCAPABLE) + i);
  const upper: u8 = letter >> 4;
  // Halves of two letters never make a third, as each upper half has a bit of its own.
  const bit: u8 = 1 << (upper - 2);
  store<u8>(uppers + upper, bit);
  store<u8>(lowers + (letter & 0x0f), load<u8>(lowers + (letter & 0x0f)) | bit);
}

/** Which of sixty-four bytes are such letters. */
function letters(p: usize): u64 {
  return ~masked(isOther(p), isOther(p + 16), isOther(p + 32), isOther(p + 48));
}

function isOther(p: usize): v128 {
  const bytes = v128.load(p);
  const upper = i8x16.swizzle(v128.load(uppers), i8x16.shr_u(bytes, 4));
  const lower = i8x16.swizzle(v128.load(lowers), v128.and(bytes, i8x16.splat(0x0f)));
  return i8x16.eq(v128.and(upper, lower), i8x16.splat(0));
}

/** Whether at all these places, each behind a backslash, characters are written by their numbers: u, four hex digits. */
function areNumbers(p: usize, places: u64): bool {
  for (; places !== 0; places &= places - 1) {
    const at = p + <usize>ctz(places);
    if (load<u8>(at) !== 0x75) return false;
    if (!isHex(at + 1) || !isHex(at + 2) || !isHex(at + 3) || !isHex(at + 4)) return false;
    // 0020 to 007f.
    if (load<u16>(at, 1) === ZEROS && load<u8>(at, 3) >= 0x32 && load<u8>(at, 3) < 0x38) hasDisguise = true;
  }
  return true;
}

/** Two digits of zero. */
const ZEROS: u16 = 0x3030;

function isHex(p: usize): bool {
  return isDigit(p) || <u8>((load<u8>(p) | 0x20) - 0x61) < 6;
}

function are(bytes: v128, byte: u8): v128 {
  return i8x16.eq(bytes, i8x16.splat(byte));
}

function isControl(bytes: v128): v128 {
  return i8x16.eq(i8x16.min_u(bytes, i8x16.splat(0x1f)), bytes);
}
