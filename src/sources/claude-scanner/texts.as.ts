/** The keys of responses, and texts that repeat from line to line: each kept once, and known by a number. */

import { bytesOfConstant, constant, copy, HASH_FACTOR, put, same, sizeOfConstant } from './bytes.as.ts';
import { TOOLS_ROOM } from './content.as.ts';
import { escapedOf, ID, placeOf, REQUEST, sizeOf, TEXTS } from './line.as.ts';

const C_KEY = constant('claude:message:');

/** Grows whenever all texts are forgotten and numbers begin anew. */
export let generation: i32 = 0;

/** The last id of which a key was made, and the key: the records of a response stand one behind the other. */
const LAST_ROOM: u32 = 64;
const lastId: usize = heap.alloc(LAST_ROOM);
let lastSize: u32 = 0;
const lastKey: usize = heap.alloc(16);

/** The key of the line's id: the two numbers that `keyOf` in core/key.ts makes of the same name, high and low. */
export function keyOfId(): u64 {
  const size = sizeOf(ID);
  const id = placeOf(ID);
  if (size === lastSize && same(lastId, id, size)) return load<u64>(lastKey);
  storeKey(id, size);
  lastSize = size < LAST_ROOM - 16 ? size : 0;
  copy(lastId, id, lastSize);
  return load<u64>(lastKey);
}

/** The last request, and its number: as `requestOf` in core/key.ts makes it. */
const lastRequest: usize = heap.alloc(LAST_ROOM);
let lastRequestSize: u32 = 0;
let lastRequestNumber: u32 = 0;
const NO_REQUEST: u32 = 1;

/** The request of the line as a number. */
export function requestOfLine(): u32 {
  const size = sizeOf(REQUEST);
  if (size === 0) return NO_REQUEST;
  let at = placeOf(REQUEST);
  if (size === lastRequestSize && same(lastRequest, at, size)) return lastRequestNumber;
  lastRequestSize = size < LAST_ROOM - 16 ? size : 0;
  copy(lastRequest, at, lastRequestSize);
  let hash: u32 = 0x811c9dc5;
  for (const end = at + size; at < end; at++) hash = (hash ^ <u32>load<u8>(at)) * 0x01000193;
  lastRequestNumber = max(NO_REQUEST + 1, hash);
  return lastRequestNumber;
}

function storeKey(id: usize, size: u32): void {
  if (size !== begunSize) beginKeys(size);
  let a = begunA;
  let b = begunB;
  for (const end = id + size; id < end; id++) {
    const unit = <u32>load<u8>(id);
    a = rotl((a ^ unit) * 0xcc9e2d51, 15);
    b = rotl((b ^ unit) * 0x1b873593, 13);
  }
  const hi = finishKey(a ^ (b >> 7));
  store<u32>(lastKey, hi);
  store<u32>(lastKey, finishKey(b ^ (hi * 0x85ebca6b)), 4);
}

/** The hash of what stands before the id, for ids of one size: nearly all have the same. */
let begunSize: u32 = 0;
let begunA: u32 = 0;
let begunB: u32 = 0;

function beginKeys(size: u32): void {
  const prefix = sizeOfConstant(C_KEY);
  begunSize = size;
  begunA = 0x9747b28c ^ (prefix + size);
  begunB = 0x3c6ef372;
  const from = bytesOfConstant(C_KEY);
  for (let at = from; at < from + prefix; at++) {
    const unit = <u32>load<u8>(at);
    begunA = rotl((begunA ^ unit) * 0xcc9e2d51, 15);
    begunB = rotl((begunB ^ unit) * 0x1b873593, 13);
  }
}

/** The key of an ASCII text, as `keyOf` in core/key.ts makes it: high in the lower half, low in the upper one. */
export function keyOfText(at: usize, size: u32): u64 {
  let a: u32 = 0x9747b28c ^ size;
  let b: u32 = 0x3c6ef372;
  for (const end = at + size; at < end; at++) {
    const unit = <u32>load<u8>(at);
    a = rotl((a ^ unit) * 0xcc9e2d51, 15);
    b = rotl((b ^ unit) * 0x1b873593, 13);
  }
  const hi = finishKey(a ^ (b >> 7));
  return ((<u64>finishKey(b ^ (hi * 0x85ebca6b))) << 32) | hi;
}

function finishKey(x: u32): u32 {
  x = (x ^ (x >> 16)) * 0x85ebca6b;
  x = (x ^ (x >> 13)) * 0xc2b2ae35;
  return x ^ (x >> 16);
}

/** The texts: size, hash, bytes. The place of one is its number. When there is no room left, all are forgotten. */
const TEXTS_ROOM: usize = 1 << 18;
/** What one record may add at most; one with longer texts is left to the slow reader. */
const LABEL_ROOM: u32 = 4096;
const SLOTS: u32 = 4096;
const texts: usize = heap.alloc(TEXTS_ROOM + 32);
const slots: usize = heap.alloc(SLOTS * 4);
const labels: usize = heap.alloc(LABEL_ROOM + 32);
let textsEnd: usize = texts;
let textsKept: u32 = SLOTS;

export function hasRoomForTexts(): bool {
  return textsEnd + LABEL_ROOM + TOOLS_ROOM + 64 < texts + TEXTS_ROOM && textsKept + 2 < SLOTS / 2;
}

export function forgetTexts(): void {
  generation += 1;
  textsEnd = texts;
  textsKept = 0;
  memory.fill(slots, 0, SLOTS * 4);
}

/** The number of the line's texts, one behind the other; 0 where they are too long. */
export function internTexts(isSide: bool): usize {
  let size: u32 = 1;
  store<u8>(labels, isSide);
  for (let span: usize = 0; span < TEXTS; span++) {
    if (size + sizeOf(span) + 2 > LABEL_ROOM) return 0;
    size = put(labels, size, placeOf(span), sizeOf(span), escapedOf(span));
  }
  return intern(labels, size);
}

export function intern(at: usize, size: u32): usize {
  // Zeros behind the end, since it is hashed eight bytes at a time.
  v128.store(at + size, i8x16.splat(0));
  let hash: u64 = size;
  for (let i: u32 = 0; i < size; i += 8) {
    hash = rotl((hash ^ load<u64>(at + i)) * HASH_FACTOR, 29);
  }
  let slot = <u32>(hash >> 32) & (SLOTS - 1);
  while (true) {
    const kept = <usize>load<u32>(slots + slot * 4);
    if (kept === 0) break;
    if (load<u32>(kept) === size && load<u32>(kept, 4) === <u32>hash && same(kept + 8, at, size)) return kept;
    slot = (slot + 1) & (SLOTS - 1);
  }
  const kept = textsEnd;
  store<u32>(kept, size);
  store<u32>(kept, <u32>hash, 4);
  copy(kept + 8, at, size);
  store<u32>(slots + slot * 4, <u32>kept);
  textsEnd = (kept + 8 + size + 15) & ~15;
  textsKept += 1;
  return kept;
}
