/**
 * The fast reader of transcripts: AssemblyScript, compiled to WebAssembly with SIMD by `src/build/wasm.mjs`. It
 * works on bytes in its own memory and makes no strings and no objects; `claude-code/fast.ts` is its caller, and
 * `claude-code/scanner.ts` knows the same layout. The rules are those of `transcript.ts`, which stays the obvious
 * twin: whatever here is not entirely plain is handed over to it, and on everything else the two must agree to the last
 * bit (test/sources/claude-code/twin.test.ts).
 *
 *   shapes    a record like those before it: the bytes that never change are compared, the rest is read
 *   look      any other line: finds its end, and what it might be about
 *   record    reads a line with usage the way JSON.parse does, as strictly, keeping only what a reading needs
 *   rows      what the records come to, a row for each response
 *
 * A scan stops where its caller must have a look: at a line that is not plain, or one that changes what goes on around
 * the records. Text that repeats from record to record (session, directory, model, tools) is kept once and named by
 * number.
 *
 * A reading function takes the place of a value and returns the place behind it, or 0 for "not plain: hand it over".
 * It may read some bytes too far, which the caller leaves room for, but a line always ends in a newline, which is in
 * no value.
 */
import { atMs } from './line.as.ts';
import { HAS_NAME, HAS_TOOL_USE_ID, HAS_USAGE, HAS_USER, has, hasCommand, look } from './look.as.ts';
import { isProgress, record, recordAlike, recordTexts } from './record.as.ts';
import {
  again,
  beginRows,
  bounds,
  columns,
  hasContext,
  hasRoomForRow,
  meet,
  names,
  rename,
  renamed,
  rows,
  setCall,
  setContext,
  settle,
  takenRows,
  toolCount,
  tools,
  who,
  whoCount,
  wideColumns,
} from './rows.as.ts';
import { isPrompt, said } from './said.as.ts';
import { forgetTexts, generation, hasRoomForTexts } from './texts.as.ts';
import { BRACE, CLOSING_BRACE, RETURN } from './words.as.ts';

export {
  bounds,
  columns,
  meet,
  names,
  rename,
  renamed,
  setCall,
  setContext,
  settle,
  toolCount,
  tools,
  who,
  wideColumns,
};

/** Why a scan stopped. */
enum Stop {
  /** There are no more lines. */
  End,
  /** There is no room: the rows are to be taken first. */
  Full,
  /** The line is to be handed over. */
  Line,
  /** A prompt: what held before is over. */
  Prompt,
  /** A subagent's record, of texts other than the last one's. */
  Progress,
}

/**
 * What the last scan told: why it stopped, where the line begins that it stopped at, and where it ends, how many lines it
 * saw, texts of the record; then how many rows there are, how many of them are marked, how many pairs of texts and
 * context, the generation of texts, and how many lines were read by a shape. Last, as a double, the time that was met last, or 0.
 */
export const told: usize = heap.alloc(48);

let stop: Stop = Stop.End;
let stoppedAt: usize = 0;
let stoppedEnd: usize = 0;
let lastMs: f64 = 0;
/** Lines seen by the last scan; of those, read by the shape of one before. */
let lines: i32 = 0;
let alike: i32 = 0;
/** Where the file is at the first byte of the input, less that place. */
let shift: f64 = 0;
/** Lines of the file before those of this scan. */
let linesBefore: i32 = 0;
/** Whether records of progress are to be told of, and the texts of the last one that was. */
let watchesProgress = false;
let heard: usize = 0;

/** Another file begins, of which something was told before unless it `isFresh`. */
export function begin(isFresh: bool): void {
  beginRows(isFresh);
  watch(false);
  tell();
}

/** From now on, each record of progress is told of, or none. */
export function watch(progress: bool): void {
  watchesProgress = progress;
  heard = 0;
}

/** Rows, and what their numbers stand for, have been taken. */
export function taken(): void {
  takenRows();
  heard = 0;
  if (!hasRoomForTexts()) forgetTexts();
  tell();
}

/**
 * Looks through whole lines, until there are no more or there is something to be told of; returns where it stopped, the
 * beginning of a line. `offset` is where the first of them stands in the file, behind so many `before` it.
 */
export function scan(from: usize, to: usize, offset: f64, before: i32): usize {
  stop = Stop.End;
  lines = 0;
  alike = 0;
  lastMs = 0;
  shift = offset - <f64>from;
  linesBefore = before;
  while (from < to && stop === Stop.End) {
    if (!hasRoomForRow() || !hasRoomForTexts()) {
      stop = Stop.Full;
      break;
    }
    lines += 1;
    let newline = recordAlike(from, linesBefore + lines, shift + <f64>from);
    if (newline === 0) {
      newline = look(from);
      finish(from, newline);
    } else {
      alike += 1;
      seen(from, newline);
    }
    from = newline + 1;
  }
  tell();
  return from;
}

function tell(): void {
  store<u32>(told, stop);
  store<u32>(told, <u32>stoppedAt, 4);
  store<u32>(told, <u32>stoppedEnd, 8);
  store<u32>(told, lines, 12);
  store<u32>(told, <u32>recordTexts, 16);
  store<u32>(told, rows, 20);
  store<u32>(told, again, 24);
  store<u32>(told, whoCount, 28);
  store<u32>(told, generation, 32);
  store<u32>(told, alike, 36);
  store<f64>(told, lastMs, 40);
}

function stopAt(why: Stop, start: usize, end: usize): void {
  stop = why;
  stoppedAt = start;
  stoppedEnd = end;
}

/** A record was read. */
function seen(start: usize, end: usize): void {
  lastMs = atMs;
  if (!isProgress || !watchesProgress || recordTexts === heard) return;
  heard = recordTexts;
  stopAt(Stop.Progress, start, end);
}

/** A line has ended: reads it where that is worth it, and stops where it must be handed over. */
function finish(start: usize, newline: usize): void {
  const end = newline > start && load<u8>(newline - 1) === RETURN ? newline - 1 : newline;
  if (end === start) return;
  if (has & HAS_USAGE) {
    if (record(start, linesBefore + lines, shift + <f64>start)) seen(start, end);
    // What subagents answer has usage as well; it matters where it names one, or where one is waited for.
    else if ((has & (HAS_USER | HAS_NAME)) === HAS_USER && !watchesProgress) hear(start, end);
    else stopAt(Stop.Line, start, end);
  } else if ((has & (HAS_USER | HAS_TOOL_USE_ID)) === HAS_USER) {
    hear(start, end);
  } else if (mayMatter(start, end) || load<u8>(start) !== BRACE || load<u8>(end - 1) !== CLOSING_BRACE) {
    stopAt(Stop.Line, start, end);
  }
}

/** A line of which somebody may have been the author. */
function hear(start: usize, end: usize): void {
  if (hasCommand(start, end) || !said(start)) {
    stopAt(Stop.Line, start, end);
    return;
  }
  lastMs = atMs;
  if (isPrompt && hasContext()) stopAt(Stop.Prompt, start, end);
}

/** The same question as in `transcript.ts`, of a line without usage that is not something said. */
function mayMatter(start: usize, end: usize): bool {
  if (has & HAS_TOOL_USE_ID) return (has & (HAS_USER | HAS_NAME)) === (HAS_USER | HAS_NAME);
  return hasCommand(start, end);
}

/** What the system copies is slow to arrive at some places in a page, but not at its beginning. */
const PAGE: usize = 4096;
/** Where lines are to be put: the last of what is reserved, so that it may be as long as the memory. */
export const input: usize = (heap.alloc(2 * PAGE) + PAGE - 1) & ~(PAGE - 1);
