/** Puts cells in order, and gives a field of all of them as a column. */
import { CELL, cells, count, isBehind, leastOf, longestOf, spanOf } from './cells.as.ts';

// What is not a field of a cell as it stands.
const SPAN: u32 = 100;
const LEAST: u32 = 101;
const LONGEST: u32 = 102;

/** Cells, by their places, in order. */
let order: usize = 0;
/** A column of doubles, and what it comes to. */
export let column: usize = 0;
export let least: f64 = 0;
export let most: f64 = 0;
export let sum: f64 = 0;

/** Sorts by merging; cells of which none belongs behind the other stay as they were. */
export function putInOrder(): void {
  const bytes = <usize>max(count, 1) * 8;
  // The column is not needed yet.
  column = heap.alloc(bytes);
  let from = heap.alloc(bytes / 2);
  let to = column;
  for (let i: usize = 0; i < <usize>count; i++) store<u32>(from + i * 4, <u32>(cells + i * CELL));
  for (let width: u32 = 1; width < count; width *= 2) {
    for (let at: u32 = 0; at < count; at += 2 * width) {
      merge(from, to, at, min(at + width, count), min(at + 2 * width, count));
    }
    const other = from;
    from = to;
    to = other;
  }
  order = from;
  if (order !== column) return;
  order = to;
  memory.copy(order, column, <usize>count * 4);
}

/** Merges two sorted stretches that follow each other. */
function merge(from: usize, to: usize, left: u32, middle: u32, end: u32): void {
  let right = middle;
  for (let at = left; at < end; at++) {
    const takesLeft = left < middle && (right === end || !isBehind(cellAt(from, left), cellAt(from, right)));
    store<u32>(to + <usize>at * 4, <u32>cellAt(from, takesLeft ? left : right));
    if (takesLeft) left += 1;
    else right += 1;
  }
}

function cellAt(order: usize, i: u32): usize {
  return <usize>load<u32>(order + <usize>i * 4);
}

/** Writes one field of all cells to `column`. */
export function writeColumn(field: u32): void {
  least = Infinity;
  most = -Infinity;
  sum = 0;
  for (let i: u32 = 0; i < count; i++) {
    const value = fieldOf(cellAt(order, i), field);
    if (value < least) least = value;
    if (value > most) most = value;
    sum += value;
    store<f64>(column + <usize>i * 8, value);
  }
}

function fieldOf(cell: usize, field: u32): f64 {
  if (field === SPAN) return spanOf(cell);
  if (field === LEAST) return leastOf(cell);
  if (field === LONGEST) return longestOf(cell);
  return load<f64>(cell + <usize>field * 8);
}
