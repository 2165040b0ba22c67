/**
 * What the engine is told of a run that ends by itself, and of one that stays open. Part of the roof.
 *
 * Node 20 waits at its end for the threads that compile beside the program; where one of these waits for garbage to be
 * collected, which only the program's own thread does, both wait for ever (seen in one run of twenty on a busy
 * machine; nodejs/node#54918). A run of a quarter of a second gains nothing by such threads anyhow: with none, and
 * with only that compiled which runs long, it needs a quarter less of the processor.
 */
import { mayBeWriting } from './stdout.ts';

/** Said before anything is read of a run that ends by itself. */
export function runOnce(): void {
  set('--no-concurrent-recompilation');
  // Where logs are read, the processors have better things to do than to help each other tidy up.
  set('--no-parallel-scavenge');
  // Node's checksums are asked for in nearly every run. What is loaded from now on takes longer: see below.
  process.getBuiltinModule('node:zlib');
  compileLittle();
  isOnce = true;
}

let isOnce = false;

/**
 * Ends a run that has done its work, at once if it ends by itself and has nothing left to write. What Node tidies up
 * when it runs out of work, memory above all, the system does as well, and some milliseconds sooner.
 */
export function leave(exitCode: number): void {
  if (isOnce && !mayBeWriting()) process.exit(exitCode);
  process.exitCode = exitCode;
}

/**
 * For as long as threads start, what is compiled when is as Node was built: with other settings V8 does not trust what
 * Node has in store of its own files, and a thread takes twice as long to get ready. Returns how to go on as before.
 */
export function startingThreads(): () => void {
  if (!isOnce) return () => {};
  set('--concurrent-osr');
  if (isEleven) set('--interrupt-budget=67584');
  return compileLittle;
}

/**
 * For as long as all rows are summed up: the machine code of those loops (`journal/loops`) is little, and compiled well at
 * once it is ready sooner than what is compiled quickly gets through. Returns how to go on as before.
 */
export function summingUp(): () => void {
  set('--no-liftoff');
  return () => set('--liftoff');
}

/**
 * Said of a run that stays open, when it has been for a while. V8 gives what is thrown away more and more room, and leaves
 * it lying about the longer; here it is the same little at every look. So it gets no more room, and who calls what is
 * returned has it tidied up: ten milliseconds, and some more until all is at hand again. After a thousand looks there are
 * 88 MB in place of 115.
 */
export function stayOpen(): () => void {
  // Newer ones may want more than that.
  if (isEleven) set('--semi-space-growth-factor=1');
  set('--expose-gc');
  const tidy = process.getBuiltinModule('node:vm').runInNewContext('globalThis.gc') as
    | (() => void)
    | undefined;
  set('--no-expose-gc');
  return tidy ?? (() => {});
}

function compileLittle(): void {
  set('--no-concurrent-osr');
  if (isEleven) set('--interrupt-budget=1000000');
}

/** V8 11, of Node 20. Since then it counts otherwise, and says so on standard error where it does not know a flag. */
const isEleven = process.versions.v8.startsWith('11.');

function set(flag: string): void {
  process.getBuiltinModule('node:v8').setFlagsFromString(flag);
}
