/** A thread that reads logs for another one; see `workers.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Format, Source } from '../../core/source.ts';
import { formatsOf } from '../formats.ts';
import { Known } from '../known.ts';
import { readFile } from './read.ts';
import { sending } from './sent.ts';
import { type Done, type Hired, type Job, type SentFile, take } from './workers.ts';

/** Waits for work, takes heaps of files and tells what was found in them, until there are no more. */
export function serve(sources: readonly Source[]): void {
  const { place, isPatient } = workerData as Hired;
  if (isPatient) letOthersFirst();
  const formats = formatsOf(sources, place);
  parentPort!.once('message', (job: Job) => void work(job, formats));
}

async function work(job: Job, formats: ReadonlyMap<string, Format>): Promise<void> {
  const { next, nowMs } = job;
  const heaps = JSON.parse(job.heaps) as readonly (readonly SentFile[])[];
  for (let heap = take(next); heap < heaps.length; heap = take(next)) {
    const part = new Known();
    for (const file of heaps[heap]!) {
      await readFile({ ...file, id: file.path, format: formats.get(file.format)! }, part, nowMs);
    }
    const [found, handedOver] = sending(part);
    parentPort!.postMessage({ heap, found } satisfies Done, handedOver);
  }
}

/** Lowers this thread's priority, so that the one that waits for keys has a processor the moment that it wants one. */
function letOthersFirst(): void {
  // Elsewhere there is no priority of one thread alone.
  if (process.platform !== 'linux') return;
  const { constants, setPriority } = process.getBuiltinModule('node:os');
  try {
    setPriority(0, constants.priority.PRIORITY_LOW);
  } catch {
    // Then all wait for each other.
  }
}
