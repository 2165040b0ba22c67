/**
 * A session of pi, one JSON object per line:
 *
 *   {"type":"session","id":"...","cwd":"/home/me/app","timestamp":"2026-07-01T10:00:00.000Z"}
 *   {"type":"message","id":"a1b2c3d4","parentId":"...","timestamp":"...","message":{"role":"assistant",
 *    "provider":"anthropic","model":"claude-sonnet-4-5","usage":{"input":12,"output":310,"cacheRead":9000,"cacheWrite":400,
 *    "totalTokens":9722,"cost":{"total":0.0092}},"responseId":"msg_01","stopReason":"stop",
 *    "content":[{"type":"toolCall","name":"bash"}]}}
 *
 * Cached tokens are beside the input, reasoning is inside the output. An id is short and unique in its session only; a
 * branch copies the lines before it into its own file, with ids and times. Newer versions log the vendor's id of a
 * response as well.
 */
import { instant } from '../../core/counts.ts';
import { responseKey } from '../../core/key.ts';
import { record, text } from '../../core/lines.ts';
import type { LineFormat, Out } from '../../core/source.ts';
import type { Note } from '../../core/usage.ts';
import { loggedUsd } from '../cost.ts';
import { type Json, type LineState, readObjects } from '../json-lines.ts';
import { tokensBeside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';
import { throughTool } from '../through-tool.ts';

interface SessionState extends LineState {
  session: string;
  parent: string | undefined;
  cwd: string | undefined;
  /** Of the last answer: what the tool spent itself does not name one. */
  model: string;
  provider: string | undefined;
}

/** What the tool spends itself, on a summary of what it forgets. */
const SUMMARIES: readonly unknown[] = ['compaction', 'branch_summary'];

export function piSession(source: string): LineFormat<SessionState> {
  return {
    kind: 'lines',
    id: `${source}-session`,
    version: 4,

    start(file) {
      const session = /([^\\/]+)\.jsonl$/.exec(file)?.[1] ?? file;
      return {
        ...{ session, parent: undefined, cwd: undefined, model: '', provider: undefined },
        ...{ lines: 0, lastMs: undefined },
      };
    },

    read(state, bytes, offset, out) {
      readObjects(state, bytes, offset, out, (json, at) => readLine(source, state, json, at, out));
    },
  };
}

function readLine(source: string, state: SessionState, json: Json, offset: number, out: Out): void {
  const own = instant(json.timestamp);
  state.lastMs = own ?? state.lastMs;
  if (json.type === 'session') {
    state.session = text(json.id) ?? state.session;
    state.parent = text(json.branchedFrom) ?? text(json.parentSession);
    state.cwd = text(json.cwd);
    return;
  }
  const isSummary = SUMMARIES.includes(json.type);
  const message = isSummary ? json : record(json.message);
  const usage = record(message?.usage);
  if (!message || !usage || !(isSummary || message.role === 'assistant')) return;
  state.model = text(message.model) ?? state.model;
  state.provider = text(message.provider) ?? state.provider;
  const { model, provider, session, parent, cwd, lines, lastMs } = state;
  const notes: readonly Note[] = isSummary ? ['compaction'] : [];
  const remarks = new Remarks(why => out.trouble(why, lines), ...notes);
  const count = (name: string) => remarks.count(usage[name], `usage.${name}`);
  const prompt = { input: count('input'), cacheRead: count('cacheRead'), cacheWrite: count('cacheWrite') };
  const output = count('output');
  if (prompt.input + prompt.cacheRead + prompt.cacheWrite + output === 0) return;
  const atMs = remarks.time(own, lastMs);
  if (atMs === undefined) return;
  const reasoning = usage.reasoning === undefined ? count('reasoningTokens') : count('reasoning');
  const id = text(json.id);
  const place = id === undefined ? `${session}:line ${lines}` : `${id}:${text(json.parentId) ?? ''}`;
  const response = text(message.responseId);
  out.reading({
    // One of these tools may take over the sessions of another.
    ...(response === undefined
      ? { key: `pi:${place}:${atMs}:${model}` }
      : { key: responseKey(response), request: '' }),
    atMs,
    tokens: tokensBeside(prompt, output, model),
    reasoning: Math.min(reasoning, output),
    loggedUsd: loggedUsd(record(usage.cost)?.total),
    quality: message.stopReason === 'aborted' ? 'lower bound' : 'exact',
    notes: [...remarks.notes],
    terms: { provider, model },
    attribution: {
      ...{ source, session, parentSession: parent, cwd },
      ...throughTool(provider, model, { isOneRequest: false }),
    },
    tools: toolsIn(message.content),
    offset,
    line: lines,
  });
}

function toolsIn(content: unknown): readonly string[] {
  if (!Array.isArray(content)) return [];
  const calls = content.map(record).filter(part => part?.type === 'toolCall');
  return calls.map(call => text(call?.name)).filter(name => name !== undefined);
}
