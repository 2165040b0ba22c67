/**
 * What the engine is told of a run that ends by itself. Part of the roof.
 *
 * Node 20 waits at its end for the threads that compile beside the program; where one of these waits for garbage to be
 * collected, which only the program's own thread does, both wait for ever (seen in one run of twenty on a busy
 * machine; nodejs/node#54918). A run of a quarter of a second gains nothing by such threads anyhow: with none, and
 * with only that compiled which runs long, it needs a quarter less of the processor.
 */
export function runOnce(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  setFlagsFromString('--no-concurrent-recompilation');
  setFlagsFromString('--no-concurrent-osr');
  // Where logs are read, the processors have better things to do than to help each other tidy up.
  setFlagsFromString('--no-parallel-scavenge');
  // V8 counts otherwise since Node 22, and says so on standard error where it does not know a flag.
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');
}
