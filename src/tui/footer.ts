/** The last line: the keys that mean something here, as many as fitTo. */

import { fill } from './draw/frame.ts';
import type { Look } from './draw/look.ts';
import { lineWidth, type StyledLine, type StyledText, styled } from './draw/styled.ts';
import { KEYS, type KeyLine, keyLabel } from './keys.ts';

export function footer(columns: number, isOnOverlay: boolean, look: Look): StyledLine {
  const { theme } = look;
  const line: StyledText[] = [];
  for (const { keys, short, place } of KEYS as readonly KeyLine[]) {
    if (!short || (place !== 'anywhere' && place !== (isOnOverlay ? 'overlay' : 'panes'))) continue;
    // The two day keys are one pair.
    const label = keys[0] === '<' ? '< >' : keyLabel(keys[0]!);
    const item = [styled(` ${label}`, theme.text.accent), styled(` ${short} `, theme.text.muted)];
    if (lineWidth(line) + lineWidth(item) > columns) break;
    line.push(...item);
  }
  return fill(line, columns, look);
}
