/** Forgets old readings, and keeps what their days came to. */
import type { Ledger } from './ledger.ts';
import { numberOf, writing } from './sqlite.ts';

export function countBefore({ database }: Ledger, beforeMs: number): number {
  return numberOf(database, `SELECT count(*) FROM reading WHERE at_ms < ${Math.floor(beforeMs)}`);
}

/** Replaces readings before a moment by sums per UTC day, which `daily_costs` shows; returns how many there were. */
export function prune(ledger: Ledger, beforeMs: number): number {
  const { database } = ledger;
  const before = Math.floor(beforeMs);
  return writing(database, () => {
    const count = countBefore(ledger, before);
    database.exec(`
      INSERT INTO pruned_day
        SELECT strftime('%Y-%m-%d', at_ms / 1000.0, 'unixepoch'), source, model_id, count(*), sum(input_tokens),
          sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens), sum(estimated_cost)
        FROM response WHERE at_ms < ${before} GROUP BY 1, 2, 3
      ON CONFLICT DO UPDATE SET responses = responses + excluded.responses,
        input_tokens = input_tokens + excluded.input_tokens, output_tokens = output_tokens + excluded.output_tokens,
        cache_read_tokens = cache_read_tokens + excluded.cache_read_tokens,
        cache_write_tokens = cache_write_tokens + excluded.cache_write_tokens,
        estimated_cost = estimated_cost + excluded.estimated_cost;
      DELETE FROM response WHERE at_ms < ${before};
      DELETE FROM reading WHERE at_ms < ${before};
    `);
    // Logs that are still there would bring the same readings back.
    ledger.setMeta('pruned_before_ms', String(Math.max(ledger.prunedBeforeMs, before)));
    return count;
  });
}
