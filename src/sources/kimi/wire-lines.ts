/**
 * The protocol of Kimi, one JSON object per line, in `sessions/<directory>/<session>/[agents/<agent>/]wire.jsonl`.
 *
 *   Kimi Code  {"type":"usage.record","model":"kimi-code/k3","usage":{"inputOther":900,"output":80,"inputCacheRead":4000,
 *               "inputCacheCreation":0},"usageScope":"turn","time":1782900000000}
 *   Kimi CLI   {"timestamp":1782900000.25,"message":{"type":"StatusUpdate","payload":{"message_id":"...",
 *               "token_usage":{"input_other":900,"output":80,"input_cache_read":4000,"input_cache_creation":0}}}}
 *
 * Cached tokens are beside the input. Usage of the scope `session` is that of summaries, and counts as well. The file of
 * a session repeats what its agents wrote into theirs. Kimi CLI does not log the model; its id of a message is the
 * vendor's id of the response.
 */
import { responseKey } from '../../core/key.ts';
import { record, text } from '../../core/lines.ts';
import type { LineFormat, Out } from '../../core/source.ts';
import type { Attribution } from '../../core/usage.ts';
import { type Json, type LineState, readObjects } from '../json-lines.ts';
import { moment } from '../moment.ts';
import { tokensBeside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';

interface WireState extends LineState {
  readonly session: string;
  readonly directory: string | undefined;
  readonly agent: string | undefined;
}

/** Counts in the order of input, output, cache read, cache write. */
const CODE = ['inputOther', 'output', 'inputCacheRead', 'inputCacheCreation'];
const CLI = ['input_other', 'output', 'input_cache_read', 'input_cache_creation'];

const PATH = /([^\\/]+)[\\/]([^\\/]+)(?:[\\/](?:agents|subagents)[\\/]([^\\/]+))?[\\/]wire\.jsonl$/;

export const kimiWire: LineFormat<WireState> = {
  kind: 'lines',
  id: 'kimi-wire',
  version: 3,

  start(file) {
    const [, directory, session = file, agent] = PATH.exec(file) ?? [];
    return {
      session,
      // `wd_<name>_<hash>` in Kimi Code; the old directory is a hash alone.
      directory: /^wd_(.+)_[^_]*$/.exec(directory ?? '')?.[1],
      agent: agent === 'main' ? undefined : agent,
      lines: 0,
      lastMs: undefined,
    };
  },

  read(state, bytes, offset, out) {
    readObjects(state, bytes, offset, out, (json, at) => readLine(state, json, at, out));
  },
};

function readLine(state: WireState, json: Json, offset: number, out: Out): void {
  const own = moment(json.type === 'usage.record' ? json.time : json.timestamp);
  state.lastMs = own ?? state.lastMs;
  if (json.type === 'usage.record') {
    const stated = text(json.agentId);
    const agent = stated === 'main' ? undefined : (stated ?? state.agent);
    const usage = record(json.usage);
    const name = usage && [
      agent ?? '',
      json.time,
      json.model,
      json.usageScope,
      ...CODE.map(field => usage[field]),
    ];
    const key = `kimi:${state.session}:${JSON.stringify(name)}`;
    emit(state, { usage, fields: CODE, key, model: text(json.model), agent, own, offset }, out);
    return;
  }
  const message = record(json.message);
  const payload = record(message?.payload);
  if (message?.type === 'StatusUpdate') readStatus(state, payload, state.agent, own, offset, out);
  const event = record(payload?.event);
  if (message?.type === 'SubagentEvent' && event?.type === 'StatusUpdate')
    readStatus(
      state,
      record(event.payload),
      text(payload?.task_tool_call_id) ?? 'subagent',
      own,
      offset,
      out,
      true,
    );
}

function readStatus(
  state: WireState,
  payload: Json | undefined,
  agent: string | undefined,
  own: number | undefined,
  offset: number,
  out: Out,
  isCopy = false,
): void {
  const response = text(payload?.message_id);
  const key = response === undefined ? `kimi:${state.session}:line ${state.lines}` : responseKey(response);
  emit(
    state,
    { usage: record(payload?.token_usage), fields: CLI, key, model: '', agent, own, offset, isCopy },
    out,
  );
}

interface Spent {
  readonly usage: Json | undefined;
  readonly fields: readonly string[];
  readonly key: string;
  readonly model: string | undefined;
  readonly agent: string | undefined;
  readonly own: number | undefined;
  readonly offset: number;
  /** Whether another file has it first hand. */
  readonly isCopy?: boolean;
}

function emit(state: WireState, spent: Spent, out: Out): void {
  const { usage, fields, key, model = '', agent, own, offset, isCopy } = spent;
  if (!usage) return;
  const { session, directory, lines, lastMs } = state;
  const remarks = new Remarks(why => out.trouble(why, lines));
  const counts = fields.map(field => remarks.count(usage[field], field));
  if (counts.every(count => count === 0)) return;
  const [input, output, cacheRead, cacheWrite] = counts as [number, number, number, number];
  const atMs = remarks.time(own, lastMs);
  if (atMs === undefined) return;
  const attribution: Attribution = {
    ...{ source: 'kimi', session, cwd: directory },
    agentId: agent === undefined ? undefined : `${session}/${agent}`,
    isCopy: isCopy || undefined,
  };
  out.reading({
    key,
    atMs,
    tokens: tokensBeside({ input, cacheRead, cacheWrite }, output, model),
    quality: 'exact',
    notes: [...remarks.notes],
    terms: { model },
    attribution,
    offset,
    line: lines,
  });
}
