/**
 * The sums that Copilot writes when a session ends, one for each model:
 *
 *   "modelMetrics":{"gpt-5.5":{"requests":{"count":3,"cost":3},"usage":{"inputTokens":41000,"outputTokens":900,
 *    "cacheReadTokens":30000,"cacheWriteTokens":0,"reasoningTokens":200}}}
 *
 * A session that is resumed goes on counting in newer versions (1.0.80), and begins anew in older ones; a compaction
 * begins anew in all of them.
 */
import { record } from '../../core/lines.ts';
import type { Remarks } from '../remarks.ts';

export const METRICS = [
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'reasoningTokens',
] as const;

/** In the order of `METRICS`. */
export type Metrics = readonly number[];
export type ByModel = Readonly<Record<string, Metrics>>;

export function readMetrics(value: unknown, remarks: Remarks): ByModel {
  const models = Object.entries(record(value) ?? {});
  return Object.fromEntries(
    models.map(([model, metrics]) => {
      const usage = record(record(metrics)?.usage);
      return [model, METRICS.map(name => remarks.count(usage?.[name], `${model}: ${name}`))];
    }),
  );
}

/** A value by a name that a log made up, which may be that of something all objects have. */
export function ownValue<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** What answers said their output was, in this leg of the session and in all that the sums may hold. */
export interface Outputs {
  readonly leg: number;
  readonly all: number;
}

/** What a leg used: the difference of two sums, or the sum where it began anew. */
export function usedSince(before: ByModel, sums: ByModel, outputs: Outputs): ByModel {
  const output = Object.values(sums).reduce((all, metrics) => all + metrics[1]!, 0);
  const hasFallen = Object.entries(before).some(([model, metrics]) =>
    metrics.some((count, i) => count > (ownValue(sums, model)?.[i] ?? 0)),
  );
  if (hasFallen || Math.abs(output - outputs.leg) < Math.abs(output - outputs.all)) return sums;
  return Object.fromEntries(
    Object.entries(sums).map(([model, metrics]) => [
      model,
      metrics.map((count, i) => count - (ownValue(before, model)?.[i] ?? 0)),
    ]),
  );
}
