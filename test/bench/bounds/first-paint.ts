/** First paint: how soon a user sees the dashboard, and how soon his numbers in it. */
import { TREES, treeOf } from '../corpus.ts';
import { reading } from '../reads.ts';
import { ratio, timed } from '../runs.ts';
import { Terminal } from '../terminal.ts';
import type { Bound } from './bound.ts';

/** The title of a pane; what only stands there when the logs have been read. */
const FRAME = /Usage\s+trend/;
const NUMBERS = /responses\s+since/;

export const firstPaint: Bound = {
  id: 'first-paint',
  async measure({ scratch, program, rounds }) {
    const tree = treeOf(TREES.large, scratch);
    const read = reading(program, tree, scratch, 'ours');
    timed(read);
    const [bare, frame, numbers]: number[][] = [[], [], []];
    for (let round = -1; round < Math.max(11, rounds); round++) {
      const node = await new Terminal([process.execPath, '-e', '0'], {}).exit();
      const dashboard = new Terminal([process.execPath, program], read.env!);
      const frameMs = await dashboard.saw(FRAME);
      const numbersMs = await dashboard.saw(NUMBERS);
      await dashboard.quit();
      if (round < 0) continue;
      bare!.push(node);
      frame!.push(frameMs);
      numbers!.push(numbersMs);
    }
    return [
      { what: 'first frame to a bare node', measured: ratio(frame!, bare!), unit: 'x', most: 1.5 },
      { what: 'live numbers to a bare node', measured: ratio(numbers!, bare!), unit: 'x', most: 4 },
    ];
  },
};
