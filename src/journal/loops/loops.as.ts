/**
 * The long loops over all rows: AssemblyScript, compiled to WebAssembly by `src/build/wasm.mjs`. A scan of everything goes
 * through them once, and V8 would have found out what they are about when they are all but over; this is quick from the
 * first row on. `rollup/cell-loop.ts` and `journal/sieve.ts` are the callers and know the same layout.
 */
import { batch, picks } from './batch.as.ts';
import { addRows, beginCells, count } from './cells.as.ts';
import { column, least, most, putInOrder, sum, writeColumn } from './order.as.ts';
import { beginSieve, countFrom, keys, meetKeys, suspectKeys, suspects } from './sieve.as.ts';

export {
  addRows,
  batch,
  beginCells,
  beginSieve,
  column,
  count,
  countFrom,
  keys,
  least,
  meetKeys,
  most,
  picks,
  putInOrder,
  sum,
  suspectKeys,
  suspects,
  writeColumn,
};
