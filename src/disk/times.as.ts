/**
 * Times of responses out of what a segment says of them; compiled to WebAssembly. `times.ts` is the caller, and says the
 * same without this.
 */

/** A place for so many bytes. */
export function room(bytes: u32): usize {
  return heap.alloc(bytes);
}

/**
 * At `at` is room for `length` times, of which the later half holds how long each was before its file's change, ms. Puts
 * the times `from` to `to` (exclusive), doubles, in its place. Called in order it never writes over what it has yet to
 * read: the times reach the end together with what they are made of.
 */
export function tell(at: usize, length: u32, from: u32, to: u32, changedMs: f64): void {
  const before = at + ((<usize>length) << 2);
  for (let row = from; row < to; row++) {
    const ms = load<u32>(before + ((<usize>row) << 2));
    store<f64>(at + ((<usize>row) << 3), changedMs - <f64>ms);
  }
}
