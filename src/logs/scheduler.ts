/** Cuts long work into slices of some milliseconds, so that timers, keys and drawing run in between. */

const SLICE_MS = 8;

let sliceEndsMs = 0;

/** A monotonic clock, ms. `performance` would make Node load a dozen more of its own files. */
function nowMs(): number {
  return process.uptime() * 1000;
}

/** Whether the current slice has used up its time. Check this before `await`: even an await of nothing costs time. */
export function isSliceOver(): boolean {
  return nowMs() >= sliceEndsMs;
}

/** Runs pending timers, keys and drawing if the current slice has used up its time. */
export async function yieldIfDue(): Promise<void> {
  if (isSliceOver()) await yieldNow();
}

/** Runs pending timers, keys and drawing now. */
export async function yieldNow(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
  sliceEndsMs = nowMs() + SLICE_MS;
}

/** Runs a generator to its end in slices. */
export async function runInSlices<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value as T;
    if (isSliceOver()) await yieldNow();
  }
}
