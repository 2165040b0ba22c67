/** A thread that reads logs for another one; see `workers.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Format, Source } from '../../core/source.ts';
import { FileTable } from '../file-table.ts';
import { formatsOf } from '../formats.ts';
import { readFile } from './read-file.ts';
import { serialize } from './transfer.ts';
import { type BatchResult, type Job, type SentFile, take, type WorkerInit } from './worker-pool.ts';

/** Waits for work, takes heaps of files and tells what was found in them, until there are no more. */
export function serve(sources: readonly Source[]): void {
  const { place, isLowPriority } = workerData as WorkerInit;
  if (isLowPriority) lowerPriority();
  const formats = formatsOf(sources, place);
  parentPort!.once('message', (job: Job) => void work(job, formats));
}

async function work(job: Job, formats: ReadonlyMap<string, Format>): Promise<void> {
  const { next, nowMs } = job;
  const batches = JSON.parse(job.batches) as readonly (readonly SentFile[])[];
  for (let batch = take(next); batch < batches.length; batch = take(next)) {
    const part = new FileTable();
    for (const file of batches[batch]!) {
      await readFile({ ...file, id: file.path, format: formats.get(file.format)! }, part, nowMs);
    }
    const [found, handedOver] = serialize(part);
    parentPort!.postMessage({ batch, found } satisfies BatchResult, handedOver);
  }
}

/** Lowers this thread's priority, so that the one that waits for keys has a processor the moment that it wants one. */
function lowerPriority(): void {
  // Elsewhere there is no priority of one thread alone.
  if (process.platform !== 'linux') return;
  const { constants, setPriority } = process.getBuiltinModule('node:os');
  try {
    setPriority(0, constants.priority.PRIORITY_LOW);
  } catch {
    // Then all wait for each other.
  }
}
