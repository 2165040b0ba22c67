/**
 * Usage as a witness states it, which is a count beside the log's own responses. It is compared with
 * their sum and never added to it.
 */

/** Counts of one model, cumulative since the witness began to count. */
export interface StatedModel {
  /** As the witness spells it. */
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly webSearches: number;
  /** In USD; absent where the witness states no cost. */
  readonly usd?: number;
}

export interface StatedUsage {
  readonly models: readonly StatedModel[];
  /** In USD, of all models; absent where the witness states no cost of them. */
  readonly usd?: number;
}

/** All tokens of a model. */
export function statedTokens({ input, output, cacheRead, cacheWrite }: StatedModel): number {
  return input + output + cacheRead + cacheWrite;
}
