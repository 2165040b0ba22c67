/**
 * Lines of a transcript that state something of its session, beside the responses:
 *
 *   {"type":"custom-title","customTitle":"Shuttle","sessionId":"6c0a..."}       the user's name for the session
 *   {"type":"ai-title","aiTitle":"Fix the loom shuttle","sessionId":"6c0a..."}   a model's
 *   {"type":"cost-state","modelUsage":{...},"sessionId":"6c0a..."}               what it cost (`cost-state.ts`)
 *   {"type":"bridge-session","timestamp":"...","sessionId":"6c0a..."}            it goes on in another place
 *
 * They are written again whenever they change; the last one holds. Summaries (`type` summary) are of other files' messages
 * and are not read.
 */
import { instant } from '../../core/counts.ts';
import { text } from '../../core/lines.ts';
import type { Out } from '../../core/source.ts';
import { noTokens } from '../../core/usage.ts';
import { attributionOf, sessionOf } from './attribution.ts';
import { costState } from './cost-state.ts';
import type { Json, TranscriptState } from './logged-response.ts';

/** The types of these lines, as they stand in the line. The fast scanner has the same list. */
const TYPES = ['"ai-title"', '"custom-title"', '"cost-state"', '"bridge-session"'] as const;
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

export function readStatement(state: TranscriptState, line: Json, offset: number, out: Out): void {
  const of = { source: 'claude-code', session: sessionOf(state.file, line) };
  if (line.type === 'custom-title') out.session({ ...of, customTitle: text(line.customTitle) });
  else if (line.type === 'ai-title') out.session({ ...of, madeTitle: text(line.aiTitle) });
  else if (line.type === 'cost-state') {
    const stated = costState(line, why => out.trouble(why, state.lines));
    if (stated) out.session({ ...of, stated });
  } else if (line.type === 'bridge-session') readBridge(state, line, offset, out);
}

/**
 * A session that is controlled from another place leaves marks every few minutes, and its messages only where they are
 * written here as well. Two marks one behind the other are a stretch without any: a response of unknown size, so that
 * totals are minimums.
 */
function readBridge(state: TranscriptState, line: Json, offset: number, out: Out): void {
  const isSecond = state.bridgeLine !== undefined && state.bridgeLine === state.lines - 1;
  const isNew = state.bridgeLine === undefined || !isSecond;
  if (isNew) state.isBridgeTold = undefined;
  state.bridgeLine = state.lines;
  const atMs = instant(line.timestamp) ?? state.lastMs;
  if (!isSecond || state.isBridgeTold || atMs === undefined) return;
  state.isBridgeTold = true;
  out.reading({
    key: `claude:bridge:${sessionOf(state.file, line)}:${atMs}`,
    request: '',
    atMs,
    tokens: noTokens,
    quality: 'lower bound',
    notes: ['elsewhere'],
    terms: { model: '' },
    attribution: attributionOf(state, { line, message: undefined, requestId: undefined }),
    offset,
    line: state.lines,
  });
}
