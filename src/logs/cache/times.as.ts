/**
 * Times of responses out of what a segment says of them, and back; compiled to WebAssembly. `times.ts` is the caller, and
 * says the same without this.
 */

/** For times that are told apart from this; as in `times.ts`. */
const ELSEWHERE: u32 = 0xffffffff;

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

/** The way back: at `at` stand times, and how long each was before `changedMs` is put in their place, in half the room. */
export function tellApart(at: usize, from: u32, to: u32, changedMs: f64): void {
  for (let row = from; row < to; row++) {
    const ms = changedMs - load<f64>(at + ((<usize>row) << 3));
    store<u32>(at + ((<usize>row) << 2), ms >= 0 && ms < <f64>ELSEWHERE ? <u32>ms : ELSEWHERE);
  }
}
