/** What `--test --json` prints. The shape is a promise to scripts: fields are added, never renamed. */
import { decimal, rounded } from '../core/money.ts';
import type { Rate } from '../core/price.ts';
import { totalTokens } from '../core/usage.ts';
import { workSum } from '../core/work.ts';
import type { WorkLog } from '../core/work-log.ts';
import type { Findings } from '../reports/findings.ts';
import { allUnloggedUsd } from '../reports/witness/session-counts.ts';
import { type Unserved, unservedIn } from '../reports/witness/unserved.ts';
import type { Tally } from '../rollup/tally.ts';

export function findingsJson(
  { snapshot, all, models, bySource, logged, counts }: Findings,
  elapsedMs: number,
  manualLog?: WorkLog,
) {
  const { journal, cache } = snapshot;
  const cost = all.cost();
  return {
    sources: snapshot.sources.map(source => {
      const seen = bySource.get(source.id) ?? { events: 0, records: 0 };
      const { id, roots, files, troubles } = source;
      return { id, roots, files, events: seen.events, duplicates: seen.records - seen.events, troubles };
    }),
    range: journal.range
      ? { from: new Date(journal.range.fromMs).toISOString(), to: new Date(journal.range.toMs).toISOString() }
      : { from: null, to: null },
    models: models.map(({ id, rate, tally }) => ({
      id,
      price: priceName(rate),
      events: tally.events,
      tokens: tally.total,
      costUsd: costUsd(tally),
    })),
    totals: {
      input: all.tokens.input,
      output: all.tokens.output,
      cacheRead: all.tokens.cacheRead,
      cacheWrite: all.cacheWrite,
      cacheWrite5m: all.tokens.cacheWrite5m,
      cacheWrite1h: all.tokens.cacheWrite1h,
      total: all.total,
      costUsd: costUsd(all),
      unpricedTokens: cost.unpricedTokens,
      lowerBoundEvents: cost.lowerBoundEvents,
    },
    logged: { events: logged.events, usd: decimal(logged.usd), ours: decimal(logged.ours) },
    // What Claude Code counted in sessions above their lines; it is in none of the totals.
    unlogged: { sessions: counts.length, usd: decimal(allUnloggedUsd(counts)) },
    // Attempts that were refused before another model answered; they are in none of the totals.
    unserved: unservedJson(unservedIn(journal)),
    cache: { dir: cache.dir ?? null, hits: cache.hits, misses: cache.misses, problem: cache.problem ?? null },
    // Only where there is one; it is in none of the totals.
    manualLog: manualLog && manualLog.lines > 0 ? manualLogJson(manualLog) : undefined,
    elapsedMs: Math.round(elapsedMs),
  };
}

function unservedJson(attempts: readonly Unserved[]) {
  const tokens = attempts.reduce((sum, each) => sum + totalTokens(each.tokens), 0);
  return { attempts: attempts.length, tokens };
}

function manualLogJson({ file, entries, troubles }: WorkLog) {
  const { tokens, usd } = workSum(entries);
  return { path: file, tasks: entries.length, tokens, estimatedUsd: decimal(usd), troubles };
}

/** A number for scripts; null where nothing in it has a price, for 0 would be a lie. */
function costUsd(tally: Tally): number | null {
  const cost = tally.cost();
  const isUnknown = tally.events > 0 && cost.unpricedEvents === tally.events;
  return isUnknown ? null : Number(rounded(cost.usd, 12));
}

/** The row a model resolved to, or which of the other states it is in. */
function priceName(rate: Rate): string {
  return rate.status === 'listed' ? rate.origin.model : rate.status;
}
