/**
 * The counts of one response in a debug trace. The provider's own answer knows best; what Goose made of it, in the
 * fields beside it, lacks the cache and is used where the answer has no counts (or is in a shape not known here).
 *
 *   OpenAI      {"prompt_tokens":4120,"completion_tokens":96,"total_tokens":4216,
 *                "prompt_tokens_details":{"cached_tokens":3072}}                       cache inside the prompt
 *   Anthropic   {"input_tokens":12,"cache_creation_input_tokens":1800,"cache_read_input_tokens":2200,
 *                "output_tokens":210}                                                  cache beside the input
 */
import { record } from '../../core/lines.ts';
import type { Terms } from '../../core/usage.ts';
import { placed, type Remarks, readTotals, sumOf, type Totals } from './totals.ts';

type Json = Readonly<Record<string, unknown>>;

export interface ResponseUsage {
  readonly totals: Totals;
  readonly reasoning: number;
}

export function responseUsage(
  output: Json | undefined,
  fields: Json,
  terms: Terms,
  remarks: Remarks,
): ResponseUsage {
  const answer = record(output?.usage);
  if (answer?.prompt_tokens !== undefined) {
    const usage = openaiUsage(answer, terms, remarks);
    if (sumOf(usage.totals) > 0) return usage;
  }
  if (answer?.input_tokens !== undefined) {
    const totals = anthropicTotals(answer, remarks);
    if (sumOf(totals) > 0) return { totals, reasoning: 0 };
  }
  return { totals: readTotals(fields, '', terms, remarks), reasoning: 0 };
}

function openaiUsage(usage: Json, terms: Terms, remarks: Remarks): ResponseUsage {
  const prompt = remarks.count(usage.prompt_tokens, 'prompt_tokens');
  const completion = remarks.count(usage.completion_tokens, 'completion_tokens');
  const total = remarks.count(usage.total_tokens, 'total_tokens');
  const reasoning = remarks.count(
    record(usage.completion_tokens_details)?.reasoning_tokens,
    'completion_tokens_details.reasoning_tokens',
  );
  const cached = record(usage.prompt_tokens_details)?.cached_tokens ?? undefined;
  // Reasoning is part of the completion, except with providers (xAI) whose total only adds up with both.
  const isBeside = total > 0 && total === prompt + completion + reasoning;
  const { input, output } = isBeside
    ? { input: prompt, output: completion + reasoning }
    : placed(prompt, completion, total, terms);
  return {
    totals: {
      input,
      output,
      cacheRead:
        cached === undefined ? undefined : remarks.count(cached, 'prompt_tokens_details.cached_tokens'),
    },
    reasoning: Math.min(reasoning, output),
  };
}

function anthropicTotals(usage: Json, remarks: Remarks): Totals {
  const cacheRead = remarks.count(usage.cache_read_input_tokens, 'cache_read_input_tokens');
  const cacheWrite = remarks.count(usage.cache_creation_input_tokens, 'cache_creation_input_tokens');
  return {
    input: remarks.count(usage.input_tokens, 'input_tokens') + cacheRead + cacheWrite,
    output: remarks.count(usage.output_tokens, 'output_tokens'),
    cacheRead,
    cacheWrite,
  };
}
