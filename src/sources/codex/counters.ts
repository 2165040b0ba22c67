/**
 * The counters of a rollout. `total_token_usage` adds up over the session, `last_token_usage` is that of one request:
 *
 *   {"total_token_usage":{"input_tokens":28875,"cached_input_tokens":18304,"output_tokens":1177,
 *    "reasoning_output_tokens":922,"total_tokens":30052},"last_token_usage":{...}}
 *
 * What was used is the difference of two totals. The last usage is no substitute: it is written again at the end of a
 * task, and holds one of two requests where the user spoke in between.
 */
import { record } from '../../core/lines.ts';
import type { Remarks } from '../remarks.ts';

/** Cached and written tokens are parts of the input, reasoning is part of the output. */
export const COUNTERS = [
  'input_tokens',
  'cached_input_tokens',
  'cache_write_input_tokens',
  'output_tokens',
  'reasoning_output_tokens',
] as const;

/** In the order of `COUNTERS`. */
export type Counts = readonly number[];

export function readCounts(value: unknown, field: string, remarks: Remarks): Counts | undefined {
  const usage = record(value);
  return usage && COUNTERS.map(name => remarks.count(usage[name], `${field}.${name}`));
}

export interface Usage {
  readonly counts: Counts;
  /** Whether it is only what the last request used, because what came before is in another file. */
  readonly isFirst: boolean;
}

/**
 * What was used between two totals. A counter that falls began anew, so the new total is all of it. Where this file has
 * no earlier total, the session may have begun in another one (a fork, a second file): then it is the last usage.
 */
export function usageSince(before: Counts | undefined, total: Counts, last: Counts | undefined): Usage {
  if (before === undefined) {
    const isSoFar = last?.every((count, i) => count <= total[i]!) ?? false;
    return {
      counts: isSoFar ? last! : total,
      isFirst: isSoFar && last!.some((count, i) => count < total[i]!),
    };
  }
  const hasFallen = total.some((count, i) => count < before[i]!);
  return { counts: hasFallen ? total : total.map((count, i) => count - before[i]!), isFirst: false };
}
