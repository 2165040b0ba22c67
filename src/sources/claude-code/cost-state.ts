/**
 * What Claude Code itself counted in a session, by model and cumulative. It writes the line at the end of an interactive
 * session and now and then before (since August 2026, 2.1.251); the last one holds. It counts what no other line does:
 * the output of subagents, compaction, titles, calls of helper models. A resumed or forked session goes on from the
 * count that it found (Agent SDK, comment on `modelUsage`).
 *
 *   {"type":"cost-state","sessionId":"6c0a...","totalCostUSD":0.644,"modelUsage":{"claude-sonnet-5[1m]":
 *    {"inputTokens":1100,"outputTokens":12000,"cacheReadInputTokens":1500000,"cacheCreationInputTokens":55300,
 *     "webSearchRequests":0,"costUSD":0.6434}}}
 */
import { count } from '../../core/counts.ts';
import { record } from '../../core/lines.ts';
import type { StatedModel, StatedUsage } from '../../core/stated-usage.ts';
import type { Json } from './logged-response.ts';

/** Undefined where the line states nothing of any model. */
export function costState(line: Json, bad: (why: string) => void): StatedUsage | undefined {
  return statedUsage(record(line.modelUsage), line.totalCostUSD, bad);
}

/** Usage by model, as `cost-state` lines and `stats-cache.json` spell it. */
export function statedUsage(
  models: Json | undefined,
  totalUsd: unknown,
  bad: (why: string) => void,
): StatedUsage | undefined {
  const stated = Object.entries(models ?? {}).flatMap(([model, value]): readonly StatedModel[] => {
    const usage = record(value);
    if (!usage) return [];
    const read = (field: string) => count(usage[field], field, bad);
    return [
      {
        model,
        input: read('inputTokens'),
        output: read('outputTokens'),
        cacheRead: read('cacheReadInputTokens'),
        cacheWrite: read('cacheCreationInputTokens'),
        webSearches: read('webSearchRequests'),
        usd: dollars(usage.costUSD),
      },
    ];
  });
  if (stated.length === 0) return undefined;
  // The total is rounded in some versions; its parts are not.
  const isWhole = stated.every(({ usd }) => usd !== undefined);
  const sum = stated.reduce((all, { usd = 0 }) => all + usd, 0);
  return { models: stated, usd: isWhole ? Number(sum.toFixed(12)) : dollars(totalUsd) };
}

function dollars(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
