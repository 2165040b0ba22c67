/**
 * Lines that are no messages, but state something of the conversation or of its session: those at the beginning of a
 * transcript, and titles. The rules are those of `readHead` and `isStatement` in `claude-code/`.
 */
import { begins, constant, NEWLINE, QUOTE } from './bytes.as.ts';
import { Field } from './fields.as.ts';
import { blanks, field, object, unknown } from './json.as.ts';
import { atMs, beginLine, timestamp } from './line.as.ts';

const C_UUID = constant('"uuid"');
const C_MESSAGE = constant('"message"');
const C_AI_TITLE = constant('"ai-title"');
const C_CUSTOM_TITLE = constant('"custom-title"');
const C_COST_STATE = constant('"cost-state"');
const C_BRIDGE = constant('"bridge-session"');

/** Statements have their type within so many bytes. */
const WITHIN_BYTES: usize = 256;

/** Whether only lines were read so far that are no messages, and the time of the first of them that has one. */
export let isHead = false;
export let begunMs: f64 = 0;

/** Another file begins; `isFresh` where none of it was read before. */
export function beginHead(isFresh: bool): void {
  isHead = isFresh;
  begunMs = 0;
}

/** Says whether only lines were read so far that are no messages. */
export function setHead(is: bool): void {
  isHead = is;
}

/** Reads a line at the beginning of the file; false where that is for the slow reader. */
export function readHead(start: usize, end: usize): bool {
  if (isMessage(start, end)) isHead = false;
  else {
    if (!headTime(start)) return false;
    begunMs = atMs;
    isHead = atMs === 0;
  }
  return true;
}

/** Whether a line has the words of a message in it. */
function isMessage(start: usize, end: usize): bool {
  for (let at = start; at < end; at += 16) {
    let found = quotesBefore(at, 0x75, 0x6d);
    for (; found !== 0; found &= found - 1) {
      const word = at + <usize>ctz(found);
      if (word < end && (begins(word, C_UUID) || begins(word, C_MESSAGE))) return true;
    }
  }
  return false;
}

/** Whether a line may state something of its session. */
export function isStatement(start: usize, end: usize): bool {
  const last = min(end, start + WITHIN_BYTES);
  for (let at = start; at < last; at += 16) {
    let found = candidates(at);
    for (; found !== 0; found &= found - 1) {
      const word = at + <usize>ctz(found);
      if (word < last && isStatementType(word)) return true;
    }
  }
  return false;
}

function isStatementType(at: usize): bool {
  return (
    begins(at, C_AI_TITLE) || begins(at, C_CUSTOM_TITLE) || begins(at, C_COST_STATE) || begins(at, C_BRIDGE)
  );
}

/** Which of sixteen bytes are quotes with a, b or c behind them. */
function candidates(at: usize): i32 {
  const isLetter = i8x16.lt_u(i8x16.sub(v128.load(at, 1), i8x16.splat(0x61)), i8x16.splat(3));
  return i8x16.bitmask(v128.and(i8x16.eq(v128.load(at), i8x16.splat(QUOTE)), isLetter));
}

/** Which of sixteen bytes are quotes with one of two letters behind them. */
function quotesBefore(at: usize, a: u8, b: u8): i32 {
  const letters = v128.load(at, 1);
  const either = v128.or(i8x16.eq(letters, i8x16.splat(a)), i8x16.eq(letters, i8x16.splat(b)));
  return i8x16.bitmask(v128.and(i8x16.eq(v128.load(at), i8x16.splat(QUOTE)), either));
}

/** Reads the time of a line that is no message; false where the line is not plain. It is in `atMs`, or 0 where there is none. */
function headTime(start: usize): bool {
  beginLine();
  const after = object(start, ofLine);
  return after !== 0 && load<u8>(blanks(after)) === NEWLINE;
}

function ofLine(p: usize): usize {
  return field() === Field.Timestamp ? timestamp(p) : unknown(p);
}
