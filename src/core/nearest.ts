/** The most similar word, for error messages; undefined where none is similar. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const ranked = words.map(each => ({ each, steps: steps(word.toLowerCase(), each) }));
  const best = ranked.sort((a, b) => a.steps - b.steps)[0];
  return best && best.steps <= Math.max(1, Math.floor(best.each.length / 3)) ? best.each : undefined;
}

/** How many letters must be typed, left out, changed or swapped with the next to get from one word to the other. */
function steps(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swap = isSwap ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + change, swap));
    }
    rows.push(row);
  }
  return rows[from.length]![to.length]!;
}
