/** What each model used in all, by its id in the logs: column by column, without a sum for each. */
import { TOKEN_KINDS } from '../core/usage.ts';
import type { Part } from './cells.ts';

export function tokensByModel(parts: readonly Part[]): ReadonlyMap<string, number> {
  const tokens = new Map<string, number>();
  for (const { cells, sign } of parts) {
    const byTerms = new Float64Array(cells.terms.length);
    const terms = cells.columns.terms.numbers;
    for (const kind of TOKEN_KINDS) {
      const counts = cells.columns[kind].numbers;
      for (let cell = 0; cell < cells.length; cell++) byTerms[terms[cell]!]! += counts[cell]!;
    }
    for (const [id, count] of byTerms.entries()) {
      const { model } = cells.terms.get(id);
      tokens.set(model, (tokens.get(model) ?? 0) + sign * count);
    }
  }
  return tokens;
}
