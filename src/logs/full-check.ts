/**
 * When to check everything whatever its stamps say: once a day, because some file systems keep no change time, and because
 * a file that grew may have changed in its middle as well.
 */

const EVERY_MS = 86_400_000;

/** Where the time of the last full check outlives the run. */
export interface FullCheckNote {
  /** UTC ms; undefined where it is not known. */
  readonly fullCheckMs: number | undefined;
  noteFullCheck(nowMs: number): void;
}

export class FullCheck {
  private readonly note: FullCheckNote | undefined;
  private lastMs: number | undefined;

  constructor(note: FullCheckNote | undefined) {
    this.note = note;
  }

  /** Whether the last one is a day ago, or a day ahead by a clock that was set back. */
  isDue(nowMs: number): boolean {
    // Without a note nothing is cached either, so the first scan of this run is a full check.
    this.lastMs ??= this.note?.fullCheckMs ?? nowMs;
    return Math.abs(nowMs - this.lastMs) >= EVERY_MS;
  }

  /** Takes note of a scan. */
  scanned(wasFull: boolean, nowMs: number): void {
    if (wasFull) this.lastMs = nowMs;
    if (wasFull || this.note?.fullCheckMs === undefined) this.note?.noteFullCheck(nowMs);
  }
}
