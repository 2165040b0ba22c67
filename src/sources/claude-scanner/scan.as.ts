/**
 * The fast reader of transcripts: AssemblyScript, compiled to WebAssembly with SIMD by `src/wasm.mjs`. It
 * works on bytes in its own memory and makes no strings and no objects; `claude-code/fast.ts` is its caller, and
 * `claude-code/scanner.ts` knows the same layout. The rules are those of `transcript.ts`, which stays the obvious
 * twin: whatever here is not entirely plain is handed over to it, and on everything else the two must agree to the last
 * bit (test/sources/claude-code/twin.test.ts).
 *
 *   shapes    a record like those before it: the bytes that never change are compared, the rest is read
 *   scan      any other line: finds its end, and what it might be about, 64 bytes at a time, nothing parsed. Most of a
 *             transcript is tool results, of which this is all that is ever done.
 *   record    reads a line with usage the way JSON.parse does, as strictly, keeping only what a reading needs
 *
 * Every line that matters becomes one entry of fixed size: a plain record with its numbers, or just where the line
 * stands. Text that repeats from record to record (session, directory, model, tools) is kept once and named by number.
 *
 * A reading function takes the place of a value and returns the place behind it, or 0 for "not plain: hand it over".
 * It may read some bytes too far, which the caller leaves room for, but a line always ends in a newline, which is in
 * no value.
 */

import { beginEntries, count, ENTRIES, entries, nextEntry, tell } from './entries.as.ts';
import { record, recordAlike } from './record.as.ts';
import { said } from './said.as.ts';
import { forgetTexts, generation, hasRoomForTexts } from './texts.as.ts';
import { BACKSLASH, BRACE, begins, CLOSING_BRACE, NEWLINE, QUOTE, RETURN, word } from './words.as.ts';

export { count, entries, generation };

/** Lines seen by the last scan. */
export let lines: i32 = 0;
/** Of those, read by the shape of one before. */
export let alike: i32 = 0;

const W_USAGE = word('"usage"');
const W_USER = word('"user"');
const W_TOOL_USE_ID = word('"tool_use_id"');
const W_RESULT = word('"toolUseResult"');
const W_AGENT_ID = word('"agentId"');
const W_COMMAND_NAME = word('"commandName"');
const W_COMMAND_TAG = word('<command-name>');

/** What stands in a line, as far as its bytes tell. */
const HAS_USAGE: u32 = 1;
const HAS_USER: u32 = 2;
const HAS_TOOL_USE_ID: u32 = 4;
const HAS_RESULT: u32 = 8;
/** Behind the word for the result. */
const HAS_NAME: u32 = 16;

/**
 * Looks through whole lines and makes entries, until there are no more or no room for another; returns where it
 * stopped, the beginning of a line.
 */
export function scan(from: usize, to: usize): usize {
  beginEntries();
  lines = 0;
  alike = 0;
  if (!hasRoomForTexts()) forgetTexts();
  while (from < to && <usize>count < ENTRIES && hasRoomForTexts()) {
    lines += 1;
    let newline = recordAlike(nextEntry(), from);
    if (newline === 0) newline = look(from);
    else {
      tell(from, newline, lines);
      alike += 1;
    }
    from = newline + 1;
  }
  return from;
}

/** Which of 64 bytes are quotes that no backslash stands before. */
function quotesAt(p: usize): u64 {
  return quotesOf(p) | (quotesOf(p + 16) << 16) | (quotesOf(p + 32) << 32) | (quotesOf(p + 48) << 48);
}

function quotesOf(p: usize): u64 {
  const quotes = i8x16.eq(v128.load(p), i8x16.splat(QUOTE));
  const behind = i8x16.eq(v128.load(p - 1), i8x16.splat(BACKSLASH));
  return <u64>i8x16.bitmask(v128.andnot(quotes, behind));
}

function newlinesOf(p: usize): v128 {
  return i8x16.eq(v128.load(p), i8x16.splat(NEWLINE));
}

function newlinesAt(p: usize): u64 {
  return (
    <u64>i8x16.bitmask(newlinesOf(p)) |
    ((<u64>i8x16.bitmask(newlinesOf(p + 16))) << 16) |
    ((<u64>i8x16.bitmask(newlinesOf(p + 32))) << 32) |
    ((<u64>i8x16.bitmask(newlinesOf(p + 48))) << 48)
  );
}

function hasNewline(p: usize): bool {
  const first = v128.or(newlinesOf(p), newlinesOf(p + 16));
  return v128.any_true(v128.or(first, v128.or(newlinesOf(p + 32), newlinesOf(p + 48))));
}

/**
 * Finds the end of a line, what stands in it, and makes an entry of it where it matters; returns its newline. Every
 * word that we look for stands between two quotes, so all that is looked for are two quotes that far apart, and the newline.
 */
function look(line: usize): usize {
  let has: u32 = 0;
  let quotes = quotesAt(line);
  let p = line;
  // A block ahead, since a word may end in the block behind the one in which it begins.
  while (true) {
    const next = quotesAt(p + 64);
    if (hasNewline(p)) {
      const newlines = newlinesAt(p);
      // What stands behind the end is of the next line.
      const own = newlines ^ (newlines - 1);
      if (quotes !== 0) has = wordsAt(p, quotes & own & apart(quotes & own, 0), has);
      const newline = p + <usize>ctz(newlines);
      finish(line, newline, has);
      return newline;
    }
    if (quotes !== 0) has = wordsAt(p, quotes & apart(quotes, next), has);
    quotes = next;
    p += 64;
  }
}

function wordsAt(p: usize, places: u64, has: u32): u32 {
  for (; places !== 0; places &= places - 1) has |= wordAt(p + <usize>ctz(places), has);
  return has;
}

/** Which quotes of the first of two blocks have another one as far behind them as one of our words wants it. */
function apart(quotes: u64, next: u64): u64 {
  return (
    further(quotes, next, 5) |
    further(quotes, next, 6) |
    further(quotes, next, 8) |
    further(quotes, next, 12) |
    further(quotes, next, 14)
  );
}

/** Of two blocks, which of the bytes so many places behind those of the first one. */
function further(block: u64, next: u64, by: u64): u64 {
  return (block >> by) | (next << (64 - by));
}

function wordAt(at: usize, has: u32): u32 {
  switch (load<u8>(at, 1)) {
    case 0x75: // u
      return begins(at, W_USAGE) ? HAS_USAGE : begins(at, W_USER) ? HAS_USER : 0;
    case 0x74: // t
      return begins(at, W_TOOL_USE_ID) ? HAS_TOOL_USE_ID : begins(at, W_RESULT) ? HAS_RESULT : 0;
    case 0x61: // a
      return (has & HAS_RESULT) !== 0 && begins(at, W_AGENT_ID) ? HAS_NAME : 0;
    case 0x63: // c
      return (has & HAS_RESULT) !== 0 && begins(at, W_COMMAND_NAME) ? HAS_NAME : 0;
    default:
      return 0;
  }
}

/** A line has ended: makes an entry of it where it matters or looks damaged. */
function finish(start: usize, newline: usize, has: u32): void {
  const end = newline > start && load<u8>(newline - 1) === RETURN ? newline - 1 : newline;
  if (end === start) return;
  const entry = nextEntry();
  store<u32>(entry, 0);
  if (has & HAS_USAGE) {
    record(entry, start, end);
  } else if ((has & (HAS_USER | HAS_TOOL_USE_ID)) === HAS_USER) {
    if (!hasCommand(start, end)) said(entry, start, end);
  } else if (
    !mayMatter(start, end, has) &&
    load<u8>(start) === BRACE &&
    load<u8>(end - 1) === CLOSING_BRACE
  ) {
    return;
  }
  tell(start, end, lines);
}

/** The same question as in `transcript.ts`, of a line without usage that is not something said. */
function mayMatter(start: usize, end: usize, has: u32): bool {
  if (has & HAS_TOOL_USE_ID) return (has & (HAS_USER | HAS_NAME)) === (HAS_USER | HAS_NAME);
  return hasCommand(start, end);
}

function hasCommand(start: usize, end: usize): bool {
  for (let at = start; at < end; at += 16) {
    const opening = i8x16.eq(v128.load(at), i8x16.splat(0x3c));
    const letter = i8x16.eq(v128.load(at, 1), i8x16.splat(0x63));
    let found = i8x16.bitmask(v128.and(opening, letter));
    for (; found !== 0; found &= found - 1) {
      const tag = at + <usize>ctz(found);
      if (tag < end && begins(tag, W_COMMAND_TAG)) return true;
    }
  }
  return false;
}

/** Where lines are to be put: the last of what is reserved, so that it may be as long as the memory. */
export const input: usize = heap.alloc(16);
