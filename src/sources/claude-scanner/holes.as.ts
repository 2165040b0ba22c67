/**
 * The places of a line that differ from one line to the next of its kind: counts, ids, times, what was said. They are
 * noted as the line is read; all between them is its shape (`shapes.as.ts`).
 */

/** What stands in a hole, which is how it is read. */
export enum Hole {
  /** Any value, of a field that means nothing to us. */
  Any,
  /** The id of the response. */
  Id,
  Stop,
  Time,
  Content,
  Iterations,
  /** The first of the counts; the others follow in their order. */
  Count,
}

/** Lines have some twenty; of one that has more, no shape is made. */
export const MOST_HOLES: u32 = 48;
/** Where they are, 12 bytes each: place, end, what stands there. In the order of the line. */
export const holes: usize = heap.alloc(<usize>MOST_HOLES * 12);
export let holeCount: u32 = 0;

/** Before a line. */
export function beginHoles(): void {
  holeCount = 0;
}

/** Notes a value that was read, unless it was none, and returns its end. */
export function hole(what: Hole, p: usize, end: usize): usize {
  if (end === 0) return 0;
  if (holeCount < MOST_HOLES) {
    const at = holes + <usize>holeCount * 12;
    store<u32>(at, <u32>p);
    store<u32>(at, <u32>end, 4);
    store<u32>(at, what, 8);
  }
  holeCount += 1;
  return end;
}

/** Notes a value as one hole that may have noted some of its own: those since there were so many are forgotten. */
export function wholeHole(count: u32, what: Hole, p: usize, end: usize): usize {
  holeCount = count;
  return hole(what, p, end);
}
