/**
 * Lines of a transcript that state something of its session, beside the responses:
 *
 *   {"type":"custom-title","customTitle":"Shuttle","sessionId":"6c0a..."}       the user's name for the session
 *   {"type":"ai-title","aiTitle":"Fix the loom shuttle","sessionId":"6c0a..."}   a model's
 *
 * They are written again whenever they change; the last one holds. Summaries (`type` summary) are of other files' messages
 * and are not read.
 */
import { text } from '../../core/lines.ts';
import type { Out } from '../../core/source.ts';
import { sessionOf } from './attribution.ts';
import type { Json, TranscriptState } from './logged-response.ts';

/** The types of these lines, as they stand in the line. The fast scanner has the same list. */
const TYPES = ['"ai-title"', '"custom-title"'] as const;
/** They stand at the beginning of their lines. */
const WITHIN_BYTES = 256;

/** Whether a line may be one of them. */
export function isStatement(line: Buffer): boolean {
  const beginning = line.subarray(0, WITHIN_BYTES + 32);
  return TYPES.some(type => {
    const at = beginning.indexOf(type);
    return at >= 0 && at < WITHIN_BYTES;
  });
}

export function readStatement(state: TranscriptState, line: Json, out: Out): void {
  const of = { source: 'claude-code', session: sessionOf(state.file, line) };
  if (line.type === 'custom-title') out.session({ ...of, customTitle: text(line.customTitle) });
  else if (line.type === 'ai-title') out.session({ ...of, madeTitle: text(line.aiTitle) });
}
