/**
 * Times of responses as a segment says them. A time needs eight bytes, and four tell how long before the file's own last
 * change it was, as long as that is less than 49 days, as nearly always.
 *
 * Whoever needs events needs all times at once, and only once, and so does whoever saves them; of many, machine code makes
 * them (`times.as.ts`), since V8 has not found out what the loops are about before they end.
 */
import type { Numbers } from '../../core/column.ts';
import { program } from '../../journal/program.ts';
import bytes from './times.wasm';

/** The rows of a file, one file behind the other from 0 on, and when it was changed, whole UTC ms. */
export interface RowsOfFile {
  readonly to: number;
  readonly changedMs: number;
}

/** For times that are told apart from this. */
const ELSEWHERE = 0xffffffff;
/** With fewer rows, getting ready takes longer than the loops do. */
const WORTH_ROWS = 8192;

/** Times, UTC ms by row; wrong where they are told apart. */
export function timesOf(before: Numbers, files: Iterable<RowsOfFile>): Float64Array<ArrayBuffer> {
  return (before.length < WORTH_ROWS ? undefined : quickTimes(before, files)) ?? plainTimes(before, files);
}

/** How long before its file's change each was, ms, of so many `times` as the files have rows. */
export function beforesOf(times: Numbers, files: readonly RowsOfFile[]): Uint32Array<ArrayBuffer> {
  const length = files.at(-1)?.to ?? 0;
  return (length < WORTH_ROWS ? undefined : quickBefores(times, files)) ?? plainBefores(times, files);
}

/** The rows whose times are to be told apart. */
export function elsewhereIn(before: Uint32Array): readonly number[] {
  const rows: number[] = [];
  for (let row = before.indexOf(ELSEWHERE); row >= 0; row = before.indexOf(ELSEWHERE, row + 1))
    rows.push(row);
  return rows;
}

/** Without machine code. */
export function plainTimes(before: Numbers, files: Iterable<RowsOfFile>): Float64Array<ArrayBuffer> {
  const times = new Float64Array(before.length);
  let row = 0;
  for (const { to, changedMs } of files) for (; row < to; row++) times[row] = changedMs - before[row]!;
  return times;
}

/** Without machine code. */
export function plainBefores(times: Numbers, files: readonly RowsOfFile[]): Uint32Array<ArrayBuffer> {
  const before = new Uint32Array(files.at(-1)?.to ?? 0);
  let row = 0;
  for (const { to, changedMs } of files) {
    for (; row < to; row++) {
      const ms = changedMs - times[row]!;
      before[row] = ms >= 0 && ms < ELSEWHERE ? ms : ELSEWHERE;
    }
  }
  return before;
}

interface Loops {
  readonly memory: WebAssembly.Memory;
  room(bytes: number): number;
  tell(at: number, length: number, from: number, to: number, changedMs: number): void;
  tellApart(at: number, from: number, to: number, changedMs: number): void;
}

const loopsOf = program<Loops>(bytes);

/** With machine code; undefined where WebAssembly is missing. The times stay in its memory, and it with them. */
export function quickTimes(
  before: Numbers,
  files: Iterable<RowsOfFile>,
): Float64Array<ArrayBuffer> | undefined {
  const loops = loopsOf();
  if (!loops) return undefined;
  const { length } = before;
  const at = loops.room(length * Float64Array.BYTES_PER_ELEMENT);
  new Uint32Array(loops.memory.buffer, at + length * Uint32Array.BYTES_PER_ELEMENT, length).set(before);
  let from = 0;
  for (const { to, changedMs } of files) {
    loops.tell(at, length, from, to, changedMs);
    from = to;
  }
  return new Float64Array(loops.memory.buffer, at, length);
}

/** With machine code, as above. */
export function quickBefores(
  times: Numbers,
  files: readonly RowsOfFile[],
): Uint32Array<ArrayBuffer> | undefined {
  const loops = loopsOf();
  if (!loops) return undefined;
  const length = files.at(-1)?.to ?? 0;
  const at = loops.room(length * Float64Array.BYTES_PER_ELEMENT);
  new Float64Array(loops.memory.buffer, at, length).set(times.subarray(0, length));
  let from = 0;
  for (const { to, changedMs } of files) {
    loops.tellApart(at, from, to, changedMs);
    from = to;
  }
  return new Uint32Array(loops.memory.buffer, at, length);
}
