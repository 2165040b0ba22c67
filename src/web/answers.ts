/**
 * Answers kept for as long as what they were made of holds: the logs, the prices, the minute. The same question by two
 * hundred clients is worked out once, and a client that has the answer already gets 304.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

export interface Kept {
  readonly body: string;
  readonly type: string;
  readonly status: number;
  /** Names the body; the same text has the same on every run. */
  readonly etag: string;
}

const MOST_BYTES = 32_000_000;

export class Answers {
  private readonly kept = new LRUCache<string, Kept>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ body }) => body.length + 200,
  });
  private readonly pending = new Map<string, Promise<Kept>>();
  private readonly ids = new WeakMap<object, number>();
  private last = 0;

  /** A name for an object that means the same for as long as it is the same object. */
  idOf(object: object): number {
    const known = this.ids.get(object);
    if (known !== undefined) return known;
    this.last += 1;
    this.ids.set(object, this.last);
    return this.last;
  }

  /** The answer under a key, made where it is not there. A failure is not kept. */
  async answer(key: string, make: () => Promise<Omit<Kept, 'etag'>>): Promise<Kept> {
    const known = this.kept.get(key);
    if (known) return known;
    const running = this.pending.get(key);
    if (running) return running;
    const made = make().then(answer => {
      const kept = { ...answer, etag: etagOf(answer.body) };
      if (kept.status === 200) this.kept.set(key, kept);
      return kept;
    });
    this.pending.set(key, made);
    try {
      return await made;
    } finally {
      this.pending.delete(key);
    }
  }
}

function etagOf(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

/** Whether an `If-None-Match` header names this answer. */
export function isKnown(header: string | undefined, etag: string): boolean {
  const known = header?.split(',') ?? [];
  return known.some(each => each.trim().replace(/^W\//, '') === etag);
}
