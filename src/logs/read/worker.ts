/** A worker thread that reads logs; see `worker-pool.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Format, Source } from '../../core/source.ts';
import { FileTable } from '../file-table.ts';
import { formatsOf } from '../formats.ts';
import { readFile } from './read-file.ts';
import { serialize } from './transfer.ts';
import { type BatchResult, claimBatch, type Job, type SentFile, type WorkerInit } from './worker-pool.ts';

/** Waits for a job, then reads batches of files and posts their facts until there are no more. */
export function serve(sources: readonly Source[]): void {
  const { place, isLowPriority } = workerData as WorkerInit;
  if (isLowPriority) lowerPriority();
  const formats = formatsOf(sources, place);
  parentPort!.once('message', (job: Job) => void work(job, formats));
}

async function work(job: Job, formats: ReadonlyMap<string, Format>): Promise<void> {
  const { next, nowMs } = job;
  const batches = JSON.parse(job.batches) as readonly (readonly SentFile[])[];
  for (let batch = claimBatch(next); batch < batches.length; batch = claimBatch(next)) {
    const part = new FileTable();
    for (const file of batches[batch]!) {
      await readFile({ ...file, id: file.path, format: formats.get(file.format)! }, part, nowMs);
    }
    const [found, transferList] = serialize(part);
    parentPort!.postMessage({ batch, found } satisfies BatchResult, transferList);
  }
}

/** Lowers this thread's priority, so that the main thread gets a processor as soon as a key is pressed. */
function lowerPriority(): void {
  // Elsewhere a thread has no priority of its own.
  if (process.platform !== 'linux') return;
  const { constants, setPriority } = process.getBuiltinModule('node:os');
  try {
    setPriority(0, constants.priority.PRIORITY_LOW);
  } catch {
    // All threads then have the same priority.
  }
}
