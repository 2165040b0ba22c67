/**
 * Times of responses as a segment stores them: how long before its file's last change each was, which takes four bytes
 * in place of eight for everything within 49 days. Other times are listed by row.
 */
import type { Numbers } from '../../core/column.ts';

/** The rows of a file, one file behind the other from 0 on, and when it was changed, whole UTC ms. */
export interface RowsOfFile {
  readonly to: number;
  readonly changedMs: number;
}

/** Marks a time that is listed by row instead. */
const LISTED = 0xffffffff;

/** Times, UTC ms by row; wrong for the listed ones. */
export function timesOf(before: Numbers, files: Iterable<RowsOfFile>): Float64Array<ArrayBuffer> {
  const times = new Float64Array(before.length);
  let row = 0;
  for (const { to, changedMs } of files) for (; row < to; row++) times[row] = changedMs - before[row]!;
  return times;
}

/** How long before its file's change each of the files' rows was, ms. */
export function beforesOf(times: Numbers, files: readonly RowsOfFile[]): Uint32Array<ArrayBuffer> {
  const before = new Uint32Array(files.at(-1)?.to ?? 0);
  let row = 0;
  for (const { to, changedMs } of files) {
    for (; row < to; row++) {
      const ms = changedMs - times[row]!;
      before[row] = ms >= 0 && ms < LISTED ? ms : LISTED;
    }
  }
  return before;
}

/** The rows whose times must be listed. */
export function listedRows(before: Uint32Array): readonly number[] {
  const rows: number[] = [];
  for (let row = before.indexOf(LISTED); row >= 0; row = before.indexOf(LISTED, row + 1)) rows.push(row);
  return rows;
}
