/** Said where the panes have no room: how much there is, and how much is needed. */
import type { Look, Size } from './draw/chart.ts';
import { fill } from './draw/frame.ts';
import { type Runs, run } from './draw/runs.ts';
import { LEAST } from './layout.ts';

export function tooSmall(size: Size, look: Look): readonly Runs[] {
  const words = [
    'A little more room, please:',
    `token-dash needs ${LEAST.columns}x${LEAST.rows},`,
    `this terminal has ${size.columns}x${size.rows}.`,
    'q quits.',
  ];
  return words.slice(0, Math.max(1, size.rows)).map(text => fill([run(text)], size.columns, look));
}
