/** The last line: the keys that mean something here, as many as fit. */
import type { Look } from './draw/chart.ts';
import { fill } from './draw/frame.ts';
import { type Run, type Runs, run, runsWidth } from './draw/runs.ts';
import { KEYS, type KeyLine, keyLabel } from './keys.ts';

export function footer(columns: number, isOnSheet: boolean, look: Look): Runs {
  const { theme } = look;
  const line: Run[] = [];
  for (const { keys, short, place } of KEYS as readonly KeyLine[]) {
    if (!short || (place !== 'anywhere' && place !== (isOnSheet ? 'sheet' : 'panes'))) continue;
    // The two day keys are one pair.
    const label = keys[0] === '<' ? '< >' : keyLabel(keys[0]!);
    const item = [run(` ${label}`, theme.text.accent), run(` ${short} `, theme.text.muted)];
    if (runsWidth(line) + runsWidth(item) > columns) break;
    line.push(...item);
  }
  return fill(line, columns, look);
}
