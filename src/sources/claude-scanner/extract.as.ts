/**
 * What a line says of the conversation around the responses (`claude-code/conversation.ts`), as a short line of JSON
 * that says the same: which subagent, skill or command was called, or which of them has answered. The caller parses
 * these few bytes in place of a line that may be as long as a file.
 *
 * Values are copied as they stand, quotes and escapes included: they were read as strictly as JSON.parse reads.
 */
import { bytesOfConstant, copy, sizeOfConstant } from './bytes.as.ts';

const ROOM: u32 = 8192;
export const extract: usize = heap.alloc(ROOM + 32);
export let extractSize: u32 = 0;
/** Whether there was too little room: the caller then gets the whole line. */
export let isTooLong = false;

/** Empties it before a line. */
export function beginExtract(): void {
  extractSize = 0;
  isTooLong = false;
}

/** Adds a piece of JSON. */
export function write(json: usize): void {
  writeBytes(bytesOfConstant(json), sizeOfConstant(json));
}

/** Adds bytes of the line. */
export function writeBytes(at: usize, size: u32): void {
  if (extractSize + size > ROOM) {
    isTooLong = true;
    return;
  }
  copy(extract + extractSize, at, size);
  extractSize += size;
}
