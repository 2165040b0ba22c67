/** The calls of one run of an action in the order of time, as far as rules about spikes and waste look at them. */
import type { Money } from './money.ts';
import type { Action } from './usage.ts';

export interface TracedCall {
  readonly id: string;
  /** UTC ms. */
  readonly atMs: number;
  /** Sent to the model and neither read from the cache nor written to it. */
  readonly input: number;
  readonly cacheRead: number;
  /** Written to the cache for five minutes or an unknown time, and for an hour. */
  readonly cacheWriteShort: number;
  readonly cacheWriteHour: number;
  readonly output: number;
  /** Undefined where the model has no price. */
  readonly usd: Money | undefined;
}

/** What one subagent did, or a session outside of its subagents, for one action. */
export interface RunTrace {
  readonly action: Action;
  readonly source: string;
  readonly session: string;
  /** Absent outside of subagents. */
  readonly agentId?: string;
  /** The directory of its project. */
  readonly project: string;
  readonly calls: readonly TracedCall[];
}
