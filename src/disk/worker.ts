/** A thread that reads logs for another one; see `workers.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Source } from '../core/source.ts';
import { formatsOf } from './formats.ts';
import { Known } from './known.ts';
import { readFile } from './read.ts';
import { segmentBytes } from './segment.ts';
import { type Done, type Job, take } from './workers.ts';

/** Takes heaps of files and tells what was found in them, until there are no more. */
export async function serve(sources: readonly Source[]): Promise<void> {
  const { place, heaps, next, nowMs } = workerData as Job;
  const formats = formatsOf(sources, place);
  for (let heap = take(next); heap < heaps.length; heap = take(next)) {
    const part = new Known();
    for (const file of heaps[heap]!) {
      await readFile({ ...file, id: file.path, format: formats.get(file.format)! }, part, nowMs);
    }
    const segment = new Uint8Array(segmentBytes(part.whole(), () => true));
    parentPort!.postMessage({ heap, segment } satisfies Done, [segment.buffer]);
  }
}
