/**
 * What was worked out from a file, kept as JSON until the file changes: for files that take longer to understand than
 * this program takes to start. It may be trusted because its stamp names all it depends on: which file, as it was, and
 * who read it. A file that has only just changed is not kept, since it may change again within the tick of its clock.
 */
import { statSync } from 'node:fs';
import { readPrivate, writePrivate } from './private-file.ts';

const FRESH_MS = 2_000;

/** The value kept for `file` by the same maker; undefined where the file has changed, or there is none. */
export function readMemo(file: string, keptIn: string, maker: string): unknown {
  const text = readPrivate(keptIn);
  if (text === undefined) return undefined;
  try {
    const { stamp, value } = JSON.parse(text) as { stamp?: unknown; value?: unknown };
    return stamp === stampOf(file, maker) ? value : undefined;
  } catch {
    // Damaged, or another's: it is worked out again.
    return undefined;
  }
}

/** Keeps a value; what cannot be written is worked out again next time. */
export function writeMemo(file: string, keptIn: string, maker: string, value: unknown, nowMs: number): void {
  try {
    const stats = statSync(file);
    if (!stats.isFile() || nowMs - stats.mtimeMs < FRESH_MS) return;
    writePrivate(keptIn, `${JSON.stringify({ stamp: stampOf(file, maker), value })}\n`);
  } catch {
    // Read-only, full, or removed meanwhile.
  }
}

function stampOf(file: string, maker: string): string {
  const { ino, size, mtimeMs } = statSync(file);
  return JSON.stringify([file, ino, size, mtimeMs, maker]);
}
