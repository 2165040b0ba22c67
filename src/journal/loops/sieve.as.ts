/**
 * One bit for every key: enough to say of most rows that no other has the same key, without looking into a table that
 * is larger than the processor's cache.
 */
let met: usize = 0;
let metAgain: usize = 0;
let words: u32 = 0;

/** Keys that are looked at together: the lower halves. */
export const KEYS: usize = 16_384;
export const keys: usize = heap.alloc(KEYS * 4);
/** The positions of some of them. */
export const suspects: usize = heap.alloc(KEYS * 4);

/** Begins without any key; so many will come. */
export function beginSieve(expected: u32): void {
  words = 32;
  while (words < expected / 2) words *= 2;
  met = heap.alloc(<usize>words * 4);
  metAgain = heap.alloc(<usize>words * 4);
  memory.fill(met, 0, <usize>words * 4);
  memory.fill(metAgain, 0, <usize>words * 4);
}

export function meetKeys(count: u32): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const key = load<u32>(keys + i * 4);
    const word = <usize>((key >> 5) & (words - 1)) * 4;
    const bit = 1 << (key & 31);
    const before = load<u32>(met + word);
    store<u32>(metAgain + word, load<u32>(metAgain + word) | (before & bit));
    store<u32>(met + word, before | bit);
  }
}

/** Notes which of the keys may have been met more than once, and returns how many these are. */
export function suspectKeys(count: u32): u32 {
  let found: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const key = load<u32>(keys + <usize>i * 4);
    const word = load<u32>(metAgain + <usize>((key >> 5) & (words - 1)) * 4);
    if ((word & (1 << (key & 31))) === 0) continue;
    store<u32>(suspects + <usize>found * 4, i);
    found += 1;
  }
  return found;
}

/** Writes numbers from `first` on where keys are put. */
export function countFrom(first: u32, count: u32): void {
  for (let i: u32 = 0; i < count; i++) store<u32>(keys + <usize>i * 4, first + i);
}
