/**
 * Names of responses as 64-bit numbers, and an index to find them by. Ids in logs are long and many; two 32-bit
 * halves per response are all that is kept of them. Among ten million responses the chance that two share a
 * number is one in 370,000.
 */
import type { Column } from './column.ts';

export interface Key {
  readonly hi: number;
  readonly lo: number;
}

/** Hashes a name; the same text gives the same key on every machine. */
export function keyOf(name: string): Key {
  // Two multiply-rotate hashes with different constants, crossed at the end (after MurmurHash3's finaliser).
  let a = 0x9747b28c ^ name.length;
  let b = 0x3c6ef372;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    a = Math.imul(a ^ unit, 0xcc9e2d51);
    a = (a << 15) | (a >>> 17);
    b = Math.imul(b ^ unit, 0x1b873593);
    b = (b << 13) | (b >>> 19);
  }
  const hi = finish(a ^ (b >>> 7));
  const lo = finish(b ^ Math.imul(hi, 0x85ebca6b));
  return { hi: hi >>> 0, lo: lo >>> 0 };
}

function finish(x: number): number {
  let h = x ^ (x >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * The key of a response whose id is known as its vendor gave it: the same in the logs of all tools that have it. It reads as
 * the one that responses of Claude Code have always had, so that events keep their ids.
 */
export function responseKey(id: string): string {
  return `claude:message:${id}`;
}

/** The request of a key that names one response, whatever requests its records state. */
export const UNIQUE_KEY = 0;
/** The request of a record whose log has none. */
export const NO_REQUEST = 1;

/** A request as a number of 32 bits: see `Reading.request`. */
export function requestOf(request: string | undefined): number {
  if (request === undefined) return UNIQUE_KEY;
  if (request === '') return NO_REQUEST;
  let hash = 0x811c9dc5;
  for (let i = 0; i < request.length; i++) hash = Math.imul(hash ^ request.charCodeAt(i), 0x01000193);
  return Math.max(NO_REQUEST + 1, hash >>> 0);
}

/** 16 hex digits. */
export function keyText(key: Key): string {
  return key.hi.toString(16).padStart(8, '0') + key.lo.toString(16).padStart(8, '0');
}

const MOST_CLEARED = 4096;

/** Finds rows by key: an open-addressing table over two columns that hold the halves. */
export class KeyIndex {
  /** Rows plus one; 0 is free. A new array is all zeros without being filled. */
  private slots: Int32Array;
  private used = 0;
  private readonly hi: Column;
  private readonly lo: Column;

  constructor(hi: Column, lo: Column, expected = 16) {
    this.hi = hi;
    this.lo = lo;
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(expected, 8) * 2)));
  }

  /** The row that was added with the key of `row`, or -1 after adding `row` itself. */
  findOrAdd(row: number): number {
    if (this.used * 2 >= this.slots.length) this.grow();
    const slot = this.slotOf(this.hi.numbers[row]!, this.lo.numbers[row]!);
    const found = this.slots[slot]! - 1;
    if (found >= 0) return found;
    this.slots[slot] = row + 1;
    this.used += 1;
    return -1;
  }

  /** Forgets all rows, where that takes less than making another index does. */
  clear(): boolean {
    if (this.slots.length > MOST_CLEARED) return false;
    this.slots.fill(0);
    this.used = 0;
    return true;
  }

  find(key: Key): number {
    return this.slots[this.slotOf(key.hi, key.lo)]! - 1;
  }

  private slotOf(hi: number, lo: number): number {
    const { slots } = this;
    const his = this.hi.numbers;
    const los = this.lo.numbers;
    const mask = slots.length - 1;
    let slot = lo & mask;
    for (;;) {
      const row = slots[slot]! - 1;
      if (row < 0 || (los[row] === lo && his[row] === hi)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Int32Array(before.length * 2);
    for (const taken of before) {
      if (taken === 0) continue;
      const row = taken - 1;
      this.slots[this.slotOf(this.hi.numbers[row]!, this.lo.numbers[row]!)] = taken;
    }
  }
}
