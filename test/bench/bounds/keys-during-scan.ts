/** Keys during a scan: the dashboard answers while it reads two gigabytes for the first time. */
import { rmSync } from 'node:fs';
import { TREES, treeOf } from '../corpus.ts';
import { reading } from '../reads.ts';
import { median } from '../runs.ts';
import { pause, Terminal } from '../terminal.ts';
import type { Bound } from './bound.ts';

const SCANS = 5;
const PRESSES = 8;

export const keysDuringScan: Bound = {
  id: 'keys-during-scan',
  async measure({ scratch, program }) {
    const tree = treeOf(TREES.large, scratch);
    const read = reading(program, tree, scratch, 'keys');
    const answers: number[] = [];
    for (let scan = 0; scan < SCANS; scan++) {
      rmSync(read.cache, { recursive: true, force: true });
      const dashboard = new Terminal([process.execPath, program], read.env!);
      await dashboard.saw(/Reading\s+the\s+logs/);
      // Another theme changes every cell of the screen.
      for (let press = 0; press < PRESSES; press++) {
        await pause(60);
        const ms = await dashboard.answer('t');
        // The first waits for Ink to be loaded.
        if (press > 0) answers.push(ms);
      }
      await dashboard.quit();
    }
    return [
      { what: 'answered, median', measured: median(answers), unit: 'ms', most: 30 },
      { what: 'answered, slowest', measured: Math.max(...answers), unit: 'ms' },
    ];
  },
};
