/**
 * The fast reader of transcripts: AssemblyScript, compiled to WebAssembly with SIMD by `src/build/wasm.mjs`. It works on bytes
 * in its own memory and makes no strings and no objects. `claude-code/fast.ts` calls it; `claude-code/scanner.ts` knows
 * the layout of its memory. The rules are those of `transcript.ts`, its slow twin. A line that is not entirely plain is
 * handed over to the twin; on all others the two must agree to the last bit (test/sources/claude-code/twin.test.ts).
 *
 *   line-templates     a record like one of those before it: the same bytes are compared, the rest is read
 *   prefilter          any other line: where it ends, and what may be in it
 *   record             a record of a response, read as strictly as JSON.parse reads, keeping only what a reading needs
 *   conversation-line  any other line that matters: prompts, results, signs of progress
 *   rows               the records folded, a row for each response
 *
 * A scan stops where its caller must act: at a line that is not plain, or one that changes the conversation around the
 * responses. Text that repeats from record to record (session, directory, model, tools) is kept once and has a number.
 *
 * A reading function takes the place of a value and returns the place behind it, or 0 for "not plain, hand it over". It
 * may read some bytes too far, for which the caller leaves room; but every line ends in a newline, which is in no value.
 */
import { BRACE, CLOSING_BRACE, RETURN } from './bytes.as.ts';
import { conversationLine, Outcome, progressTexts } from './conversation-line.as.ts';
import { extract, extractSize } from './extract.as.ts';
import { beginHead, begunMs, isHead, isStatement, readHead, setHead } from './head.as.ts';
import { atMs } from './line.as.ts';
import { forgetNoted, noted, notedCount, noteLine } from './noted-lines.as.ts';
import {
  HAS_ASSISTANT,
  HAS_NAME,
  HAS_TOOL_USE_ID,
  HAS_USAGE,
  HAS_USER,
  has,
  hasCommandTag,
  prefilter,
} from './prefilter.as.ts';
import { isProgress, record, recordByTemplate, recordTexts } from './record.as.ts';
import {
  again,
  beginRows,
  bounds,
  columns,
  hasContext,
  hasRoomForRow,
  knowCall,
  labelCount,
  labels,
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
  wideColumns,
} from './rows.as.ts';
import { forgetTexts, generation, hasRoomForTexts } from './texts.as.ts';

export {
  bounds,
  columns,
  extract,
  knowCall,
  labels,
  names,
  noted,
  rename,
  renamed,
  setCall,
  setContext,
  setHead,
  settle,
  toolCount,
  tools,
  wideColumns,
};

/** Why a scan stopped. */
enum Stop {
  /** There are no more lines. */
  End,
  /** There is no room: the rows must be taken first. */
  Full,
  /** The line is left to the slow reader. */
  Line,
  /** A prompt begins, and a skill or command was in force before it. */
  Prompt,
  /** A subagent goes on while calls of agents are open, with other texts than the last one. */
  Progress,
  /** The line changes the conversation by what is in `extract`. */
  Conversation,
}

/** How a line was read; `npm run bench -- --profile` prints how many lines and bytes went down each path. */
enum Path {
  Template,
  Record,
  Conversation,
  /** Only its end was found. */
  Skipped,
  Slow,
}

/**
 * The state after a scan, in words of 32 bits: why it stopped; place and end of the line that it stopped at; lines seen;
 * number of the texts of a subagent's progress; rows; marked rows; pairs of texts and context; generation of texts; lines
 * read by a template; size of `extract`; path of the last line. Then as doubles the last time that was read, or 0, and
 * when the conversation began, or 0; then whether only lines were read so far that are no messages, and how many lines were noted.
 */
export const state: usize = heap.alloc(72);

let stop: Stop = Stop.End;
let path: Path = Path.Skipped;
let stoppedAt: usize = 0;
let stoppedEnd: usize = 0;
let lastMs: f64 = 0;
/** Lines seen by the last scan, and how many of them were read by a template. */
let lines: i32 = 0;
let byTemplate: i32 = 0;
/** The offset in the file of a place in memory, less that place. */
let shift: f64 = 0;
/** Lines of the file before those of this scan. */
let linesBefore: i32 = 0;
/** Whether every line is to be handed over. */
let isSlow = false;
/** Whether calls of agents are open, and the texts of the last progress that was reported. */
let hasCalls = false;
let reportedTexts: usize = 0;

/** Another file begins; `isFresh` where none of it was read before. */
export function begin(isFresh: bool): void {
  beginRows(isFresh);
  setOpenCalls(false);
  beginHead(isFresh);
  isSlow = false;
  writeState();
}

/** Says whether calls of agents are open: then progress and results are reported. */
export function setOpenCalls(areOpen: bool): void {
  hasCalls = areOpen;
  reportedTexts = 0;
}

/** Says whether every line is to be handed over, as the line behind a command that was typed. */
export function setSlow(is: bool): void {
  isSlow = is;
}

/** The rows were taken, with what their numbers stand for. */
export function taken(): void {
  takenRows();
  reportedTexts = 0;
  if (!hasRoomForTexts()) forgetTexts();
  writeState();
}

/**
 * Reads whole lines until there are no more or the caller must act. Returns the beginning of the line to go on with.
 * `offset` is the place of the first line in the file, `before` the count of lines before it.
 */
export function scan(from: usize, to: usize, offset: f64, before: i32): usize {
  stop = Stop.End;
  forgetNoted();
  lines = 0;
  byTemplate = 0;
  lastMs = 0;
  shift = offset - <f64>from;
  linesBefore = before;
  while (from < to && stop === Stop.End) {
    if (!hasRoomForRow() || !hasRoomForTexts()) {
      stop = Stop.Full;
      break;
    }
    lines += 1;
    let newline: usize = isSlow ? 0 : recordByTemplate(from, linesBefore + lines, shift + <f64>from);
    if (newline === 0) {
      newline = prefilter(from);
      readLine(from, newline);
    } else {
      byTemplate += 1;
      path = Path.Template;
      setHead(false);
      afterRecord(from, newline);
    }
    from = newline + 1;
  }
  writeState();
  return from;
}

function writeState(): void {
  store<u32>(state, stop);
  store<u32>(state, <u32>stoppedAt, 4);
  store<u32>(state, <u32>stoppedEnd, 8);
  store<u32>(state, lines, 12);
  store<u32>(state, <u32>reportedTexts, 16);
  store<u32>(state, rows, 20);
  store<u32>(state, again, 24);
  store<u32>(state, labelCount, 28);
  store<u32>(state, generation, 32);
  store<u32>(state, byTemplate, 36);
  store<u32>(state, extractSize, 40);
  store<u32>(state, path, 44);
  store<f64>(state, lastMs, 48);
  store<f64>(state, begunMs, 56);
  store<u32>(state, isHead, 64);
  store<u32>(state, notedCount, 68);
}

function stopAt(why: Stop, start: usize, end: usize): void {
  stop = why;
  stoppedAt = start;
  stoppedEnd = end;
}

function afterRecord(start: usize, end: usize): void {
  lastMs = atMs;
  if (isProgress) afterProgress(recordTexts, start, end);
  else if (extractSize > 0) stopAt(Stop.Conversation, start, end);
}

/** Reports progress once for each agent and call. */
function afterProgress(texts: usize, start: usize, end: usize): void {
  if (!hasCalls || texts === reportedTexts) return;
  reportedTexts = texts;
  stopAt(Stop.Progress, start, end);
}

/** Reads a line that fits no template, as far as it matters. */
function readLine(start: usize, newline: usize): void {
  const end = newline > start && load<u8>(newline - 1) === RETURN ? newline - 1 : newline;
  path = Path.Skipped;
  if (end === start) return;
  if (isSlow || (isHead && !readHead(start, end)) || isStatement(start, end)) {
    handOver(start, end);
    return;
  }
  if (!mayMatter(start, end)) {
    if (load<u8>(start) !== BRACE || load<u8>(end - 1) !== CLOSING_BRACE) handOver(start, end);
    return;
  }
  // Lines of users have this word, and among records few have it.
  const isLikelyRecord = (has & (HAS_USAGE | HAS_USER)) === HAS_USAGE;
  if (isLikelyRecord && readRecord(start, end)) return;
  const outcome = conversationLine(start, hasCalls, hasContext());
  if (outcome === Outcome.Response && !isLikelyRecord && readRecord(start, end)) return;
  if (outcome === Outcome.Unclear || outcome === Outcome.Response || hasCommandTag(start, end)) {
    handOver(start, end);
    return;
  }
  path = Path.Conversation;
  lastMs = atMs;
  if (outcome === Outcome.Result) stopAt(Stop.Conversation, start, end);
  else if (outcome === Outcome.Progress) afterProgress(progressTexts, start, end);
  else if (outcome !== Outcome.Prompt) return;
  else if (hasContext()) stopAt(Stop.Prompt, start, end);
  else noteLine();
}

function readRecord(start: usize, end: usize): bool {
  if ((has & HAS_USAGE) === 0 || !record(start, linesBefore + lines, shift + <f64>start)) return false;
  path = Path.Record;
  afterRecord(start, end);
  return true;
}

function handOver(start: usize, end: usize): void {
  path = Path.Slow;
  stopAt(Stop.Line, start, end);
}

/** The same rule as in `transcript.ts`: most lines are tool results without a word on usage, agents or commands. */
function mayMatter(start: usize, end: usize): bool {
  if (has & (HAS_USAGE | HAS_ASSISTANT)) return true;
  if (has & HAS_TOOL_USE_ID) return (has & (HAS_USER | HAS_NAME)) === (HAS_USER | HAS_NAME);
  return (has & HAS_USER) !== 0 || hasCommandTag(start, end);
}

/** The system copies to the beginning of a page faster than to some other places in it. */
const PAGE: usize = 4096;
/** Where lines are to be put: the end of what is reserved, so that they may be as long as the memory. */
export const input: usize = (heap.alloc(2 * PAGE) + PAGE - 1) & ~(PAGE - 1);
