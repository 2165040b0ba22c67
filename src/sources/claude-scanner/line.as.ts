/** What a line told so far, and how its fields are read that mean the same in lines of several types. */
import { beginHoles, Hole, hole } from './holes.as.ts';
import { beginJson, isNull, isTrue, literal, object, plain } from './json.as.ts';
import { quoted } from './strings.as.ts';
import { COLON, isDigit, QUOTE } from './words.as.ts';

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
export const TEXTS: usize = 13;
// Further texts, of which only the place is told or which are put in place of one above.
export const ID = 13;
export const DATA_AGENT_ID = 14;
export const SPANS: usize = 15;

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

/** Where texts of the line stand, two words each: place and size. Sixteen bytes of it are cleared at once. */
export const spans: usize = heap.alloc((SPANS + 1) * 8);
export const counts: usize = heap.alloc((COUNTS + 1) * 4);
export let atMs: f64 = 0;
export let isSide = false;
/** Whether the response was complete, as the reason why it stopped tells. */
export let isFinal = false;
/** A bit for each field that was met: met twice, the last one counts for JSON.parse, and the slow reader for us. */
let met: u64 = 0;

export const MET_MESSAGE = 0;
export const MET_DATA = 1;
export const MET_TYPE = 2;
const MET_TIMESTAMP = 3;
const MET_SIDE = 4;
export const MET_DATA_TYPE = 5;
export const MET_TOLD = 6;
export const MET_TOLD_MESSAGE = 7;
export const MET_STOP = 8;
export const MET_CONTENT = 9;
export const MET_USAGE = 10;
export const MET_WRITTEN = 11;
export const MET_DETAILS = 12;
export const MET_SERVER = 13;
export const MET_ITERATIONS = 14;
export const MET_META = 12;
export const MET_SUMMARY = 13;
export const MET_RESULT = 14;
const MET_SPAN = 16;
const MET_COUNT = 32;

/** Forgets the line before. */
export function beginLine(): void {
  beginJson();
  beginHoles();
  // Not memory.fill, which for so few bytes takes longer to call than to run.
  for (let at: usize = 0; at < SPANS * 8; at += 16) v128.store(spans + at, i64x2.splat(0));
  beginCounts();
  isSide = false;
}

/** Forgets the line before, but for its texts other than the id: those of a line that is like others need not be read. */
export function beginAlike(): void {
  beginJson();
  store<u64>(spans + ID * 8, 0);
  beginCounts();
}

function beginCounts(): void {
  for (let at: usize = 0; at < (COUNTS + 1) * 4; at += 16) v128.store(counts + at, i64x2.splat(0));
  met = 0;
  atMs = 0;
  isFinal = false;
}

/** The first time that a field is met. */
export function once(field: u64): bool {
  if (isMet(field)) return false;
  met |= (<u64>1) << field;
  return true;
}

export function isMet(field: u64): bool {
  return (met & ((<u64>1) << field)) !== 0;
}

export function placeOf(span: usize): usize {
  return <usize>load<u32>(spans + span * 8);
}

export function sizeOf(span: usize): u32 {
  return load<u32>(spans + span * 8, 4);
}

/** An object that may be there once. */
export function part(p: usize, which: u64, member: (p: usize) => usize): usize {
  return once(which) ? object(p, member) : 0;
}

/** Text that is wanted as it stands. Null is as good as absent. */
export function text(p: usize, span: usize): usize {
  if (!once(MET_SPAN + <u64>span)) return 0;
  if (isNull(p)) return p + 4;
  const end = plain(p);
  store<u32>(spans + span * 8, <u32>(p + 1));
  store<u32>(spans + span * 8, <u32>(end - p - 2), 4);
  return span === ID ? hole(Hole.Id, p, end) : end;
}

/** Eight digits that are zeros. */
const ZEROS: u64 = (u64.MAX_VALUE / 0xff) * 0x30;
/** Every other one of eight bytes, and of four pairs of bytes. */
const BYTES: u64 = (u64.MAX_VALUE / 0xffff) * 0xff;
const PAIRS: u64 = (u64.MAX_VALUE / 0xffffffff) * 0xffff;

/** A count of up to nine digits. */
export function tokens(p: usize, which: usize): usize {
  if (!once(MET_COUNT + <u64>which)) return 0;
  if (isNull(p)) return p + 4;
  const digits = i8x16.sub(v128.load(p), i8x16.splat(0x30));
  const size = <usize>ctz(~i8x16.bitmask(i8x16.lt_u(digits, i8x16.splat(10))));
  if (size === 0 || size > 9 || (size > 1 && load<u8>(p) === 0x30)) return 0;
  const first: usize = size > 8 ? 8 : size;
  let value = eight((load<u64>(p) - ZEROS) << (64 - 8 * first));
  if (size > first) value = value * 10 + (load<u8>(p, 8) - 0x30);
  store<u32>(counts + which * 4, value);
  return hole(Hole.Count + <u32>which, p, p + size);
}

/** What eight digits come to, the first of which are zeros where there are fewer. */
function eight(digits: u64): u32 {
  digits = (digits * 10 + (digits >> 8)) & BYTES;
  digits = (digits * 100 + (digits >> 16)) & PAIRS;
  return <u32>(digits * 10000 + (digits >> 32));
}

/** Why the response stopped; null while it goes on. */
export function stop(p: usize): usize {
  if (!once(MET_STOP)) return 0;
  if (isNull(p)) return hole(Hole.Stop, p, p + 4);
  const end = load<u8>(p) === QUOTE ? quoted(p) : 0;
  isFinal = end > p + 2;
  return hole(Hole.Stop, p, end);
}

/** Whether the line belongs to a side conversation. */
export function side(p: usize): usize {
  if (!once(MET_SIDE)) return 0;
  isSide = isTrue(p);
  return literal(p);
}

/** A moment as all of these tools write it, 2026-03-01T10:00:00.000Z; others are for Date.parse. */
export function timestamp(p: usize): usize {
  const end = once(MET_TIMESTAMP) ? plain(p) : 0;
  const t = p + 1;
  if (end !== t + 25) return 0;
  if (load<u8>(t, 16) !== COLON || load<u8>(t, 19) !== 0x2e || load<u8>(t, 23) !== 0x5a) return 0;
  if (!readMinute(t)) return 0;
  const second = digits(t + 17, 2);
  const ms = digits(t + 20, 3);
  if (second < 0 || second > 59 || ms < 0) return 0;
  atMs = minuteMs + <f64>(second * 1000 + ms);
  return hole(Hole.Time, p, end);
}

/** The minute that was read last, as it was written, 2026-03-01T10:00, and what it is: neighbours mostly share it. */
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
  // No century year that is not a leap year is among ours.
  return month === 2 ? (year % 4 === 0 ? 29 : 28) : 30 + ((month + (month >> 3)) & 1);
}

/** Days from 1970 to the first of a month. */
function daysTo(year: i32, month: i32): i32 {
  // Years begin in March, so that a leap day is the last of its year.
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 - 719468;
}
