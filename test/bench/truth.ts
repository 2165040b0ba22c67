/**
 * What a tree of transcripts holds, counted the slow and obvious way, so that a reader that is fast because it
 * overlooks something is found out. It knows nothing of our own readers: each line is parsed, the record with the most
 * output speaks for its response.
 */
import { type Counts, noCounts } from './session.ts';

/** Responses by the id of their message. */
export type Responses = Map<string, Response>;
type Response = Omit<Counts, 'responses'>;

interface Line {
  readonly type?: unknown;
  readonly message?: Message;
  readonly data?: { readonly type?: unknown; readonly message?: { readonly message?: Message } };
}

interface Message {
  readonly id?: string;
  readonly model?: string;
  readonly stop_reason?: string | null;
  readonly usage?: Readonly<Record<string, number>> & {
    readonly cache_creation?: Readonly<Record<string, number>>;
  };
}

/** Adds the responses of a transcript to those of others. */
export function countText(text: string, responses: Responses): void {
  for (const line of text.split('\n')) {
    if (!line.includes('"usage"')) continue;
    const json = JSON.parse(line) as Line;
    const message = json.type === 'assistant' ? json.message : progressOf(json);
    const found = message && responseOf(message);
    if (!found || !message.id) continue;
    const known = responses.get(message.id);
    responses.set(message.id, known ? folded(known, found) : found);
  }
}

/** A subagent's response, told in the file of its parent. */
function progressOf({ type, data }: Line): Message | undefined {
  return type === 'progress' && data?.type === 'agent_progress' ? data.message?.message : undefined;
}

function responseOf({ usage, model, stop_reason }: Message): Response | undefined {
  if (!usage || model === '<synthetic>') return undefined;
  const hour = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  return {
    records: 1,
    lowerBounds: stop_reason ? 0 : 1,
    input: usage.input_tokens ?? 0,
    output: usage.output_tokens ?? 0,
    cacheRead: usage.cache_read_input_tokens ?? 0,
    cacheWrite5m: (usage.cache_creation_input_tokens ?? 0) - hour,
    cacheWrite1h: hour,
  };
}

function folded(a: Response, b: Response): Response {
  const most = b.output > a.output ? b : a;
  return { ...most, records: a.records + b.records, lowerBounds: Math.min(a.lowerBounds, b.lowerBounds) };
}

export function sumOf(responses: Responses): Counts {
  const sum = { ...noCounts(), responses: responses.size };
  for (const response of responses.values()) {
    for (const [kind, value] of Object.entries(response)) sum[kind as keyof Response] += value;
  }
  return sum;
}
