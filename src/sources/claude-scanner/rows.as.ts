/**
 * The records of a file as rows, one for each call, in columns like those of `journal/facts.ts`, which takes them many at
 * once. Records of one call (`journal/calls.ts`) are folded by the same rules as there: one of them speaks for all
 * (`journal/precedence.ts`), the earliest time dates the row, the latest ends it, and all tools are joined.
 *
 * Rows are taken when there is no room for more, those of several files together. Their keys stay known until the file
 * ends (`keys.as.ts`). A response that goes on after its row was taken gets another row, which is marked: it has to be
 * folded into the first one.
 */

import { callOf, callOfLine, countOf } from './calls.as.ts';
import {
  batch,
  forgetKeys,
  hasRoomForKeys,
  isKnown,
  nextBatch,
  rowOf,
  sinceOf,
  slotOf,
  takeSlot,
} from './keys.as.ts';
import { COUNTS, OUTPUT, REASONING, SEARCHES, WRITTEN_1H } from './line.as.ts';
import { keyOfId, requestOfLine } from './texts.as.ts';

/** So many pairs of texts and context are kept at most. */
export const MAX_LABELS: u32 = 1024;
export const ROWS: u32 = 2048;

// Columns of 32 bits, in the order of `claude-code/scanner-columns.ts`.
const KEY_HI: usize = 0;
const KEY_LO: usize = 1;
const REQUEST: usize = 2;
const COUNT: usize = 3;
const QUALITY: usize = COUNT + COUNTS;
const LABELS: usize = QUALITY + 1;
const TOOLS: usize = QUALITY + 2;
const LINE: usize = QUALITY + 3;
const RECORDS: usize = QUALITY + 4;
/** Whether there may be an earlier row of the response. */
const AGAIN: usize = QUALITY + 5;
/** Between the times of the first and the last record, ms. */
const DURATION: usize = QUALITY + 6;
const COLUMNS: usize = QUALITY + 7;
/** Columns are not a power of two apart: their rows would compete for the same lines of the processor's cache. */
const STRIDE: usize = <usize>ROWS * 4 + 64;
export const columns: usize = heap.alloc(COLUMNS * STRIDE);

/** Columns of doubles: times, and places in the file. */
const AT: usize = 0;
const OFFSET: usize = 1;
const WIDE_STRIDE: usize = <usize>ROWS * 8 + 64;
export const wideColumns: usize = heap.alloc(2 * WIDE_STRIDE);

/** For each column of 32 bits, once they are settled, an upper bound of its numbers. */
export const bounds: usize = heap.alloc(COLUMNS * 4);

export let rows: u32 = 0;
/** How many of them are marked. */
export let again: u32 = 0;

/** Pairs of texts and contexts. */
export const labels: usize = heap.alloc(<usize>MAX_LABELS * 8);
export let labelCount: u32 = 0;
/** The first pair of this file, and the one used last. */
let firstLabel: u32 = 0;
let lastLabel: u32 = 0;

/** The number of the skill and command in force, and of those in force for the response that called a skill. */
let context: u32 = 0;
let callContext: u32 = 0;
let callKey: u64 = 0;
let hasCall = false;

/** Whether the keys of all responses of the file so far are known here. */
let isComplete = false;
/** Whether the first record may have been read before: then it gets a row of its own. */
let isFirstAlone = false;

/** Returns the number of the union of two sets of tools. */
declare function join(a: u32, b: u32): u32;

/** Compares the terms of two numbers of texts as `byTerms` in journal/precedence.ts does. */
declare function compareTerms(a: u32, b: u32): i32;

/** Another file begins; `isFresh` where none of it was read before. */
export function beginRows(isFresh: bool): void {
  // Rows of earlier files stay; numbers of contexts mean others from here on.
  firstLabel = labelCount;
  setContext(0);
  isComplete = isFresh;
  isFirstAlone = !isFresh;
  forgetKeys();
}

/** The rows were taken. */
export function takenRows(): void {
  nextBatch();
  rows = 0;
  again = 0;
  labelCount = 0;
  firstLabel = 0;
  // Without room for more keys all later rows are marked.
  if (hasRoomForKeys(ROWS)) return;
  isComplete = false;
  forgetKeys();
}

export function hasRoomForRow(): bool {
  return rows < ROWS && labelCount < MAX_LABELS;
}

export function hasContext(): bool {
  return context !== 0 || hasCall;
}

export function setContext(number: u32): void {
  context = number;
  hasCall = false;
}

/** The response of this key has another context. */
export function setCall(hi: u32, lo: u32, number: u32): void {
  callKey = ((<u64>lo) << 32) | hi;
  callContext = number;
  hasCall = true;
}

/** The slow reader has read a record of this response. */
export function knowCall(hi: u32, lo: u32, request: u32, input: f64, read: f64, written: f64): void {
  const call = callOf(((<u64>lo) << 32) | hi, request, <u64>input, <u64>read, <u64>written);
  const slot = slotOf(call);
  // Rows are taken before the slow reader's, so none of this batch is of the call.
  if (!isKnown(slot)) takeSlot(slot, call, 0, batch - 1);
}

/** Adds the record that was read last, or folds it into the row of its response. */
export function put(isFinal: bool, texts: usize, tools: u32, atMs: f64, line: u32, offset: f64): void {
  const id = keyOfId();
  const by = labelOf(<u32>texts, hasCall && id === callKey ? callContext : context);
  const request = requestOfLine();
  if (isFirstAlone) {
    isFirstAlone = false;
    add(id, request, true, isFinal, by, tools, atMs, line, offset);
    return;
  }
  const call = callOfLine(id, request);
  const slot = slotOf(call);
  if (sinceOf(slot) === batch) {
    fold(rowOf(slot), isFinal, by, tools, atMs, line, offset);
    return;
  }
  const isAgain = isKnown(slot) || !isComplete;
  takeSlot(slot, call, rows, batch);
  add(id, request, isAgain, isFinal, by, tools, atMs, line, offset);
}

function add(
  id: u64,
  request: u32,
  isAgain: bool,
  isFinal: bool,
  by: u32,
  tools: u32,
  atMs: f64,
  line: u32,
  offset: f64,
): void {
  const at = columns + <usize>rows * 4;
  store<u32>(at, <u32>id, KEY_HI * STRIDE);
  store<u32>(at, <u32>(id >> 32), KEY_LO * STRIDE);
  store<u32>(at, request, REQUEST * STRIDE);
  for (let i: usize = 0; i < COUNTS; i++) store<u32>(at + (COUNT + i) * STRIDE, countOf(i));
  store<u32>(at, isFinal ? 0 : 1, QUALITY * STRIDE);
  store<u32>(at, by, LABELS * STRIDE);
  store<u32>(at, tools, TOOLS * STRIDE);
  store<u32>(at, line, LINE * STRIDE);
  store<u32>(at, 1, RECORDS * STRIDE);
  store<u32>(at, isAgain, AGAIN * STRIDE);
  store<u32>(at, 0, DURATION * STRIDE);
  const wide = wideColumns + <usize>rows * 8;
  store<f64>(wide, atMs, AT * WIDE_STRIDE);
  store<f64>(wide, offset, OFFSET * WIDE_STRIDE);
  again += isAgain;
  rows += 1;
}

function fold(row: u32, isFinal: bool, by: u32, tools: u32, atMs: f64, line: u32, offset: f64): void {
  const at = columns + <usize>row * 4;
  // Where both say the same, the first one says where it was used.
  if (precedence(at, isFinal, by) > 0) {
    for (let i: usize = 0; i < COUNTS; i++) store<u32>(at + (COUNT + i) * STRIDE, countOf(i));
    store<u32>(at, isFinal ? 0 : 1, QUALITY * STRIDE);
    store<u32>(at, by, LABELS * STRIDE);
  }
  const others = load<u32>(at, TOOLS * STRIDE);
  if (tools !== 0 && tools !== others) {
    store<u32>(at, others === 0 ? tools : join(others, tools), TOOLS * STRIDE);
  }
  store<u32>(at, line, LINE * STRIDE);
  store<u32>(at, load<u32>(at, RECORDS * STRIDE) + 1, RECORDS * STRIDE);
  const wide = wideColumns + <usize>row * 8;
  const before = load<f64>(wide, AT * WIDE_STRIDE);
  const fromMs = min(before, atMs);
  const toMs = max(before + <f64>load<u32>(at, DURATION * STRIDE), atMs);
  store<f64>(wide, fromMs, AT * WIDE_STRIDE);
  store<u32>(at, <u32>(toMs - fromMs), DURATION * STRIDE);
  store<f64>(wide, offset, OFFSET * WIDE_STRIDE);
}

/** Above 0 where the record read last goes before the row, below where it does not, 0 where both say the same. */
function precedence(at: usize, isFinal: bool, by: u32): i32 {
  const isOpen = load<u32>(at, QUALITY * STRIDE) !== 0;
  if (isFinal === isOpen) return isFinal ? 1 : -1;
  let order = compareCount(at, OUTPUT);
  if (order === 0) order = compareCount(at, WRITTEN_1H);
  if (order === 0) order = compareCount(at, REASONING);
  if (order === 0) order = compareCount(at, SEARCHES);
  if (order !== 0) return order;
  const known = load<u32>(at, LABELS * STRIDE);
  if (known === by) return 0;
  const ours = textsOfPair(by);
  const theirs = textsOfPair(known);
  return ours === theirs ? 0 : compareTerms(theirs, ours);
}

function compareCount(at: usize, which: usize): i32 {
  const known = load<u32>(at + (COUNT + which) * STRIDE);
  const read = countOf(which);
  return read > known ? 1 : read < known ? -1 : 0;
}

function textsOfPair(pair: u32): u32 {
  return <u32>load<u64>(labels + <usize>pair * 8);
}

/** The number of a pair. The next record mostly has the same one. */
function labelOf(texts: u32, around: u32): u32 {
  const pair = ((<u64>around) << 32) | texts;
  if (lastLabel >= firstLabel && lastLabel < labelCount && load<u64>(labels + <usize>lastLabel * 8) === pair)
    return lastLabel;
  for (let i = labelCount; i > firstLabel; i--) {
    if (load<u64>(labels + <usize>(i - 1) * 8) !== pair) continue;
    lastLabel = i - 1;
    return lastLabel;
  }
  store<u64>(labels + <usize>labelCount * 8, pair);
  lastLabel = labelCount;
  labelCount += 1;
  return lastLabel;
}

/** The sets of tools of the rows, each at least once; and the numbers that replace those of a column. */
export const tools: usize = heap.alloc(<usize>ROWS * 4);
export const names: usize = heap.alloc(<usize>ROWS * 4);
export let toolCount: u32 = 0;
/** The column with these numbers. */
export const renamed: usize = heap.alloc(<usize>ROWS * 4);
/** So many sets of tools are searched for an equal one. */
const NEAR: u32 = 16;

/** Makes the rows ready to be taken: numbers sets of tools from 0 on, and sets the bounds of the columns. */
export function settle(): void {
  numberTools();
  for (let i: usize = 0; i < COLUMNS; i++) store<u32>(bounds + i * 4, boundOf(columns + i * STRIDE));
}

function numberTools(): void {
  toolCount = 0;
  const end = columns + TOOLS * STRIDE + <usize>rows * 4;
  for (let at = columns + TOOLS * STRIDE; at < end; at += 4) store<u32>(at, toolsOf(load<u32>(at)));
}

function toolsOf(number: u32): u32 {
  for (let i = toolCount; i > 0 && i + NEAR > toolCount; i--) {
    if (load<u32>(tools + <usize>(i - 1) * 4) === number) return i - 1;
  }
  store<u32>(tools + <usize>toolCount * 4, number);
  toolCount += 1;
  return toolCount - 1;
}

/** Replaces the numbers of a column by those in `names`, in `renamed`; returns an upper bound of them. */
export function rename(ofTools: bool): u32 {
  const column = columns + (ofTools ? TOOLS : LABELS) * STRIDE;
  for (let i: usize = 0; i < <usize>rows * 4; i += 4) {
    store<u32>(renamed + i, load<u32>(names + <usize>load<u32>(column + i) * 4));
  }
  return boundOf(renamed);
}

function boundOf(column: usize): u32 {
  let all: u32 = 0;
  for (let i: usize = 0; i < <usize>rows * 4; i += 4) all |= load<u32>(column + i);
  return all;
}
