/**
 * The places of a line that differ from one line to the next of its kind: counts, ids, times, content. They are noted
 * while the line is read; the bytes between them are its template (`line-templates.as.ts`).
 */

/** What stands in a slot; it decides how the slot is read. */
export enum Slot {
  /** Any value, of a field that is not used. */
  Any,
  /** The id of the response. */
  Id,
  /** The id of the request. */
  Request,
  /** The id of the line. */
  Uuid,
  Stop,
  Time,
  Content,
  Iterations,
  /** The first of the counts; the others follow in their order. */
  Count,
}

/** Lines have some twenty; no template is made of a line that has more than this. */
export const MOST_SLOTS: u32 = 48;
/** In the order of the line, 12 bytes each: place, end, kind. */
export const slots: usize = heap.alloc(<usize>MOST_SLOTS * 12);
export let slotCount: u32 = 0;

/** Forgets the slots of the line before. */
export function beginSlots(): void {
  slotCount = 0;
}

/** Notes a value and returns its end; 0, for no value, is returned as it is. */
export function noteSlot(kind: Slot, p: usize, end: usize): usize {
  if (end === 0) return 0;
  if (slotCount < MOST_SLOTS) {
    const at = slots + <usize>slotCount * 12;
    store<u32>(at, <u32>p);
    store<u32>(at, <u32>end, 4);
    store<u32>(at, kind, 8);
  }
  slotCount += 1;
  return end;
}

/** Notes a value as one slot in place of those noted within it: `count` is how many there were before it. */
export function noteWhole(count: u32, kind: Slot, p: usize, end: usize): usize {
  slotCount = count;
  return noteSlot(kind, p, end);
}
