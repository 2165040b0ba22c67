/**
 * Searches of Claude Code's own tool. A side call makes them, which no line is about: the response says that it searched
 * nothing, and only the result of the tool says how often it did.
 *
 *   {"type":"user","toolUseResult":{"query":"...","results":[...],"searchCount":4}}
 *
 * The fee per search is known, the tokens of the side call are not, so the cost is at least the fee.
 */
import { count } from '../../core/counts.ts';
import { record, text } from '../../core/lines.ts';
import type { Out } from '../../core/source.ts';
import { noTokens } from '../../core/usage.ts';
import { attributionOf } from './attribution.ts';
import type { Json, TranscriptState } from './logged-response.ts';

/** As it is in the price list: the fee does not depend on the model that searches. */
const MODEL = 'web-search';

/** Emits the searches of a tool's result that no response counts. */
export function readSearches(state: TranscriptState, line: Json, offset: number, out: Out): void {
  const result = line.type === 'user' ? record(line.toolUseResult) : undefined;
  if (result?.searchCount === undefined) return;
  const searches = count(result.searchCount, 'searchCount', why => out.trouble(why, state.lines));
  const call = callIn(line) ?? text(line.uuid);
  if (searches === 0 || call === undefined || state.lastMs === undefined) return;
  out.reading({
    key: `claude:search:${call}`,
    atMs: state.lastMs,
    tokens: noTokens,
    webSearches: searches,
    quality: 'lower bound',
    notes: ['unlogged search'],
    terms: { provider: 'anthropic', model: MODEL },
    attribution: attributionOf(state, { line, message: undefined, requestId: undefined }),
    tools: ['WebSearch'],
    offset,
    line: state.lines,
  });
}

function callIn(line: Json): string | undefined {
  const content = record(line.message)?.content;
  if (!Array.isArray(content)) return undefined;
  return content.map(block => text(record(block)?.tool_use_id)).find(id => id !== undefined);
}
