/**
 * Runs of neighbouring cells: how far they go, and what they come to. A program of its own beside `loops.as.ts`, because
 * every start needs it and small ones are ready at once. `rollup/cell-runs.ts` is the caller: it knows the same layout, and
 * says the same without this.
 */

// Columns by number.
const TERMS: u32 = 0;
const QUALITY: u32 = 1;
const FIRST_MS: u32 = 2;
const SPAN_MS: u32 = 3;
const PROMPT_MOST: u32 = 4;
// Behind them stand `source`, `attribution`, and what is added up.
const FIRST_SUM: u32 = 7;
const SUMS: u32 = 10;
const COLUMNS: u32 = FIRST_SUM + SUMS;

/** Where each column lies, and how wide its numbers are: 1, 2 or 4 bytes, or doubles. */
export const columns: usize = heap.alloc(COLUMNS * 8);
/** What the last run came to, doubles. */
export const sums: usize = heap.alloc(SUMS * 8);

/** A place for so many bytes. */
export function room(bytes: u32): usize {
  return heap.alloc(bytes);
}

function placeOf(column: u32): usize {
  return load<u32>(columns + (column << 3));
}

function widthOf(column: u32): u32 {
  return load<u32>(columns + (column << 3), 4);
}

function valueAt(column: u32, cell: u32): f64 {
  const at = placeOf(column);
  const width = widthOf(column);
  if (width === 1) return load<u8>(at + cell);
  if (width === 2) return load<u16>(at + ((<usize>cell) << 1));
  if (width === 4) return load<u32>(at + ((<usize>cell) << 2));
  return load<f64>(at + ((<usize>cell) << 3));
}

/**
 * The end of the cells from `from` on that are of one kind and one `owner` (a column), happened from `fromMs` on and
 * before `toMs`, and had prompts shorter than `promptBelow`, which may have no end. Nothing is asked of the first.
 */
export function endOf(from: u32, length: u32, owner: u32, fromMs: f64, toMs: f64, promptBelow: f64): u32 {
  const isOfAnyLength = promptBelow === Infinity;
  const terms = valueAt(TERMS, from);
  const quality = valueAt(QUALITY, from);
  const whose = valueAt(owner, from);
  let to = from + 1;
  for (; to < length; to++) {
    if (valueAt(TERMS, to) !== terms || valueAt(QUALITY, to) !== quality || valueAt(owner, to) !== whose)
      break;
    const first = valueAt(FIRST_MS, to);
    if (first < fromMs || first + valueAt(SPAN_MS, to) >= toMs) break;
    if (isOfAnyLength) continue;
    const most = valueAt(PROMPT_MOST, to);
    if (most === 0 || most >= promptBelow) break;
  }
  return to;
}

function sumOf<T>(at: usize, from: u32, to: u32): f64 {
  let sum: f64 = 0;
  for (let cell = from; cell < to; cell++) sum += <f64>load<T>(at + <usize>cell * sizeof<T>());
  return sum;
}

/** Adds up the cells `from` to `to` (exclusive). */
export function addUp(from: u32, to: u32): void {
  for (let i: u32 = 0; i < SUMS; i++) {
    const at = placeOf(FIRST_SUM + i);
    const width = widthOf(FIRST_SUM + i);
    let sum: f64 = 0;
    if (width === 1) sum = sumOf<u8>(at, from, to);
    else if (width === 2) sum = sumOf<u16>(at, from, to);
    else if (width === 4) sum = sumOf<u32>(at, from, to);
    else sum = sumOf<f64>(at, from, to);
    store<f64>(sums + (i << 3), sum);
  }
}
