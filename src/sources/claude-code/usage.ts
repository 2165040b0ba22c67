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

export interface CountedUsage {
  readonly tokens: Tokens;
  readonly reasoning: number;
  readonly webSearches: number;
  readonly notes: readonly Note[];
}

/** Reads a usage object; `bad` is told of every field that is not a count. */
export function readUsage(
  usage: Readonly<Record<string, unknown>>,
  bad: (why: string) => void,
): CountedUsage {
  const notes: Note[] = [];
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
