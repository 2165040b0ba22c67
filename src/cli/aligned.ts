/** Rows of words as columns of a terminal: for short lists that are no report. Numbers are aligned to the right. */

import { printable } from '../core/clean.ts';
import { displayWidth } from '../core/width.ts';

const GAP = '  ';

/** The lines, each with its line feed. `right` says which columns are numbers, by position. */
export function aligned(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const cells = rows.map(row => row.map(cell => printable(cell).replace(/\s+/g, ' ')));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell));
  }
  return cells
    .map(row => {
      const line = row.map((cell, i) => {
        const blanks = ' '.repeat(widths[i]! - displayWidth(cell));
        return right.includes(i) ? blanks + cell : cell + blanks;
      });
      return `${line.join(GAP).trimEnd()}\n`;
    })
    .join('');
}
