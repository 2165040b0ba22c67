/**
 * The `usage` object of Anthropic's API, as transcripts repeat it:
 *
 *   {"input_tokens":3,"output_tokens":120,"cache_read_input_tokens":9000,"cache_creation_input_tokens":500,
 *    "cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":500}}
 *
 * Input excludes what was read from or written to the cache, and output includes thinking, so the kinds are disjoint
 * as they come (platform.claude.com/docs, prompt caching). Only the split of cache writes needs thought.
 */
import { count } from '../../core/counts.ts';
import { record } from '../../core/lines.ts';
import type { Note, Tokens } from '../../core/usage.ts';
import { translated } from './foreign-usage.ts';

export interface CountedUsage {
  readonly tokens: Tokens;
  readonly reasoning: number;
  readonly webSearches: number;
  readonly notes: readonly Note[];
}

/** Reads a usage object, in the field names of any vendor; calls `bad` for every field that is not a count. */
export function readUsage(
  logged: Readonly<Record<string, unknown>>,
  bad: (why: string) => void,
): CountedUsage {
  const foreign = isInOwnNames(logged) ? undefined : translated(logged);
  const usage = foreign ?? logged;
  const notes: Note[] = foreign ? ['other field names'] : [];
  const read = (object: Readonly<Record<string, unknown>> | undefined, field: string) =>
    count(object?.[field], field, why => {
      if (!notes.includes('count repaired')) notes.push('count repaired');
      bad(why);
    });

  const written = read(usage, 'cache_creation_input_tokens');
  const split = record(usage.cache_creation);
  const fiveMinutes = read(split, 'ephemeral_5m_input_tokens');
  const oneHour = read(split, 'ephemeral_1h_input_tokens');
  // Logs before the split, and some with an empty one, state only the sum: those writes lived five minutes.
  const unsplit = Math.max(0, written - fiveMinutes - oneHour);
  if (unsplit > 0 && fiveMinutes + oneHour > 0) notes.push('write split short');

  return {
    tokens: {
      input: read(usage, 'input_tokens'),
      output: read(usage, 'output_tokens'),
      cacheRead: read(usage, 'cache_read_input_tokens'),
      cacheWrite5m: fiveMinutes + unsplit,
      cacheWrite1h: oneHour,
      cacheWriteOther: 0,
    },
    reasoning: read(record(usage.output_tokens_details), 'thinking_tokens'),
    webSearches: read(record(usage.server_tool_use), 'web_search_requests'),
    notes,
  };
}

const OWN = [
  'input_tokens',
  'output_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
] as const;

/** Whether there is a count other than 0 in Anthropic's names, and no detail that Anthropic does not have. */
function isInOwnNames(usage: Readonly<Record<string, unknown>>): boolean {
  return !record(usage.input_tokens_details) && OWN.some(name => usage[name]);
}
