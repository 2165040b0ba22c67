/** The machine of a measurement, as far as it matters for it; nothing that says whose it is. */

import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { slowing } from './environment.ts';
import { NODE } from './reads.ts';
import { type Contestant, median, race } from './runs.ts';

export function machine(): string {
  const model = cpus()[0]?.model.replace(/\s+/g, ' ').trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${model}), ${memory} GB, ${platform()} ${arch()}, Node ${process.versions.node}; ${bareText()}`;
}

/** What a bare Node takes is the yardstick, and itself depends on the environment. */
function bareText(): string {
  const names = slowing();
  const without: Contestant = {
    ...NODE,
    env: Object.fromEntries(names.map(name => [name, undefined])),
  };
  const times = race({ bare: NODE, without }, 11);
  const ms = (of: readonly number[]) => `${Math.round(median(of))} ms`;
  const bare = `a bare \`node -e 0\` takes ${ms(times.bare)}`;
  return names.length === 0
    ? `${bare}.`
    : `${bare}, and ${ms(times.without)} without ${names.join(' and ')}, which is set here.`;
}
