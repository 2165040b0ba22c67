/**
 * Server-sent events: `look` every few seconds with how fresh the numbers are, `change` as soon as the logs changed. A
 * reader that goes away, or that does not take what is sent for ten seconds, is let go; beyond a bound new ones are
 * refused and poll instead.
 */
import type { WebContext } from './context.ts';
import { freshness } from './status.ts';

export const MOST_STREAMS = 1000;
const BEAT_MS = 5000;
const STUCK_MS = 10_000;
/** So many messages may wait for a reader. */
const MOST_WAITING = 16;

interface Reader {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  /** Since when nothing was taken, ms; undefined where it takes what comes. */
  stuckSince: number | undefined;
}

export class Streams {
  private readonly readers = new Set<Reader>();
  private readonly encoder = new TextEncoder();
  private readonly context: WebContext;
  private readonly stop: () => void;
  private readonly beat: ReturnType<typeof setInterval>;
  /** What was sent last. */
  private journal: object;
  private workLog: object;

  constructor(context: WebContext) {
    this.context = context;
    this.journal = context.current().journal;
    this.workLog = context.workLog();
    this.stop = context.subscribe(() => this.looked());
    this.beat = setInterval(() => this.send('look'), BEAT_MS);
    this.beat.unref();
  }

  get count(): number {
    return this.readers.size;
  }

  /** Undefined where there are too many already. */
  open(): ReadableStream<Uint8Array> | undefined {
    if (this.readers.size >= MOST_STREAMS) return undefined;
    let reader: Reader | undefined;
    return new ReadableStream<Uint8Array>(
      {
        start: controller => {
          reader = { controller, stuckSince: undefined };
          this.readers.add(reader);
          controller.enqueue(this.encoder.encode(`retry: 2000\n\n${this.message('look')}`));
        },
        cancel: () => {
          if (reader) this.readers.delete(reader);
        },
      },
      { highWaterMark: MOST_WAITING },
    );
  }

  close(): void {
    this.stop();
    clearInterval(this.beat);
    for (const reader of this.readers) this.end(reader);
  }

  private looked(): void {
    const { journal, progress } = this.context.current();
    if (progress) return;
    const workLog = this.context.workLog();
    if (journal === this.journal && workLog === this.workLog) return;
    this.journal = journal;
    this.workLog = workLog;
    this.send('change');
  }

  private send(event: 'look' | 'change'): void {
    if (this.readers.size === 0) return;
    const bytes = this.encoder.encode(this.message(event));
    const now = this.context.now();
    for (const reader of this.readers) {
      const hasRoom = (reader.controller.desiredSize ?? 0) > 0;
      if (hasRoom) {
        reader.stuckSince = undefined;
        reader.controller.enqueue(bytes);
      } else {
        reader.stuckSince ??= now;
        if (now - reader.stuckSince > STUCK_MS) this.end(reader);
      }
    }
  }

  private message(event: string): string {
    return `event: ${event}\ndata: ${JSON.stringify(freshness(this.context.current()))}\n\n`;
  }

  private end(reader: Reader): void {
    this.readers.delete(reader);
    try {
      reader.controller.close();
    } catch {
      // It is closed already.
    }
  }
}
