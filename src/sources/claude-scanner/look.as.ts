/**
 * A line of which nothing is known yet: finds its end, and what it might be about, 64 bytes at a time. Nothing is parsed.
 * Most of a transcript is tool results, of which this is all that is ever done.
 */
import { BACKSLASH, begins, masked, NEWLINE, QUOTE, word } from './words.as.ts';

const W_USAGE = word('"usage"');
const W_USER = word('"user"');
const W_TOOL_USE_ID = word('"tool_use_id"');
const W_RESULT = word('"toolUseResult"');
const W_AGENT_ID = word('"agentId"');
const W_COMMAND_NAME = word('"commandName"');
const W_COMMAND_TAG = word('<command-name>');

/** What stands in a line, as far as its bytes tell. */
export const HAS_USAGE: u32 = 1;
export const HAS_USER: u32 = 2;
export const HAS_TOOL_USE_ID: u32 = 4;
export const HAS_RESULT: u32 = 8;
/** Behind the word for the result. */
export const HAS_NAME: u32 = 16;

/** What stands in the line that was looked at last. */
export let has: u32 = 0;

/**
 * Finds the end of a line and what stands in it; returns its newline. Every word that we look for stands between two
 * quotes, so all that is looked for are two quotes that far apart, and the newline.
 */
export function look(line: usize): usize {
  has = 0;
  let quotes = quotesAt(line);
  let p = line;
  // A block ahead, since a word may end in the block behind the one in which it begins.
  while (true) {
    const next = quotesAt(p + 64);
    if (hasNewline(p)) {
      const newlines = newlinesAt(p);
      // What stands behind the end is of the next line.
      const own = newlines ^ (newlines - 1);
      if (quotes !== 0) has = wordsAt(p, quotes & own & apart(quotes & own, 0));
      return p + <usize>ctz(newlines);
    }
    if (quotes !== 0) has = wordsAt(p, quotes & apart(quotes, next));
    quotes = next;
    p += 64;
  }
}

function wordsAt(p: usize, places: u64): u32 {
  let met = has;
  if (places === 0) return met;
  places &= masked(isSecond(p), isSecond(p + 16), isSecond(p + 32), isSecond(p + 48));
  for (; places !== 0; places &= places - 1) met |= wordAt(p + <usize>ctz(places), met);
  return met;
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

/** Whether a quote here would have the second letter of a word that we look for: they are three. */
function isSecond(p: usize): v128 {
  const letters = v128.load(p, 2);
  const s = i8x16.eq(letters, i8x16.splat(0x73));
  const o = i8x16.eq(letters, i8x16.splat(0x6f));
  const g = i8x16.eq(letters, i8x16.splat(0x67));
  return v128.or(s, v128.or(o, g));
}

function wordAt(at: usize, met: u32): u32 {
  switch (load<u8>(at, 1)) {
    case 0x75: // u
      return begins(at, W_USAGE) ? HAS_USAGE : begins(at, W_USER) ? HAS_USER : 0;
    case 0x74: // t
      return begins(at, W_TOOL_USE_ID) ? HAS_TOOL_USE_ID : begins(at, W_RESULT) ? HAS_RESULT : 0;
    case 0x61: // a
      return (met & HAS_RESULT) !== 0 && begins(at, W_AGENT_ID) ? HAS_NAME : 0;
    case 0x63: // c
      return (met & HAS_RESULT) !== 0 && begins(at, W_COMMAND_NAME) ? HAS_NAME : 0;
    default:
      return 0;
  }
}

/** Which of 64 bytes are quotes that no backslash stands before. */
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

/** Whether a slash command stands somewhere in a line. */
export function hasCommand(start: usize, end: usize): bool {
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
