/** What was read of a line so far, and how the fields are read that lines of several types have. */

import { COLON, isDigit, QUOTE } from './bytes.as.ts';
import { any, beginJson, isNull, isTrue, literal, object, plain } from './json.as.ts';
import { beginSlots, noteSlot, Slot } from './slots.as.ts';
import { hasEscape, quoted } from './strings.as.ts';

/** Texts of a record, in the order of `textsOf` in `claude-code/scanner.ts`. */
export const MODEL = 0;
export const SPEED = 1;
export const TIER = 2;
export const GEO = 3;
export const SESSION = 4;
export const SESSION_TOO = 5;
export const CWD = 6;
export const BRANCH = 7;
export const AGENT_ID = 8;
export const AGENT = 9;
export const SKILL = 10;
export const CLIENT = 11;
export const PARENT_CALL = 12;
export const TEAMMATE = 13;
export const TEAM = 14;
export const SESSION_KIND = 15;
export const TEXTS: usize = 16;
// Not kept with the record: the id becomes a key, and an agent's id in progress takes the place of AGENT_ID.
export const ID = 16;
export const DATA_AGENT_ID = 17;
export const REQUEST = 18;
export const SPANS: usize = 19;

/** The counts of a record, in the order in which an entry has them. */
export const INPUT = 0;
export const OUTPUT = 1;
export const READ = 2;
export const WRITTEN_5M = 3;
export const WRITTEN_1H = 4;
export const REASONING = 5;
export const SEARCHES = 6;
export const COUNTS: usize = 7;
// Not in an entry: the sum that the two kinds of writes should come to.
export const WRITTEN = 7;

/** Set in a size where the text has escapes of JSON; all sizes are smaller. */
export const ESCAPED: u32 = 0x8000;
/** Where texts of the line stand, two words each: place, and size with ESCAPED. Cleared sixteen bytes at a time. */
export const spans: usize = heap.alloc((SPANS + 1) * 8);
export const counts: usize = heap.alloc((COUNTS + 1) * 4);
export let atMs: f64 = 0;
export let isSide = false;
/** Whether the record is the last of its response: it then has a reason why it stopped. */
export let isFinal = false;
/** A bit for each field that was read. A line that has one twice is left to JSON.parse, for which the last one counts. */
let seen: u64 = 0;

export const SEEN_MESSAGE = 0;
export const SEEN_DATA = 1;
export const SEEN_TYPE = 2;
const SEEN_TIMESTAMP = 3;
const SEEN_SIDE = 4;
export const SEEN_DATA_TYPE = 5;
export const SEEN_DATA_MESSAGE = 6;
export const SEEN_AGENT_MESSAGE = 7;
export const SEEN_STOP = 8;
export const SEEN_CONTENT = 9;
export const SEEN_USAGE = 10;
export const SEEN_WRITTEN = 11;
export const SEEN_DETAILS = 12;
export const SEEN_SERVER = 13;
export const SEEN_ITERATIONS = 14;
export const SEEN_META = 12;
export const SEEN_SUMMARY = 13;
export const SEEN_RESULT = 14;
const SEEN_SPAN = 16;
const SEEN_COUNT = 48;
const SEEN_UUID = 57;

/** Forgets the line before. */
export function beginLine(): void {
  beginJson();
  beginSlots();
  // Not memory.fill, which for so few bytes takes longer to call than to run.
  for (let at: usize = 0; at < SPANS * 8; at += 16) v128.store(spans + at, i64x2.splat(0));
  beginCounts();
  isSide = false;
}

/** The same before a line is read by a template, which has all texts but the id. */
export function beginTemplateLine(): void {
  beginJson();
  store<u64>(spans + ID * 8, 0);
  store<u64>(spans + REQUEST * 8, 0);
  beginCounts();
}

function beginCounts(): void {
  for (let at: usize = 0; at < (COUNTS + 1) * 4; at += 16) v128.store(counts + at, i64x2.splat(0));
  seen = 0;
  uuidAt = 0;
  uuidSize = 0;
  atMs = 0;
  isFinal = false;
}

/** Notes that a field was read; false where it was before. */
export function once(field: u64): bool {
  if (isSeen(field)) return false;
  seen |= (<u64>1) << field;
  return true;
}

export function isSeen(field: u64): bool {
  return (seen & ((<u64>1) << field)) !== 0;
}

export function placeOf(span: usize): usize {
  return <usize>load<u32>(spans + span * 8);
}

export function sizeOf(span: usize): u32 {
  return load<u32>(spans + span * 8, 4) & ~ESCAPED;
}

/** ESCAPED where the text has escapes, else 0. */
export function escapedOf(span: usize): u32 {
  return load<u32>(spans + span * 8, 4) & ESCAPED;
}

/** Whether the line has this text, and it is not empty. */
export function isPresent(span: usize): bool {
  return load<u32>(spans + span * 8, 4) !== 0;
}

/** An object. */
export function part(p: usize, which: u64, member: (p: usize) => usize): usize {
  return once(which) ? object(p, member) : 0;
}

/** A text that is kept. Null is the same as absent. */
export function text(p: usize, span: usize): usize {
  if (!once(SEEN_SPAN + <u64>span)) return 0;
  if (isNull(p)) return p + 4;
  const end = load<u8>(p) === QUOTE ? quoted(p) : 0;
  const size = <u32>(end - p - 2);
  if (end === 0 || size >= ESCAPED) return 0;
  store<u32>(spans + span * 8, <u32>(p + 1));
  store<u32>(spans + span * 8, hasEscape ? size | ESCAPED : size, 4);
  return end;
}

/** A text that is compared here, and must not have escapes. */
export function plainText(p: usize, span: usize): usize {
  const end = text(p, span);
  return escapedOf(span) !== 0 ? 0 : end;
}

/** The id of a response, of which its key is made. */
export function messageId(p: usize): usize {
  return noteSlot(Slot.Id, p, plainText(p, ID));
}

/** The id of the request, which tells apart the calls of one id. */
export function requestId(p: usize): usize {
  return noteSlot(Slot.Request, p, plainText(p, REQUEST));
}

/** The id of the line itself, with its quotes; a size of 0 where it has none. */
export let uuidAt: usize = 0;
export let uuidSize: u32 = 0;
export let isUuidPlain = false;

export function uuid(p: usize): usize {
  if (!once(SEEN_UUID)) return 0;
  const end = any(p);
  if (load<u8>(p) === QUOTE && end > p + 2) {
    uuidAt = p;
    uuidSize = <u32>(end - p);
    isUuidPlain = !hasEscape;
  }
  return noteSlot(Slot.Uuid, p, end);
}

/** Eight digits of zero. */
const ZEROS: u64 = (u64.MAX_VALUE / 0xff) * 0x30;
/** Every other one of eight bytes, and of four pairs of bytes. */
const BYTES: u64 = (u64.MAX_VALUE / 0xffff) * 0xff;
const PAIRS: u64 = (u64.MAX_VALUE / 0xffffffff) * 0xffff;

/** A count of up to nine digits. */
export function tokens(p: usize, which: usize): usize {
  if (!once(SEEN_COUNT + <u64>which)) return 0;
  if (isNull(p)) return p + 4;
  const digits = i8x16.sub(v128.load(p), i8x16.splat(0x30));
  const size = <usize>ctz(~i8x16.bitmask(i8x16.lt_u(digits, i8x16.splat(10))));
  if (size === 0 || size > 9 || (size > 1 && load<u8>(p) === 0x30)) return 0;
  const first: usize = size > 8 ? 8 : size;
  let value = eight((load<u64>(p) - ZEROS) << (64 - 8 * first));
  if (size > first) value = value * 10 + (load<u8>(p, 8) - 0x30);
  store<u32>(counts + which * 4, value);
  return noteSlot(Slot.Count + <u32>which, p, p + size);
}

/** The number that eight digits write; fewer have zeros before them. */
function eight(digits: u64): u32 {
  digits = (digits * 10 + (digits >> 8)) & BYTES;
  digits = (digits * 100 + (digits >> 16)) & PAIRS;
  return <u32>(digits * 10000 + (digits >> 32));
}

/** The reason why the response stopped; null in all but its last record. */
export function stop(p: usize): usize {
  if (!once(SEEN_STOP)) return 0;
  if (isNull(p)) return noteSlot(Slot.Stop, p, p + 4);
  const end = load<u8>(p) === QUOTE ? quoted(p) : 0;
  isFinal = end > p + 2;
  return noteSlot(Slot.Stop, p, end);
}

/** Whether the line belongs to a side conversation. */
export function side(p: usize): usize {
  if (!once(SEEN_SIDE)) return 0;
  isSide = isTrue(p);
  return literal(p);
}

/** A time as Claude Code writes it, 2026-03-01T10:00:00.000Z; any other form is left to the slow reader. */
export function timestamp(p: usize): usize {
  const end = once(SEEN_TIMESTAMP) ? plain(p) : 0;
  const t = p + 1;
  if (end !== t + 25) return 0;
  if (load<u8>(t, 16) !== COLON || load<u8>(t, 19) !== 0x2e || load<u8>(t, 23) !== 0x5a) return 0;
  if (!readMinute(t)) return 0;
  const second = digits(t + 17, 2);
  const ms = digits(t + 20, 3);
  if (second < 0 || second > 59 || ms < 0) return 0;
  atMs = minuteMs + <f64>(second * 1000 + ms);
  return noteSlot(Slot.Time, p, end);
}

/** The minute that was read last, as text, 2026-03-01T10:00, and in ms: the next line mostly has the same. */
const minuteText: usize = heap.alloc(16);
let minuteMs: f64 = 0;
memory.fill(minuteText, 0, 16);

function readMinute(t: usize): bool {
  if (i8x16.bitmask(i8x16.eq(v128.load(t), v128.load(minuteText))) === 0xffff) return true;
  if (load<u8>(t, 4) !== 0x2d || load<u8>(t, 7) !== 0x2d || load<u8>(t, 10) !== 0x54) return false;
  if (load<u8>(t, 13) !== COLON) return false;
  const year = digits(t, 4);
  const month = digits(t + 5, 2);
  const day = digits(t + 8, 2);
  const hour = digits(t + 11, 2);
  const minute = digits(t + 14, 2);
  if (year < 2020 || year > 2099 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
    return false;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
  v128.store(minuteText, v128.load(t));
  minuteMs = <f64>((daysTo(year, month) + day - 1) * 24 + hour) * 3600000.0 + <f64>(minute * 60000);
  return true;
}

/** A number of so many digits; -1 where there is anything else. */
function digits(p: usize, size: usize): i32 {
  let value: i32 = 0;
  for (const end = p + size; p < end; p++) {
    if (!isDigit(p)) return -1;
    value = value * 10 + (load<u8>(p) - 0x30);
  }
  return value;
}

function daysIn(year: i32, month: i32): i32 {
  // Between 2020 and 2099 every fourth year is a leap year.
  return month === 2 ? (year % 4 === 0 ? 29 : 28) : 30 + ((month + (month >> 3)) & 1);
}

/** Days from 1970 to the first of a month. */
function daysTo(year: i32, month: i32): i32 {
  // Counted from March, so that a leap day is the last of its year.
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 - 719468;
}
