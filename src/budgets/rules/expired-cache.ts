/**
 * Context that was written to the cache, expired during a pause before anything read it, and was written again. Anthropic
 * keeps a prompt for five minutes after its last use, or for an hour where that was paid for
 * (https://docs.claude.com/en/docs/build-with-claude/prompt-caching).
 */
import type { Alert } from '../../core/alert.ts';
import { counted, grouped, usdCents } from '../../core/format.ts';
import type { RunTrace, TracedCall } from '../../core/run-trace.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';
import { callsBy, costOf, recentRuns } from './runs.ts';

const SHORT_MS = 300_000;
const HOUR_MS = 3_600_000;
/** The cache is lost where less than this share of what was in it is read. */
const KEPT = 0.1;

export const expiredCache: Rule<AlertInput> = {
  id: 'expired-cache',
  summary:
    'pauses in a session let the cache expire, and >= 500,000 tokens of it were written again on one or two days',
  limit: 500_000,

  check(input, limit) {
    const { zone, today } = input;
    return [...callsBy(recentRuns(input), threadOf).values()].flatMap(({ run, calls }): readonly Alert[] => {
      const misses = missesIn(calls).filter(({ call }) => zone!.day(call.atMs) >= today - 1);
      const tokens = misses.reduce((sum, miss) => sum + miss.tokens, 0);
      if (misses.length === 0 || tokens < limit) return [];
      const { source, session, agentId = '' } = run;
      const cost = costOf(misses.map(({ call }) => call));
      return [
        {
          ...{ rule: expiredCache.id, level: 'yellow', evidence: [], scope: { source, session } },
          key: `expired-cache:${source}:${session}:${agentId}`,
          text: `${counted(misses.length, 'pause')} let the cache of session ${session.slice(0, 8)} expire: ${grouped(tokens)} tokens were written again, in calls that cost ${usdCents(cost)}`,
          advice: 'answer within the life of the cache, or compact or start anew after a long pause',
        },
      ];
    });
  },
};

/** Calls of one conversation follow each other, whatever actions they are of. */
function threadOf({ source, session, agentId = '' }: RunTrace): string {
  return [source, session, agentId].join('\0');
}

/** Calls after a pause that found the cache of the call before them gone, and how much of it they wrote again. */
function missesIn(calls: readonly TracedCall[]): readonly { call: TracedCall; tokens: number }[] {
  let lifeMs = SHORT_MS;
  return calls.flatMap((call, i) => {
    const before = calls[i - 1];
    if (!before) return [];
    if (before.cacheWriteHour > 0) lifeMs = HOUR_MS;
    else if (before.cacheWriteShort > 0) lifeMs = SHORT_MS;
    const cached = before.cacheRead + before.cacheWriteShort + before.cacheWriteHour;
    const isMiss = cached > 0 && call.cacheRead < KEPT * cached && call.atMs - before.atMs > lifeMs;
    const tokens = Math.min(cached - call.cacheRead, call.cacheWriteShort + call.cacheWriteHour);
    return isMiss && tokens > 0 ? [{ call, tokens }] : [];
  });
}
