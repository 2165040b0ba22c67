/** Gathers the calls of some days by run, for rules that look at how calls follow each other. */
import { actionName } from '../core/action.ts';
import type { Day } from '../core/calendar.ts';
import { getOrInsert } from '../core/group.ts';
import type { RunTrace, TracedCall } from '../core/run-trace.ts';
import { eventUsd } from '../rollup/tally.ts';
import type { UsageInput } from './usage-days.ts';

/** The runs with calls from a day on, each with its calls since then. */
export function runTraces({ journal, prices, zone }: UsageInput, from: Day): readonly RunTrace[] {
  const runs = new Map<string, RunTrace & { readonly calls: TracedCall[] }>();
  const fromMs = zone.startOf(from);
  journal.visit(event => {
    // Sums of whole sessions are no calls.
    if (event.atMs < fromMs || event.quality === 'session total') return;
    const { attribution, action, tokens } = event;
    const { source, session } = attribution;
    const agentId = journal.agentChain(attribution).at(-1);
    const name = [source, session, agentId, actionName(action)].join('\0');
    const run = getOrInsert(runs, name, () => ({
      ...{ action, source, session, agentId, project: event.project },
      calls: [],
    }));
    run.calls.push({
      id: event.id,
      atMs: event.atMs,
      input: tokens.input,
      cacheRead: tokens.cacheRead,
      cacheWriteShort: tokens.cacheWrite5m + tokens.cacheWriteOther,
      cacheWriteHour: tokens.cacheWrite1h,
      output: tokens.output,
      usd: eventUsd(event, prices.rate(event)),
    });
  });
  for (const { calls } of runs.values()) calls.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  return [...runs.values()];
}
