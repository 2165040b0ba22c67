/**
 * A hash table of the keys seen in a file and the rows they have. A slot has 16 bytes: key (high, low), row, and the
 * batch of rows that the row is in. Slots of earlier files count as free by their batch, so nothing is cleared. Most
 * files need few slots, in a table that fits into the processor's cache; when half of them are taken, the keys move to a
 * larger one. Memory that is never written to is only reserved.
 */
const SLOT: usize = 16;
const LEVELS: usize = 4;
const LAST: usize = LEVELS - 1;
/** Slots of the tables, and where they are. */
const sizes: usize = heap.alloc(LEVELS * 4);
const tables: usize = heap.alloc(LEVELS * 4);
for (let i: usize = 0; i < LEVELS; i++) {
  const size: u32 = i === LAST ? 1 << 20 : 1 << (10 + 3 * <u32>i);
  store<u32>(sizes + i * 4, size);
  store<u32>(tables + i * 4, <u32>heap.alloc(<usize>size * SLOT));
}
let level: usize = 0;
let table: usize = <usize>load<u32>(tables);
let slots: u32 = load<u32>(sizes);
let keys: u32 = 0;
/** The batch of the rows that wait to be taken. Those before the file's first one hold rows of earlier files. */
export let batch: u32 = 1;
let firstBatch: u32 = 1;

/** Forgets all keys, for another file or for want of room. */
export function forgetKeys(): void {
  // The batch between them is that of keys whose rows are elsewhere (`knowKey` in rows.as.ts).
  firstBatch = batch + 1;
  batch += 2;
  keys = 0;
  turnTo(0);
}

/** The rows of this batch were taken; their keys stay known. */
export function nextBatch(): void {
  batch += 1;
}

/** Whether there is room for so many more. */
export function hasRoomForKeys(more: u32): bool {
  return keys + more < load<u32>(sizes + LAST * 4) / 2;
}

/** Whether a slot holds a key of this file. */
export function isKnown(slot: usize): bool {
  return sinceOf(slot) >= firstBatch;
}

/** The batch of the row of a slot. */
export function sinceOf(slot: usize): u32 {
  return load<u32>(slot, 12);
}

export function rowOf(slot: usize): u32 {
  return load<u32>(slot, 8);
}

/** The slot of a key, or the free one where it belongs. */
export function slotOf(id: u64): usize {
  let i = <u32>(id >> 32);
  while (true) {
    const slot = table + <usize>(i & (slots - 1)) * SLOT;
    if (!isKnown(slot) || load<u64>(slot) === id) return slot;
    i += 1;
  }
}

export function takeSlot(slot: usize, id: u64, row: u32, since: u32): void {
  if (!isKnown(slot)) keys += 1;
  store<u64>(slot, id);
  store<u32>(slot, row, 8);
  store<u32>(slot, since, 12);
  if (keys * 2 > slots && level < LAST) grow();
}

function turnTo(next: usize): void {
  level = next;
  table = <usize>load<u32>(tables + next * 4);
  slots = load<u32>(sizes + next * 4);
}

/** Moves the keys to the next larger table. */
function grow(): void {
  const before = table;
  const end = before + <usize>slots * SLOT;
  turnTo(level + 1);
  for (let slot = before; slot < end; slot += SLOT) {
    if (isKnown(slot)) v128.store(slotOf(load<u64>(slot)), v128.load(slot));
  }
}
