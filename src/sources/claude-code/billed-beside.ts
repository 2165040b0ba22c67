/** Readings of what was billed beside a response and is not in its counts. */
import { record, text } from '../../core/lines.ts';
import { type Reading, totalTokens } from '../../core/usage.ts';
import { termsOf } from './attribution.ts';
import type { Json, LoggedResponse } from './logged-response.ts';
import { readUsage } from './usage.ts';

/**
 * Calls that were billed beside the response and are not in its counts: an advisor model that was asked on the way,
 * and the compaction of the conversation (platform.claude.com/docs, advisor tool and compaction).
 */
export function extraCalls(usage: Json, of: Reading, bad: (why: string) => void): Reading[] {
  const iterations = Array.isArray(usage.iterations) ? usage.iterations : [];
  return iterations.flatMap((item, index): Reading[] => {
    const iteration = record(item);
    const kind = iteration?.type === 'advisor_message' ? 'advisor' : iteration?.type;
    if (!iteration || (kind !== 'advisor' && kind !== 'compaction')) return [];
    const counted = readUsage(iteration, bad);
    if (totalTokens(counted.tokens) === 0) return [];
    const model = text(iteration.model) ?? of.terms.model;
    return [
      {
        ...of,
        key: `${of.key}:${kind}:${index}`,
        request: undefined,
        tokens: counted.tokens,
        reasoning: counted.reasoning,
        webSearches: counted.webSearches,
        loggedUsd: undefined,
        tools: undefined,
        quality: 'exact',
        notes: [...counted.notes, kind],
        terms: { ...of.terms, model },
      },
    ];
  });
}

/**
 * The segments before the last one of a response that the vendor paused and resumed. `message.usage` covers the last
 * segment alone; the others were billed as well, once per message however many records repeat them.
 */
export function pausedSegments(
  { message }: LoggedResponse,
  of: Reading,
  bad: (why: string) => void,
): Reading[] {
  const parts = Array.isArray(message?.pausedResponses) ? message.pausedResponses : [];
  return parts.flatMap((item, index): Reading[] => {
    const part = record(item);
    const usage = record(part?.usage);
    const counted = usage && readUsage(usage, bad);
    if (!usage || !counted || (totalTokens(counted.tokens) === 0 && counted.webSearches === 0)) return [];
    return [
      {
        ...of,
        key: `${of.key}:paused:${text(part?.requestId) ?? index}`,
        request: undefined,
        tokens: counted.tokens,
        reasoning: counted.reasoning,
        webSearches: counted.webSearches,
        loggedUsd: undefined,
        tools: undefined,
        quality: 'exact',
        notes: [...counted.notes, 'paused segment'],
        terms: termsOf(of.terms.model, { ...usage, speed: usage.speed ?? of.terms.speed }),
      },
    ];
  });
}
