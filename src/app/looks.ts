/**
 * Looks at the logs for whoever asks, and not more often than it is worth: a look that began after the question, or just
 * before it, answers it. So what was written before a question is in its answer, and two hundred questions at once are
 * one or two looks.
 */

/** A look this old answers a question still, ms; or four times as long as the quickest look took, if that is more. */
const FRESH_MS = 50;
const WORTH = 4;

export class Looks<T> {
  private readonly look: () => Promise<T>;
  /** Milliseconds that only go forward. */
  private readonly clock: () => number;
  private startedMs = Number.NEGATIVE_INFINITY;
  private quickestMs = Number.POSITIVE_INFINITY;
  private last: Promise<T> | undefined;
  private isRunning = false;

  constructor(look: () => Promise<T>, clock: () => number) {
    this.look = look;
    this.clock = clock;
  }

  /** Rejects as the look does. */
  async load(): Promise<T> {
    const usualMs = Number.isFinite(this.quickestMs) ? this.quickestMs : 0;
    const needed = this.clock() - Math.max(FRESH_MS, WORTH * usualMs);
    // One that runs, but began too early, is waited for before the next begins.
    while (this.last && this.isRunning && this.startedMs < needed) await this.last.catch(() => undefined);
    if (!this.last || this.startedMs < needed) this.begin();
    return this.last!;
  }

  private begin(): void {
    this.startedMs = this.clock();
    this.isRunning = true;
    this.last = this.look().finally(() => {
      this.isRunning = false;
      this.quickestMs = Math.min(this.quickestMs, this.clock() - this.startedMs);
    });
  }
}
