/**
 * Whether bytes are valid UTF-8, sixteen at a time, by the method of Keiser and Lemire ("Validating UTF-8 in less than
 * one instruction per byte", 2021): each fault of two neighbouring bytes shows in three of their half bytes, so the
 * faults that each half allows are looked up, and a fault that all three allow is one.
 */

/** A lead without its continuation. */
const TOO_SHORT: u8 = 1;
/** A continuation behind what is no lead. */
const TOO_LONG: u8 = 2;
const OVERLONG_3: u8 = 4;
/** Beyond the last character. */
const TOO_LARGE: u8 = 8;
/** Half of a pair. */
const SURROGATE: u8 = 16;
const OVERLONG_2: u8 = 32;
/** One bit for both: no byte can be a part of both. */
const OVERLONG_4: u8 = 64;
const FAR_TOO_LARGE: u8 = 64;
/** Right where a third or fourth byte is wanted, and only there. */
const TWO_CONTINUATIONS: u8 = 128;
/** Faults that do not depend on the lower half of the first byte. */
const ANY: u8 = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS;
const BEYOND: u8 = ANY | TOO_LARGE | FAR_TOO_LARGE;

const ofFirst = table();
fill(ofFirst, 0x0, 0x7, TOO_LONG);
fill(ofFirst, 0x8, 0xb, TWO_CONTINUATIONS);
fill(ofFirst, 0xc, 0xc, TOO_SHORT | OVERLONG_2);
fill(ofFirst, 0xd, 0xd, TOO_SHORT);
fill(ofFirst, 0xe, 0xe, TOO_SHORT | OVERLONG_3 | SURROGATE);
fill(ofFirst, 0xf, 0xf, TOO_SHORT | TOO_LARGE | FAR_TOO_LARGE | OVERLONG_4);

const ofFirstLow = table();
fill(ofFirstLow, 0x0, 0x0, ANY | OVERLONG_2 | OVERLONG_3 | OVERLONG_4);
fill(ofFirstLow, 0x1, 0x1, ANY | OVERLONG_2);
fill(ofFirstLow, 0x2, 0x3, ANY);
fill(ofFirstLow, 0x4, 0x4, ANY | TOO_LARGE);
fill(ofFirstLow, 0x5, 0xf, BEYOND);
fill(ofFirstLow, 0xd, 0xd, BEYOND | SURROGATE);

const ofSecond = table();
fill(ofSecond, 0x0, 0xf, TOO_SHORT);
const CONTINUED: u8 = TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS;
fill(ofSecond, 0x8, 0x8, CONTINUED | OVERLONG_3 | FAR_TOO_LARGE | OVERLONG_4);
fill(ofSecond, 0x9, 0x9, CONTINUED | OVERLONG_3 | TOO_LARGE);
fill(ofSecond, 0xa, 0xb, CONTINUED | SURROGATE | TOO_LARGE);

function table(): usize {
  return heap.alloc(16);
}

function fill(table: usize, from: usize, to: usize, faults: u8): void {
  for (let half = from; half <= to; half++) store<u8>(table + half, faults);
}

/** A character that begins among the first thirteen of sixteen bytes ends among the sixteen. */
const THIRTEEN: u64 = 0x1fff;

/**
 * Whether the characters that begin, or go on, at these of sixty-four places behind `p` are valid; the bytes before `p`
 * were checked. It may also reject bytes behind the last place: the line is then left to the slow reader, which is safe.
 */
export function isUtf8(p: usize, places: u64): bool {
  while (places !== 0) {
    const place = ctz(places);
    if (v128.any_true(faultsAt(p + <usize>place))) return false;
    places &= ~(THIRTEEN << place);
  }
  return true;
}

function faultsAt(p: usize): v128 {
  const first = v128.load(p - 1);
  const faults = v128.and(
    v128.and(
      i8x16.swizzle(v128.load(ofFirst), i8x16.shr_u(first, 4)),
      i8x16.swizzle(v128.load(ofFirstLow), v128.and(first, i8x16.splat(0x0f))),
    ),
    i8x16.swizzle(v128.load(ofSecond), i8x16.shr_u(v128.load(p), 4)),
  );
  // The highest bit is left where a lead of three or four bytes stands two or three places back.
  const third = i8x16.sub_sat_u(v128.load(p - 2), i8x16.splat(0x60));
  const fourth = i8x16.sub_sat_u(v128.load(p - 3), i8x16.splat(0x70));
  return v128.xor(v128.and(v128.or(third, fourth), i8x16.splat(-128)), faults);
}

export function isAscii(p: usize, size: u32): bool {
  for (; size > 16; size -= 16, p += 16) if (i8x16.bitmask(v128.load(p)) !== 0) return false;
  return (i8x16.bitmask(v128.load(p)) & ((1 << size) - 1)) === 0;
}
