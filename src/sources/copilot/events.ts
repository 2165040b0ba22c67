/**
 * The events of a Copilot session, one JSON object per line. A leg is what lies between a start or a resumption and the
 * next end:
 *
 *   {"type":"session.start","data":{"sessionId":"...","selectedModel":"gpt-5.5","context":{"cwd":"/home/me/app"}}}
 *   {"type":"assistant.message","data":{"messageId":"...","model":"gpt-5.5","outputTokens":310,"toolRequests":[...]}}
 *   {"type":"session.shutdown","data":{"modelMetrics":{...},"totalNanoAiu":1200000000}}
 *
 * A leg becomes one reading for each model, with the counts of its end (`metrics.ts`). Until then, and where Copilot was
 * killed, all that is known is the output of its messages: a lower bound under the same key.
 */
import { instant } from '../../core/counts.ts';
import { record, text } from '../../core/lines.ts';
import type { LineFormat, Out } from '../../core/source.ts';
import type { Attribution, Quality, Tokens } from '../../core/usage.ts';
import { type Json, type LineState, readObjects } from '../json-lines.ts';
import { tokensInside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';
import { usdOfNanoAiu } from './credits.ts';
import { type ByModel, ownValue, readMetrics, usedSince } from './metrics.ts';

interface EventsState extends LineState {
  session: string;
  cwd: string | undefined;
  branch: string | undefined;
  model: string;
  leg: number;
  /** Output of the messages of this leg, by model, and of all since the sums began. */
  outputs: Record<string, number>;
  allOutput: number;
  /** The sums at the end of the last leg. */
  sums: ByModel;
  nanoAiu: number;
}

export const copilotEvents: LineFormat<EventsState> = {
  kind: 'lines',
  id: 'copilot-events',
  version: 1,

  start(file) {
    const [, session] = /([^\\/]+)(?:[\\/]events)?\.jsonl$/.exec(file) ?? [];
    return {
      ...{ session: session ?? file, cwd: undefined, branch: undefined, model: '', leg: 1, outputs: {} },
      ...{ allOutput: 0, sums: {}, nanoAiu: 0, lines: 0, lastMs: undefined },
    };
  },

  read(state, bytes, offset, out) {
    readObjects(state, bytes, offset, out, (json, at) => readEvent(state, json, at, out));
  },
};

function readEvent(state: EventsState, json: Json, offset: number, out: Out): void {
  const own = instant(json.timestamp);
  state.lastMs = own ?? state.lastMs;
  const data = record(json.data);
  if (!data) return;
  switch (json.type) {
    case 'session.start':
    case 'session.resume': {
      const context = record(data.context);
      state.session = text(data.sessionId) ?? state.session;
      state.cwd = text(context?.cwd) ?? state.cwd;
      state.branch = text(context?.branch) ?? state.branch;
      state.model = text(data.selectedModel) ?? state.model;
      break;
    }
    case 'session.model_change':
      state.model = text(data.newModel) ?? text(data.model) ?? state.model;
      break;
    case 'session.compaction_complete':
      if (data.success !== false) nextLeg(state, {}, 0, 0);
      break;
    case 'assistant.message':
      readMessage(state, data, own, offset, out);
      break;
    case 'session.shutdown':
      readShutdown(state, data, own, offset, out);
  }
}

function readMessage(
  state: EventsState,
  data: Json,
  own: number | undefined,
  offset: number,
  out: Out,
): void {
  const remarks = new Remarks(why => out.trouble(why, state.lines));
  const model = text(data.model) ?? state.model;
  const output = remarks.count(data.outputTokens, 'outputTokens');
  const outputs = { ...state.outputs, [model]: (ownValue(state.outputs, model) ?? 0) + output };
  state.outputs = outputs;
  state.allOutput += output;
  const tokens = tokensInside({ input: 0, cacheRead: 0 }, outputs[model]!, model, remarks);
  const calls = Array.isArray(data.toolRequests)
    ? data.toolRequests.map(call => text(record(call)?.name))
    : [];
  const tools = calls.filter(name => name !== undefined);
  emit(state, { model, tokens, quality: 'lower bound', tools, own, offset }, remarks, out);
}

function readShutdown(
  state: EventsState,
  data: Json,
  own: number | undefined,
  offset: number,
  out: Out,
): void {
  const remarks = new Remarks(why => out.trouble(why, state.lines), 'no request split');
  const sums = readMetrics(data.modelMetrics, remarks);
  const models = Object.keys(sums);
  if (models.length === 0) return;
  const leg = Object.values(state.outputs).reduce((all, output) => all + output, 0);
  const used = usedSince(state.sums, sums, { leg, all: state.allOutput });
  const nanoAiu = typeof data.totalNanoAiu === 'number' ? data.totalNanoAiu : 0;
  // Of several models the log does not say which cost how much.
  const charged = used === sums ? nanoAiu : nanoAiu - state.nanoAiu;
  const usd = models.length === 1 ? usdOfNanoAiu(charged) : undefined;
  for (const model of models) {
    const [input, output, cacheRead, cacheWrite, reasoning] = used[model] as [
      number,
      number,
      number,
      number,
      number,
    ];
    if (input + output === 0) continue;
    const tokens = tokensInside({ input, cacheRead, cacheWrite }, output, model, remarks);
    emit(
      state,
      {
        model,
        tokens,
        quality: 'exact',
        reasoning: Math.min(reasoning, output),
        usd,
        tools: [],
        own,
        offset,
      },
      remarks,
      out,
    );
  }
  nextLeg(state, sums, nanoAiu, used === sums ? leg : state.allOutput);
}

function nextLeg(state: EventsState, sums: ByModel, nanoAiu: number, allOutput: number): void {
  Object.assign(state, { leg: state.leg + 1, outputs: {}, sums, nanoAiu, allOutput });
}

interface Spent {
  readonly model: string;
  readonly tokens: Tokens;
  readonly quality: Quality;
  readonly reasoning?: number;
  readonly usd?: number | undefined;
  readonly tools: readonly string[];
  readonly own: number | undefined;
  readonly offset: number;
}

function emit(state: EventsState, spent: Spent, remarks: Remarks, out: Out): void {
  const { session, cwd, branch, leg, lines, lastMs } = state;
  const { model, tokens, quality, reasoning, usd, tools, own, offset } = spent;
  if (tokens.input + tokens.output + tokens.cacheRead === 0) return;
  const atMs = remarks.time(own, lastMs);
  if (atMs === undefined) return;
  const attribution: Attribution = { source: 'copilot', session, cwd, branch, witness: 1 };
  out.reading({
    ...{ key: `copilot:${session}:leg ${leg}:${model}`, atMs, tokens, reasoning, loggedUsd: usd, quality },
    ...{ notes: [...remarks.notes], terms: { model }, attribution, tools, offset, line: lines },
  });
}
