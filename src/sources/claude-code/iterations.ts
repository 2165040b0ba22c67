/**
 * The requests that a response was made of, `usage.iterations`:
 *
 *   [{"type":"message","input_tokens":3,"output_tokens":30,...}]                  as the response itself
 *   [{"type":"message",...},{"type":"message",...}]                                several add up to the response
 *   [{"type":"message","model":"a",...},{"type":"fallback_message","model":"b"}]   `a` refused, `b` answered
 *   [{"type":"message",...},{"type":"advisor_message",...}]                        see `billed-beside.ts`
 *
 * The counts of the response are those of the request that answered, or the sum of those that did. An attempt that was
 * refused is in no sum: without output it is not billed, with output it is billed at its own model
 * (platform.claude.com/docs, refusals and fallback).
 */
import { keyOf, keyText } from '../../core/key.ts';
import { record, text } from '../../core/lines.ts';
import { requestCounts, requestsOf } from '../../core/requests.ts';
import type { UnservedAttempt } from '../../core/session-facts.ts';
import type { Reading, RequestCounts, Tokens } from '../../core/usage.ts';
import type { Json } from './logged-response.ts';
import { readUsage } from './usage.ts';

const FALLBACK = 'fallback_message';

function iterationsIn(usage: Json): readonly Json[] {
  if (!Array.isArray(usage.iterations)) return [];
  return usage.iterations.map(record).filter(each => each !== undefined);
}

/** The requests of a response, where there were several; what is no count in them is no request. */
export function loggedRequests(usage: Json, whole: Tokens): readonly RequestCounts[] | undefined {
  const messages = iterationsIn(usage).filter(({ type }) => type === 'message');
  if (messages.length < 2) return undefined;
  const parts = messages.map(each => readUsage(each, () => undefined).tokens);
  return requestsOf(parts, whole)?.map(requestCounts);
}

/** The attempts that were refused before the last one answered. */
export function unservedAttempts(usage: Json, of: Reading): readonly UnservedAttempt[] {
  const attempts = iterationsIn(usage).filter(({ type }) => type === 'message' || type === FALLBACK);
  if (attempts.at(-1)?.type !== FALLBACK) return [];
  const response = keyText(keyOf(of.key));
  return attempts.slice(0, -1).map(attempt => {
    const { tokens } = readUsage(attempt, () => undefined);
    return { response, atMs: of.atMs, model: text(attempt.model) ?? of.terms.model, tokens };
  });
}
