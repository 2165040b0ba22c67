/** Said where the panes have no room: how much there is, and how much is needed. */

import { fill } from './draw/frame.ts';
import type { Look, Size } from './draw/look.ts';
import { type StyledLine, styled } from './draw/styled.ts';
import { LEAST } from './layout.ts';

export function tooSmall(size: Size, look: Look): readonly StyledLine[] {
  const words = [
    'A little more room, please:',
    `token-dash needs ${LEAST.columns}x${LEAST.rows},`,
    `this terminal has ${size.columns}x${size.rows}.`,
    'q quits.',
  ];
  return words.slice(0, Math.max(1, size.rows)).map(text => fill([styled(text)], size.columns, look));
}
