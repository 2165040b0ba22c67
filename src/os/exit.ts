/** How a run that ends by itself ends: without waiting for anything that no longer matters. */
import { mayBeWriting } from './stdout.ts';

/**
 * Node 20 waits at its end for the threads that compile beside the program. Where one of these waits for a garbage
 * collection, which only the program's own thread does, both wait for ever (seen in one run of twenty on a busy machine;
 * nodejs/node#54918). Without such threads there is nothing to wait for. Call it before anything is read.
 */
export function avoidExitHang(): void {
  if (process.versions.v8.startsWith('11.'))
    process.getBuiltinModule('node:v8').setFlagsFromString('--no-concurrent-recompilation');
}

/** Ends the process at once, or when all that was printed is written. Freeing its memory is left to the system. */
export function exit(exitCode: number): void {
  process.exitCode = exitCode;
  if (!mayBeWriting()) process.exit();
}
