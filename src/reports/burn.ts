/** How fast a running window fills, and where it will end if that goes on. */
import { approximately } from '../core/json-output.ts';
import type { Named } from '../rollup/sum.ts';

const MINUTE = 60_000;

export interface Burn {
  readonly tokensPerMinute: number;
  /** Of input and output alone: what is read from the cache says little of the pace of work. */
  readonly uncachedPerMinute: number;
  readonly usdPerHour: number;
}

export interface Projection {
  readonly totalTokens: number;
  /** To the cent: it is a guess. */
  readonly usd: number;
  readonly remainingMinutes: number;
}

export interface LimitStatus {
  readonly limit: number;
  readonly projectedUsage: number;
  readonly percentUsed: number;
  readonly status: 'ok' | 'warning' | 'exceeds';
}

/** From this share of the limit on, a projection is a warning. */
const WARNING = 0.8;

/** From the first to the last response; undefined where they are one. */
export function burnOf({ tally, cost, sum }: Named): Burn | undefined {
  const minutes = (sum.toMs - sum.fromMs) / MINUTE;
  if (!(minutes > 0)) return undefined;
  return {
    tokensPerMinute: tally.total / minutes,
    uncachedPerMinute: (tally.tokens.input + tally.tokens.output) / minutes,
    usdPerHour: (approximately(cost) / minutes) * 60,
  };
}

export function projectionOf({ tally, cost }: Named, burn: Burn, leftMs: number): Projection {
  const remainingMinutes = Math.round(Math.max(0, leftMs) / MINUTE);
  const usd = approximately(cost) + (burn.usdPerHour / 60) * remainingMinutes;
  return {
    totalTokens: Math.round(tally.total + burn.tokensPerMinute * remainingMinutes),
    usd: Math.round(usd * 100) / 100,
    remainingMinutes,
  };
}

export function limitStatus(limit: number, { totalTokens }: Projection): LimitStatus {
  const status = totalTokens > limit ? 'exceeds' : totalTokens > limit * WARNING ? 'warning' : 'ok';
  return { limit, projectedUsage: totalTokens, percentUsed: (totalTokens / limit) * 100, status };
}
