/** Shares as characters: bars of ten cells, days with the limit drawn in, shades. */
const CELLS = 10;
const DAY_CELLS = 30;

/** Ten cells, as many of them filled as the share has tenths; a share that is not 0 fills one at least. */
export function bar(share: number): string {
  const filled = cellsOf(share, CELLS);
  return '█'.repeat(filled) + '░'.repeat(CELLS - filled);
}

/** A bar with a mark where the limit is. */
export function spark(share: number, limit: number): string {
  const filled = cellsOf(share, DAY_CELLS);
  const mark = Math.min(DAY_CELLS - 1, Math.round(limit * DAY_CELLS));
  return Array.from({ length: DAY_CELLS }, (_, i) => (i === mark ? '│' : i < filled ? '█' : ' ')).join('');
}

export function shade(share: number): string {
  return share <= 0 ? '·' : (['░', '▒', '▓', '█'][Math.min(3, Math.ceil(share * 4) - 1)] ?? '█');
}

function cellsOf(share: number, cells: number): number {
  const within = Math.min(1, Math.max(0, share));
  return within === 0 ? 0 : Math.max(1, Math.round(within * cells));
}
