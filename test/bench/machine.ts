/** The machine of a measurement, as far as it matters for it; nothing that says whose it is. */

import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { NODE } from './reads.ts';
import { median, timed } from './runs.ts';

export function machine(): string {
  const model = cpus()[0]?.model.replace(/\s+/g, ' ').trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  // What a bare Node takes is the yardstick, and itself depends on the environment (certificates, for one).
  const bareMs = median(Array.from({ length: 9 }, () => timed(NODE)));
  return `${availableParallelism()} cores (${model}), ${memory} GB, ${platform()} ${arch()}, Node ${process.versions.node}; a bare \`node -e 0\` takes ${Math.round(bareMs)} ms.`;
}
