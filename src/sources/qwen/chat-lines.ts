/**
 * A session of Qwen Code, one JSON object per line:
 *
 *   {"uuid":"...","sessionId":"...","timestamp":"2026-07-01T10:00:00.000Z","type":"assistant","cwd":"/home/me/app",
 *    "gitBranch":"main","model":"qwen3-coder-plus","message":{"parts":[{"functionCall":{"name":"read_file"}}]},
 *    "usageMetadata":{"promptTokenCount":9000,"cachedContentTokenCount":8000,"candidatesTokenCount":70,
 *    "thoughtsTokenCount":40,"totalTokenCount":9070}}
 *
 * Cached tokens are inside the prompt. Models that are spoken to as OpenAI's count thoughts among the candidates, Gemini
 * does not: the total decides. Lines of type `system` repeat the same counts as telemetry.
 */
import { instant } from '../../core/counts.ts';
import { record, text } from '../../core/lines.ts';
import type { LineFormat, Out } from '../../core/source.ts';
import { type Json, type LineState, readObjects } from '../json-lines.ts';
import { tokensInside } from '../prompt.ts';
import { answerOf } from '../reasoning.ts';
import { Remarks } from '../remarks.ts';

interface QwenState extends LineState {
  /** By the name of the file, for lines that do not say. */
  readonly session: string;
}

export const qwenLines: LineFormat<QwenState> = {
  kind: 'lines',
  id: 'qwen-chat-lines',
  version: 1,

  start: file => ({ session: /([^\\/]+)\.jsonl$/.exec(file)?.[1] ?? file, lines: 0, lastMs: undefined }),

  read(state, bytes, offset, out) {
    readObjects(state, bytes, offset, out, (json, at) => readLine(state, json, at, out));
  },
};

function readLine(state: QwenState, json: Json, offset: number, out: Out): void {
  const own = instant(json.timestamp);
  state.lastMs = own ?? state.lastMs;
  const usage = record(json.usageMetadata);
  if (json.type !== 'assistant' || !usage) return;
  const { lines, lastMs } = state;
  const session = text(json.sessionId) ?? state.session;
  const remarks = new Remarks(why => out.trouble(why, lines));
  const count = (name: string) =>
    remarks.count(usage[`${name}TokenCount`], `usageMetadata.${name}TokenCount`);
  const input = count('prompt');
  const { output, reasoning } = answerOf(
    { prompt: input, output: count('candidates'), reasoning: count('thoughts'), total: count('total') },
    'inside',
  );
  const model = text(json.model) ?? '';
  if (input + output === 0) return;
  const atMs = remarks.time(own, lastMs);
  if (atMs === undefined) return;
  const agentId = text(json.agentId);
  out.reading({
    key: `qwen:${text(json.uuid) ?? `${session}:line ${lines}`}`,
    atMs,
    tokens: tokensInside({ input, cacheRead: count('cachedContent') }, output, model, remarks),
    reasoning,
    quality: 'exact',
    notes: [...remarks.notes],
    terms: { model },
    attribution: {
      ...{ source: 'qwen', session, cwd: text(json.cwd), branch: text(json.gitBranch) },
      ...{ agentId, agent: text(json.agentName) },
    },
    tools: toolsOf(record(json.message)?.parts),
    offset,
    line: lines,
  });
}

function toolsOf(parts: unknown): readonly string[] {
  if (!Array.isArray(parts)) return [];
  return parts.map(part => text(record(record(part)?.functionCall)?.name)).filter(name => name !== undefined);
}
