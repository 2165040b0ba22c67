/** The machine of a measurement, as far as it matters for it; nothing that says whose it is. */
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';

export function machine(): string {
  const model = cpus()[0]?.model.replace(/\s+/g, ' ').trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${model}), ${memory} GB, ${platform()} ${arch()}, Node ${process.versions.node}.`;
}
