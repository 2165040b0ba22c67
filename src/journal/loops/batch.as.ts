/**
 * Where rows are put that are looked at together: as many as fit into the processor's cache. As doubles, whatever width
 * they had, since every number of the house is exact as one.
 */

// The order is that of `rollup/cell-loop.ts`.
export const TERMS: usize = 0;
export const ATTRIBUTION: usize = 1;
export const QUALITY: usize = 2;
export const AT: usize = 3;
/** What is added up: first the parts of the prompt and what was answered, as `TOKEN_KINDS` has them. */
export const COUNT: usize = 4;
export const COUNTS: usize = 9;
/** The number of the cost that the log states itself, or 0. */
export const COST: usize = COUNT + COUNTS;
const COLUMNS: usize = COST + 1;

export const ROWS: usize = 2048;
/** The distance of columns is no power of two: their rows would share few places in the processor's cache. */
export const STRIDE: usize = ROWS * 8 + 64;

export const batch: usize = heap.alloc(COLUMNS * STRIDE);
/** Which of the rows are meant, counted from any one on. */
export const picks: usize = heap.alloc(ROWS * 4);
