/**
 * Prompts that change nothing when they are read, as no command and no skill is in force, but must be known when
 * compaction writes them again: the keys of their uuids, for the caller to keep.
 */
import { isUuidPlain, uuidAt, uuidSize } from './line.as.ts';
import { keyOfText } from './texts.as.ts';
import { isAscii } from './utf8.as.ts';

const MOST: u32 = 1024;
export const noted: usize = heap.alloc(<usize>MOST * 8);
export let notedCount: u32 = 0;

/** Whether the line that was read last can be noted; else that is for the caller. */
export function canNoteLine(): bool {
  return uuidSize === 0 || (notedCount < MOST && isUuidPlain && isAscii(uuidAt + 1, uuidSize - 2));
}

/** Notes it, if it has an id. */
export function noteLine(): void {
  if (uuidSize === 0) return;
  store<u64>(noted + <usize>notedCount * 8, keyOfText(uuidAt + 1, uuidSize - 2));
  notedCount += 1;
}

/** The caller has them. */
export function forgetNoted(): void {
  notedCount = 0;
}
