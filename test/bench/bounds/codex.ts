/** Codex: a cold start over its sessions reads at least half as many bytes a second as one over those of Claude Code. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { treeOf } from '../corpus.ts';
import { coldReading } from '../reads.ts';
import { rolloutsOf } from '../rollouts.ts';
import { type Contestant, median, printed, race } from '../runs.ts';
import type { Bound } from './bound.ts';

const BYTES = 250e6;

export const codex: Bound = {
  id: 'codex',
  async measure({ scratch, program, rounds }) {
    const rollouts = rolloutsOf(BYTES, scratch);
    const tree = treeOf({ id: 'middle', bytes: BYTES, files: 250 }, scratch);
    const cache = join(scratch, 'caches', 'codex');
    const ours: Contestant = {
      command: [process.execPath, program, '--test', '--json'],
      env: {
        ...{ HOME: cache, XDG_CACHE_HOME: cache, XDG_CONFIG_HOME: cache, CLAUDE_CONFIG_DIR: cache },
        ...{ CODEX_HOME: rollouts.root, TOKEN_DASH_LEDGER: 'off', TZ: '' },
      },
      prepare: () => rmSync(cache, { recursive: true, force: true }),
    };
    const { sources } = JSON.parse(printed(ours)) as { sources: readonly { id: string; events: number }[] };
    const found = sources.find(({ id }) => id === 'codex')?.events;
    if (found !== rollouts.requests) throw new Error(`${rollouts.requests} requests should be ${found}`);
    const times = race({ ours, claude: coldReading(program, tree, scratch, 'codex-claude') }, rounds);
    const speeds = times.ours.map((ms, i) => rollouts.bytes / ms / (tree.bytes / times.claude[i]!));
    return [
      { what: 'bytes a second, to Claude Code', measured: median(speeds), unit: 'x', least: 0.5 },
      { what: 'in time', measured: median(times.ours), unit: 'ms' },
    ];
  },
};
