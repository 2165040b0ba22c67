/** Memory: a dashboard that is left running must not grow. A thousand refreshes are two hours and three quarters. */
import { TREES, treeOf } from '../corpus.ts';
import { remembering } from '../reads.ts';
import { statusMb } from '../runs.ts';
import { NUMBERS, pause, Terminal } from '../terminal.ts';
import type { Bound } from './bound.ts';

const REFRESHES = 1000;
const SETTLED = 100;

export const memory: Bound = {
  id: 'memory',
  against: 'afterwards',
  async measure({ scratch, program }) {
    const read = remembering(program, treeOf(TREES.large, scratch), scratch, 'ours');
    const dashboard = new Terminal([process.execPath, program], read.env!);
    await dashboard.saw(NUMBERS);
    const sizes: number[] = [];
    for (let refresh = 0; refresh < REFRESHES; refresh++) {
      dashboard.type('R');
      await pause(60);
      sizes.push(statusMb(dashboard.pid, 'VmRSS'));
    }
    await dashboard.quit();
    const highest = (from: number, to: number) => Math.max(...sizes.slice(from, to));
    const growth = highest(REFRESHES - SETTLED, REFRESHES) - highest(SETTLED, 2 * SETTLED);
    return [
      { what: 'dashboard over 1,000 refreshes', measured: Math.max(...sizes), unit: 'MB', most: 150 },
      { what: 'growth after the first 100', measured: growth, unit: 'MB', most: 3, isErratic: true },
    ];
  },
};
