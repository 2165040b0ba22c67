/**
 * The first look at a line: finds its end and which of a few field names stand in it, 64 bytes at a time. Nothing is
 * parsed. Most of a transcript is tool results, of which this is all that is ever done.
 */
import { BACKSLASH, begins, constant, masked, NEWLINE, QUOTE } from './bytes.as.ts';

const C_USAGE = constant('"usage"');
const C_USER = constant('"user"');
const C_ASSISTANT = constant('"assistant"');
const C_TOOL_USE_ID = constant('"tool_use_id"');
const C_RESULT = constant('"toolUseResult"');
const C_AGENT_ID = constant('"agentId"');
const C_COMMAND_NAME = constant('"commandName"');
const C_SEARCH_COUNT = constant('"searchCount"');
const C_COMMAND_TAG = constant('<command-name>');

export const HAS_USAGE: u32 = 1;
export const HAS_USER: u32 = 2;
export const HAS_TOOL_USE_ID: u32 = 4;
export const HAS_RESULT: u32 = 8;
/** `agentId`, `commandName` or `searchCount`, behind `toolUseResult`. */
export const HAS_NAME: u32 = 16;
export const HAS_ASSISTANT: u32 = 32;

/** What stands in the last line, as the bits above. */
export let has: u32 = 0;

/**
 * Finds the newline of a line, and what stands in it. Every name that is searched for stands between two quotes, so
 * only two quotes at one of a few distances are searched for, and the newline.
 */
export function prefilter(line: usize): usize {
  has = 0;
  let quotes = quotesAt(line);
  let p = line;
  // One block ahead, since a name may end in the block behind the one in which it begins.
  while (true) {
    const next = quotesAt(p + 64);
    if (hasNewline(p)) {
      const newlines = newlinesAt(p);
      // Bytes behind the end belong to the next line.
      const own = newlines ^ (newlines - 1);
      if (quotes !== 0) has = namesAt(p, quotes & own & apart(quotes & own, 0));
      return p + <usize>ctz(newlines);
    }
    if (quotes !== 0) has = namesAt(p, quotes & apart(quotes, next));
    quotes = next;
    p += 64;
  }
}

function namesAt(p: usize, places: u64): u32 {
  let found = has;
  if (places === 0) return found;
  places &= masked(isSecond(p), isSecond(p + 16), isSecond(p + 32), isSecond(p + 48));
  for (; places !== 0; places &= places - 1) found |= nameAt(p + <usize>ctz(places), found);
  return found;
}

/** Which quotes of the first of two blocks have another one as far behind them as one of the names has. */
function apart(quotes: u64, next: u64): u64 {
  return (
    further(quotes, next, 5) |
    further(quotes, next, 6) |
    further(quotes, next, 8) |
    further(quotes, next, 10) |
    further(quotes, next, 12) |
    further(quotes, next, 14)
  );
}

/** Of two blocks, the bytes so many places behind those of the first one. */
function further(block: u64, next: u64, by: u64): u64 {
  return (block >> by) | (next << (64 - by));
}

/** Whether a quote here would have the second letter of one of the names behind it: there are four. */
function isSecond(p: usize): v128 {
  const letters = v128.load(p, 2);
  const s = i8x16.eq(letters, i8x16.splat(0x73));
  const o = i8x16.eq(letters, i8x16.splat(0x6f));
  const g = i8x16.eq(letters, i8x16.splat(0x67));
  const e = i8x16.eq(letters, i8x16.splat(0x65));
  return v128.or(v128.or(s, e), v128.or(o, g));
}

function nameAt(at: usize, found: u32): u32 {
  switch (load<u8>(at, 1)) {
    case 0x75: // u
      return begins(at, C_USAGE) ? HAS_USAGE : begins(at, C_USER) ? HAS_USER : 0;
    case 0x74: // t
      return begins(at, C_TOOL_USE_ID) ? HAS_TOOL_USE_ID : begins(at, C_RESULT) ? HAS_RESULT : 0;
    case 0x61: // a
      if (begins(at, C_ASSISTANT)) return HAS_ASSISTANT;
      return (found & HAS_RESULT) !== 0 && begins(at, C_AGENT_ID) ? HAS_NAME : 0;
    case 0x63: // c
      return (found & HAS_RESULT) !== 0 && begins(at, C_COMMAND_NAME) ? HAS_NAME : 0;
    case 0x73: // s
      return (found & HAS_RESULT) !== 0 && begins(at, C_SEARCH_COUNT) ? HAS_NAME : 0;
    default:
      return 0;
  }
}

/** Which of 64 bytes are quotes without a backslash before them. */
function quotesAt(p: usize): u64 {
  return masked(isQuote(p), isQuote(p + 16), isQuote(p + 32), isQuote(p + 48));
}

function isQuote(p: usize): v128 {
  const quotes = i8x16.eq(v128.load(p), i8x16.splat(QUOTE));
  return v128.andnot(quotes, i8x16.eq(v128.load(p - 1), i8x16.splat(BACKSLASH)));
}

function isNewline(p: usize): v128 {
  return i8x16.eq(v128.load(p), i8x16.splat(NEWLINE));
}

function newlinesAt(p: usize): u64 {
  return masked(isNewline(p), isNewline(p + 16), isNewline(p + 32), isNewline(p + 48));
}

function hasNewline(p: usize): bool {
  const first = v128.or(isNewline(p), isNewline(p + 16));
  return v128.any_true(v128.or(first, v128.or(isNewline(p + 32), isNewline(p + 48))));
}

/** Whether the tag of a slash command stands somewhere in a line. */
export function hasCommandTag(start: usize, end: usize): bool {
  for (let at = start; at < end; at += 16) {
    const opening = i8x16.eq(v128.load(at), i8x16.splat(0x3c));
    const letter = i8x16.eq(v128.load(at, 1), i8x16.splat(0x63));
    let found = i8x16.bitmask(v128.and(opening, letter));
    for (; found !== 0; found &= found - 1) {
      const tag = at + <usize>ctz(found);
      if (tag < end && begins(tag, C_COMMAND_TAG)) return true;
    }
  }
  return false;
}
