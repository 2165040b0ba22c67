/** What tells apart the calls of one key, as a number: see `journal/calls.ts`. */
import { HASH_FACTOR } from './bytes.as.ts';
import { counts, INPUT, READ, WRITTEN_1H, WRITTEN_5M } from './line.as.ts';

/** A number for a key, a request and a prompt. */
export function callOf(id: u64, request: u32, input: u64, read: u64, written: u64): u64 {
  let call = (id ^ request) * HASH_FACTOR;
  call = rotl((call ^ input) * HASH_FACTOR, 29);
  call = rotl((call ^ read) * HASH_FACTOR, 29);
  return rotl((call ^ written) * HASH_FACTOR, 29);
}

/** The same for the prompt of the line that was read last. */
export function callOfLine(id: u64, request: u32): u64 {
  const written = <u64>countOf(WRITTEN_5M) + countOf(WRITTEN_1H);
  return callOf(id, request, countOf(INPUT), countOf(READ), written);
}

/** A count of the line that was read last. */
export function countOf(which: usize): u32 {
  return load<u32>(counts + which * 4);
}
