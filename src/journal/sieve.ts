/**
 * Sifts rows by key: says of most of them, and quickly, that no other row has the same. Of the rest, and of all where
 * the loops are not to be had, somebody has to make sure.
 */
import type { Column } from '../core/column.ts';
import { type Loops, loopsFor } from './loops.ts';

/** So many keys at once. */
const KEYS = 16_384;

export class Sieve {
  private readonly lo: Column;
  private readonly loops: Loops | undefined;
  private readonly keys: Uint32Array<ArrayBuffer>;
  private readonly suspects: Uint32Array<ArrayBuffer>;

  /** `lo` are the lower halves of the keys of all rows. */
  constructor(lo: Column) {
    this.lo = lo;
    this.loops = loopsFor(lo.length);
    this.loops?.beginSieve(lo.length);
    const at = (place: WebAssembly.Global | undefined) =>
      place ? new Uint32Array(this.loops!.memory.buffer, place.value, KEYS) : new Uint32Array();
    this.keys = at(this.loops?.keys);
    this.suspects = at(this.loops?.suspects);
  }

  /** Meets the keys of rows `from` to `to` (exclusive). */
  meet(from: number, to: number): void {
    const { loops } = this;
    if (!loops) return;
    for (let at = from; at < to; at += KEYS) loops.meetKeys(this.put(at, to));
  }

  /** Writes the rows to `rows` from `count` on, and to `others` the positions of those that may not be alone. */
  sift(from: number, to: number, rows: Uint32Array, count: number, others: number[]): void {
    const { loops } = this;
    for (let at = from; at < to; at += KEYS) {
      const size = Math.min(KEYS, to - at);
      const position = count + at - from;
      if (loops) {
        const found = loops.suspectKeys(this.put(at, to));
        for (let i = 0; i < found; i++) others.push(position + this.suspects[i]!);
        loops.countFrom(at, size);
        rows.set(this.keys.subarray(0, size), position);
      } else {
        for (let i = 0; i < size; i++) {
          rows[position + i] = at + i;
          others.push(position + i);
        }
      }
    }
  }

  private put(from: number, to: number): number {
    const keys = this.lo.numbers.subarray(from, Math.min(to, from + KEYS));
    this.keys.set(keys);
    return keys.length;
  }
}
