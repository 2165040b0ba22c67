/** First paint: how soon the dashboard is on the screen, and how soon its numbers are. */
import { TREES, treeOf } from '../corpus.ts';
import { type Reading, remembering } from '../reads.ts';
import { median, ratio } from '../runs.ts';
import { type Found, toBefore } from '../table.ts';
import { NUMBERS, Terminal } from '../terminal.ts';
import type { Bound } from './bound.ts';

/** The title of a pane. */
const FRAME = /Usage\s+trend/;

export const firstPaint: Bound = {
  id: 'first-paint',
  against: 'in turns',
  async measure({ scratch, program, before, rounds }): Promise<readonly Found[]> {
    const tree = treeOf(TREES.large, scratch);
    const ours = { read: remembering(program, tree, scratch, 'ours'), ...times() };
    const theirs = before && { read: remembering(before, tree, scratch, 'before'), ...times() };
    const bare: number[] = [];
    for (let round = -1; round < Math.max(11, rounds); round++) {
      const node = await new Terminal([process.execPath, '-e', '0'], {}).exit();
      if (round >= 0) bare.push(node);
      for (const { read, frame, numbers } of theirs ? [ours, theirs] : [ours]) {
        const opened = await opening(read);
        if (round < 0) continue;
        frame.push(opened.frameMs);
        numbers.push(opened.numbersMs);
      }
    }
    const { frame, numbers } = ours;
    return [
      { what: 'first frame to a bare node', measured: ratio(frame, bare), unit: 'x', most: 1.5 },
      { what: 'live numbers to a bare node', measured: ratio(numbers, bare), unit: 'x', most: 4 },
      { what: 'first frame', measured: median(frame), unit: 'ms' },
      { what: 'live numbers', measured: median(numbers), unit: 'ms' },
      ...(theirs
        ? [
            toBefore('first frame', ratio(frame, theirs.frame)),
            toBefore('live numbers', ratio(numbers, theirs.numbers)),
          ]
        : []),
    ];
  },
};

function times() {
  return { frame: [] as number[], numbers: [] as number[] };
}

async function opening({ command, env }: Reading) {
  const dashboard = new Terminal(command.slice(0, 2), env!);
  const frameMs = await dashboard.saw(FRAME);
  const numbersMs = await dashboard.saw(NUMBERS);
  await dashboard.quit();
  return { frameMs, numbersMs };
}
