/**
 * Times of responses out of what a segment says of them: how long each was before the last change of its file. Whoever
 * needs events needs all of these at once, and only once; of many, machine code makes them (`times.as.ts`), since V8
 * would take a third of the time that loading takes.
 */
import type { Numbers } from '../core/column.ts';
import { program } from '../core/program.ts';
import bytes from './times.wasm';

/** The rows of a file, one file behind the other from 0 on, and when it was changed, UTC ms. */
export interface TimesOfFile {
  readonly to: number;
  readonly changedMs: number;
}

/** UTC ms by row. */
export function timesOf(before: Numbers, files: Iterable<TimesOfFile>): Float64Array<ArrayBuffer> {
  return (before.length < WORTH_ROWS ? undefined : quickTimes(before, files)) ?? plainTimes(before, files);
}

/** With fewer, getting ready takes longer. */
const WORTH_ROWS = 8192;

/** Without machine code. */
export function plainTimes(before: Numbers, files: Iterable<TimesOfFile>): Float64Array<ArrayBuffer> {
  const times = new Float64Array(before.length);
  let row = 0;
  for (const { to, changedMs } of files) for (; row < to; row++) times[row] = changedMs - before[row]!;
  return times;
}

interface Loops {
  readonly memory: WebAssembly.Memory;
  room(bytes: number): number;
  tell(at: number, length: number, from: number, to: number, changedMs: number): void;
}

const loopsOf = program<Loops>(bytes);

/** With machine code; undefined where WebAssembly is missing. The times stay in its memory, and it with them. */
export function quickTimes(
  before: Numbers,
  files: Iterable<TimesOfFile>,
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
