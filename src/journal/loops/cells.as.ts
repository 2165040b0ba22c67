/**
 * Adds rows to cells, by the rules of `rollup/cell-adder.ts`, which does the same where there are few. A cell is a record of
 * doubles: what tells it apart from others first, then its sums. It is found through a table of numbers of cells.
 */
import { AT, ATTRIBUTION, batch, COST, COUNT, COUNTS, picks, QUALITY, STRIDE, TERMS } from './batch.as.ts';

// The fields of a cell; the order is that of `rollup/cell-loop.ts`.
const CELL_TERMS: usize = 0;
const CELL_ATTRIBUTION: usize = 1;
const CELL_QUALITY: usize = 2;
const CELL_BAND: usize = 3;
const CELL_QUARTER: usize = 4;
const CELL_FIRST: usize = 5;
const CELL_LAST: usize = 6;
const CELL_LONGEST: usize = 7;
const CELL_COST: usize = 8;
const CELL_SUM: usize = 9;
const CELL_EVENTS: usize = CELL_SUM + COUNTS;
export const CELL: usize = (CELL_EVENTS + 1) * 8;

const QUARTER_MS: f64 = 900_000;

/** Lengths of prompts at which prices change: so many for each of the terms, the unused ones endless. */
const LENGTHS: usize = 7;
let lengths: usize = 0;

export let cells: usize = 0;
export let count: u32 = 0;
let room: u32 = 0;
/** Numbers of cells plus one, by what tells them apart; 0 is free. */
let table: usize = 0;
let slots: u32 = 0;
/** The cell that was added to last: neighbours are mostly of the same. */
let last: usize = 0;

/** Begins without any cell; returns where the lengths are to be put. */
export function beginCells(terms: u32): usize {
  count = 0;
  last = 0;
  room = 0;
  lengths = heap.alloc(<usize>max(terms, 1) * LENGTHS * 8);
  return lengths;
}

/** Adds so many picked rows of the batch; `first` is the number of its first row. */
export function addRows(picked: u32, first: u32): void {
  reserve(picked);
  for (let i: usize = 0; i < <usize>picked; i++) {
    const row = batch + <usize>(load<u32>(picks + i * 4) - first) * 8;
    const sums = cellOf(row) + CELL_SUM * 8;
    for (let c: usize = 0; c < COUNTS; c++) {
      const sum = sums + c * 8;
      store<f64>(sum, load<f64>(sum) + load<f64>(row + (COUNT + c) * STRIDE));
    }
  }
}

function cellOf(row: usize): usize {
  const terms = load<f64>(row + TERMS * STRIDE);
  const attribution = load<f64>(row + ATTRIBUTION * STRIDE);
  const quality = load<f64>(row + QUALITY * STRIDE);
  const at = load<f64>(row + AT * STRIDE);
  const quarter = Math.floor(at / QUARTER_MS);
  const prompt = promptOf(row);
  const band = bandOf(terms, prompt);
  const cost = load<f64>(row + COST * STRIDE);
  let cell: usize = 0;
  if (cost !== 0) cell = newCell();
  else if (last !== 0 && isOf(last, terms, attribution, quality, band, quarter)) cell = last;
  else {
    const slot = slotOf(terms, attribution, quality, band, quarter);
    const found = load<u32>(slot);
    if (found !== 0) cell = cells + <usize>(found - 1) * CELL;
    else {
      store<u32>(slot, count + 1);
      cell = newCell();
    }
  }
  if (load<f64>(cell, CELL_EVENTS * 8) === 0) {
    store<f64>(cell, terms, CELL_TERMS * 8);
    store<f64>(cell, attribution, CELL_ATTRIBUTION * 8);
    store<f64>(cell, quality, CELL_QUALITY * 8);
    store<f64>(cell, band, CELL_BAND * 8);
    store<f64>(cell, quarter, CELL_QUARTER * 8);
    store<f64>(cell, at, CELL_FIRST * 8);
    store<f64>(cell, at, CELL_LAST * 8);
    store<f64>(cell, prompt, CELL_LONGEST * 8);
    store<f64>(cell, cost, CELL_COST * 8);
  } else {
    if (at < load<f64>(cell, CELL_FIRST * 8)) store<f64>(cell, at, CELL_FIRST * 8);
    if (at > load<f64>(cell, CELL_LAST * 8)) store<f64>(cell, at, CELL_LAST * 8);
    if (prompt > load<f64>(cell, CELL_LONGEST * 8)) store<f64>(cell, prompt, CELL_LONGEST * 8);
  }
  store<f64>(cell, load<f64>(cell, CELL_EVENTS * 8) + 1, CELL_EVENTS * 8);
  last = cost === 0 ? cell : 0;
  return cell;
}

/** Everything that is sent: input, and what is read from and written to the cache. */
function promptOf(row: usize): f64 {
  const input = row + COUNT * STRIDE;
  return (
    load<f64>(input) +
    load<f64>(input + 2 * STRIDE) +
    load<f64>(input + 3 * STRIDE) +
    load<f64>(input + 4 * STRIDE) +
    load<f64>(input + 5 * STRIDE)
  );
}

function bandOf(terms: f64, prompt: f64): f64 {
  const own = lengths + <usize>terms * LENGTHS * 8;
  let band: usize = 0;
  while (band < LENGTHS && prompt >= load<f64>(own + band * 8)) band++;
  return <f64>band;
}

/** The shortest prompt of a cell's band. */
export function leastOf(cell: usize): f64 {
  const band = <usize>load<f64>(cell, CELL_BAND * 8);
  if (band === 0) return 0;
  return load<f64>(lengths + (<usize>load<f64>(cell, CELL_TERMS * 8) * LENGTHS + band - 1) * 8);
}

/** The longest prompt of a cell, where it matters. */
export function longestOf(cell: usize): f64 {
  const own = lengths + <usize>load<f64>(cell, CELL_TERMS * 8) * LENGTHS * 8;
  return load<f64>(own) === Infinity ? 0 : load<f64>(cell, CELL_LONGEST * 8);
}

/** How much later the last event of a cell was than the first. */
export function spanOf(cell: usize): f64 {
  return load<f64>(cell, CELL_LAST * 8) - load<f64>(cell, CELL_FIRST * 8);
}

/** Whether one cell belongs behind another: by terms and quality first, then by time, as sums ask for them. */
export function isBehind(a: usize, b: usize): bool {
  const terms = load<f64>(a, CELL_TERMS * 8) - load<f64>(b, CELL_TERMS * 8);
  if (terms !== 0) return terms > 0;
  const quality = load<f64>(a, CELL_QUALITY * 8) - load<f64>(b, CELL_QUALITY * 8);
  if (quality !== 0) return quality > 0;
  return load<f64>(a, CELL_QUARTER * 8) > load<f64>(b, CELL_QUARTER * 8);
}

function isOf(cell: usize, terms: f64, attribution: f64, quality: f64, band: f64, quarter: f64): bool {
  return (
    load<f64>(cell, CELL_QUARTER * 8) === quarter &&
    load<f64>(cell, CELL_ATTRIBUTION * 8) === attribution &&
    load<f64>(cell, CELL_TERMS * 8) === terms &&
    load<f64>(cell, CELL_QUALITY * 8) === quality &&
    load<f64>(cell, CELL_BAND * 8) === band
  );
}

/** Where the number of such a cell is, or would be. */
function slotOf(terms: f64, attribution: f64, quality: f64, band: f64, quarter: f64): usize {
  const kind = (<u64>terms * 64 + <u64>quality * 8 + <u64>band) * FACTOR;
  const place = (<u64>attribution + ((<u64>(<i64>quarter)) << 32)) * FACTOR;
  let i = <u32>((kind ^ place ^ (place >> 29)) >> 24);
  while (true) {
    const slot = table + <usize>(i & (slots - 1)) * 4;
    const found = load<u32>(slot);
    if (found === 0) return slot;
    if (isOf(cells + <usize>(found - 1) * CELL, terms, attribution, quality, band, quarter)) return slot;
    i += 1;
  }
}

/** An odd number without a pattern. */
const FACTOR: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;

/** A new cell, of nothing but zeros. There must be room for it: see `reserve`. */
function newCell(): usize {
  const cell = cells + <usize>count * CELL;
  memory.fill(cell, 0, CELL);
  count += 1;
  return cell;
}

/** Makes room for so many more cells, and for their numbers. */
function reserve(more: u32): void {
  if (count + more <= room) return;
  const before = cells;
  room = max(room * 2, count + more);
  cells = heap.alloc(<usize>room * CELL);
  memory.copy(cells, before, <usize>count * CELL);
  // At most half of them are ever taken.
  slots = 1;
  while (slots < room * 2) slots *= 2;
  table = heap.alloc(<usize>slots * 4);
  memory.fill(table, 0, <usize>slots * 4);
  last = 0;
  for (let i: u32 = 0; i < count; i++) {
    const cell = cells + <usize>i * CELL;
    if (load<f64>(cell, CELL_COST * 8) !== 0) continue;
    const slot = slotOf(
      load<f64>(cell, CELL_TERMS * 8),
      load<f64>(cell, CELL_ATTRIBUTION * 8),
      load<f64>(cell, CELL_QUALITY * 8),
      load<f64>(cell, CELL_BAND * 8),
      load<f64>(cell, CELL_QUARTER * 8),
    );
    store<u32>(slot, i + 1);
  }
}
