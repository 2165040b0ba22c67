/**
 * What a scan has to tell: an entry for every line that matters, or for several records of one response that follow
 * each other, since a response is written block by block with the same counts again and again.
 */
import { COUNTS, REASONING } from './line.as.ts';

export const ENTRIES: usize = 1024;
const ENTRY: usize = 88;
/**
 * Entries of the last scan, and how many, 88 bytes each:
 *
 *   0 flags   4 beginning of the line   8 its end   12 its number   16 key (high, low)   24 time, ms, as a double
 *   32 counts, in the order of `line.as.ts`   60 texts   64 tools   68 place of the id   72 its size
 *   76 how many records   80 time of the last one, ms, as a double
 */
export const entries: usize = heap.alloc(ENTRIES * ENTRY);
export let count: i32 = 0;

/** Flags of an entry; without any it is a line to hand over. */
export const IS_RECORD: u32 = 1;
export const IS_FINAL: u32 = 2;
export const IS_PROGRESS: u32 = 4;
export const IS_SAID: u32 = 8;
export const IS_PROMPT: u32 = 16;

const COUNTS_AT: usize = 32;
const COUNTS_END: usize = COUNTS_AT + COUNTS * 4;

/** Before a scan. */
export function beginEntries(): void {
  count = 0;
}

/** Where the next entry is to be made. */
export function nextEntry(): usize {
  return entries + <usize>count * ENTRY;
}

/** The entry is made, of this line. */
export function tell(start: usize, end: usize, line: i32): void {
  const entry = nextEntry();
  store<u32>(entry, <u32>start, 4);
  store<u32>(entry, <u32>end, 8);
  store<u32>(entry, line, 12);
  if ((load<u32>(entry) & IS_RECORD) !== 0) {
    store<u32>(entry, 1, 76);
    store<f64>(entry, load<f64>(entry, 24), 80);
    if (count > 0 && goesOn(entry - ENTRY, entry)) {
      fold(entry - ENTRY, entry);
      return;
    }
  }
  count += 1;
}

/** Whether a record says again, or more, of what the entry before it is of, and nothing else. */
function goesOn(before: usize, entry: usize): bool {
  // The first line may have been read before, when it was the last one and had no newline: it is told of by itself.
  if (load<u32>(before, 12) === 1) return false;

  if (load<u64>(before, 16) !== load<u64>(entry, 16) || load<u32>(before, 60) !== load<u32>(entry, 60))
    return false;
  if ((load<u32>(before) & ~IS_FINAL) !== (load<u32>(entry) & ~IS_FINAL)) return false;
  const tools = load<u32>(before, 64);
  const others = load<u32>(entry, 64);
  if (tools !== others && tools !== 0 && others !== 0) return false;
  // Records without any count are not counted as such; reasoning is a part of another one.
  return isCounted(before) && isCounted(entry);
}

function isCounted(entry: usize): bool {
  let any: u32 = 0;
  for (let i: usize = 0; i < COUNTS; i++) if (i !== REASONING) any |= load<u32>(entry + COUNTS_AT + i * 4);
  return any !== 0;
}

/** The rules of `core/facts.ts`: the largest counts, the earliest time, the place of the last. */
function fold(into: usize, entry: usize): void {
  store<u32>(into, load<u32>(into) | load<u32>(entry));
  for (let at: usize = 4; at < 16; at += 4) store<u32>(into + at, load<u32>(entry + at));
  store<f64>(into, min(load<f64>(into, 24), load<f64>(entry, 24)), 24);
  for (let at = COUNTS_AT; at < COUNTS_END; at += 4) {
    store<u32>(into + at, max(load<u32>(into + at), load<u32>(entry + at)));
  }
  store<u32>(into, load<u32>(into, 64) | load<u32>(entry, 64), 64);
  store<u64>(into, load<u64>(entry, 68), 68);
  store<u32>(into, load<u32>(into, 76) + 1, 76);
  store<f64>(into, load<f64>(entry, 80), 80);
}
