/** Whether bytes are what a strict decoder would take. */

export function isUtf8(p: usize, end: usize): bool {
  while (p < end) {
    const high = i8x16.bitmask(v128.load(p));
    if (high === 0) {
      p += 16;
      continue;
    }
    p += ctz(high);
    if (p >= end) return true;
    const first = load<u8>(p);
    const second = load<u8>(p, 1);
    if (first < 0xc2 || first > 0xf4 || !isContinued(p + 1)) return false;
    if (first < 0xe0) {
      p += 2;
      continue;
    }
    // Neither overlong, nor half of a pair, nor beyond the last character.
    if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) || !isContinued(p + 2))
      return false;
    if (first < 0xf0) {
      p += 3;
      continue;
    }
    if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f) || !isContinued(p + 3))
      return false;
    p += 4;
  }
  return true;
}

function isContinued(p: usize): bool {
  return (load<u8>(p) & 0xc0) === 0x80;
}

export function isAscii(p: usize, size: u32): bool {
  for (; size > 16; size -= 16, p += 16) if (i8x16.bitmask(v128.load(p)) !== 0) return false;
  return (i8x16.bitmask(v128.load(p)) & ((1 << size) - 1)) === 0;
}
