/**
 * A rollout of Codex, one JSON object per line:
 *
 *   {"timestamp":"2026-06-22T12:11:21.523Z","type":"event_msg","payload":{"type":"token_count","info":{...}}}
 *
 * A `token_count` whose total has grown becomes one reading (`counters.ts`). `session_meta` and `turn_context` before it
 * say who, where and with which model; the calls of tools before it are its own.
 *
 * A fork or a subagent repeats what its parent used, under the same turn and with the same counts. Such records have the
 * same key in both files, so they count once, whichever of the files are still there, and go by the parent's name.
 */
import { instant } from '../../core/counts.ts';
import { eachLine, jsonObject, record, text } from '../../core/lines.ts';
import type { LineFormat, Out } from '../../core/source.ts';
import type { Attribution, Reading } from '../../core/usage.ts';
import { tokensInside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';
import { type Counts, readCounts, usageSince } from './counters.ts';
import { isAssistant, lineKind, toolIn } from './line-kind.ts';
import { isCopiedTurn, readSession, type Session, sessionIdIn } from './session.ts';
import { isUuid } from './uuid.ts';

type Json = Readonly<Record<string, unknown>>;

/** What must be remembered between lines. Plain data: it is written to disk with the mark. */
export interface RolloutState {
  readonly fileId: string;
  session: Session | undefined;
  /** What the counts of a turn without a unique id are unique in: the session that the file's history began with. */
  scope: string;
  /** Whether all lines so far may be copied from another session. */
  isCopy: boolean;
  turn: string;
  cwd: string | undefined;
  model: string;
  tier: string | undefined;
  total: Counts | undefined;
  /** Whether the model has said anything yet. */
  hasAnswered: boolean;
  tools: string[];
  searches: number;
  lines: number;
  lastMs: number | undefined;
}

export const rollout: LineFormat<RolloutState> = {
  kind: 'lines',
  id: 'codex-rollout',
  version: 2,

  start(file) {
    const fileId = sessionIdIn(file);
    return {
      ...{ fileId, session: undefined, scope: fileId, isCopy: false, turn: '', cwd: undefined, model: '' },
      ...{ tier: undefined, total: undefined, hasAnswered: false, tools: [], searches: 0 },
      ...{ lines: 0, lastMs: undefined },
    };
  },

  read(state, bytes, offset, out) {
    eachLine(bytes, (line, at) => {
      state.lines += 1;
      if (line.length > 0) readLine(state, line, offset + at, out);
    });
  },
};

const EVENTS: readonly unknown[] = ['token_count', 'task_started', 'turn_started'];

function readLine(state: RolloutState, line: Uint8Array, offset: number, out: Out): void {
  const kind = lineKind(line);
  if (kind?.type === 'response_item') {
    state.hasAnswered ||= kind.subtype === 'reasoning' || isAssistant(kind);
    if (!kind.subtype?.endsWith('_call')) return;
    const tool = toolIn(kind);
    if (tool !== undefined) {
      noteCall(state, tool);
      return;
    }
  } else if (kind?.type === 'event_msg') {
    if (!EVENTS.includes(kind.subtype)) return;
  } else if (kind && kind.type !== 'session_meta' && kind.type !== 'turn_context') return;

  const json = jsonObject(line);
  const payload = record(json?.payload);
  if (!json) out.trouble('not a JSON object: line skipped', state.lines);
  else if (payload) readRecord(state, json, payload, offset, out);
}

function readRecord(state: RolloutState, json: Json, payload: Json, offset: number, out: Out): void {
  const stated = instant(json.timestamp);
  if (stated !== undefined) state.lastMs = stated;
  switch (json.type) {
    case 'session_meta':
      readMeta(state, payload);
      break;
    case 'turn_context':
      state.turn = text(payload.turn_id) ?? state.turn;
      state.cwd = text(payload.cwd) ?? state.cwd;
      state.model = text(payload.model) ?? state.model;
      state.tier = text(payload.service_tier);
      break;
    case 'response_item':
      readItem(state, payload);
      break;
    case 'event_msg':
      if (payload.type === 'token_count') readTokenCount(state, payload, stated, offset, out);
      else if (EVENTS.includes(payload.type)) state.turn = text(payload.turn_id) ?? state.turn;
  }
}

function readMeta(state: RolloutState, meta: Json): void {
  const id = text(meta.id) ?? state.fileId;
  if (!state.session) {
    state.session = readSession(meta, id, state.lastMs);
    state.scope = state.session.parent ?? id;
  } else if (id !== state.session.id) {
    // The last of the copied ones is of the session that all of them began with.
    state.session = { ...state.session, parent: state.session.parent ?? id };
    state.scope = id;
  } else return;
  state.isCopy = state.session.parent !== undefined;
}

const TOOLS = new Map([
  ['web_search_call', 'web_search'],
  ['local_shell_call', 'shell'],
  ['tool_search_call', 'tool_search'],
  ['image_generation_call', 'image_generation'],
]);

function readItem(state: RolloutState, item: Json): void {
  const type = text(item.type) ?? '';
  if (item.role === 'assistant' || type === 'reasoning') state.hasAnswered = true;
  const tool = text(item.name) ?? TOOLS.get(type);
  if (!type.endsWith('_call') || tool === undefined) return;
  noteCall(state, tool);
  // OpenAI bills searches; opening a page and looking for a word in it are none.
  if (type === 'web_search_call' && (record(item.action)?.type ?? 'search') === 'search') state.searches += 1;
}

function noteCall(state: RolloutState, tool: string): void {
  state.hasAnswered = true;
  if (!state.tools.includes(tool)) state.tools.push(tool);
}

function readTokenCount(
  state: RolloutState,
  payload: Json,
  stated: number | undefined,
  offset: number,
  out: Out,
): void {
  const info = record(payload.info);
  if (!info) return;
  const remarks = new Remarks(why => out.trouble(why, state.lines));
  const last = readCounts(info.last_token_usage, 'last_token_usage', remarks);
  const total = readCounts(info.total_token_usage, 'total_token_usage', remarks);
  if (!total) return;
  const { counts, isFirst } = usageSince(state.total, total, last);
  state.total = total;
  // The end of a task is repeated when a session goes on in another file.
  if (isFirst && !state.hasAnswered) return;
  const [input, cacheRead, cacheWrite, output, reasoning] = counts as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (input + output === 0) return;
  const { tools, searches } = state;
  state.tools = [];
  state.searches = 0;
  const atMs = remarks.time(stated, state.lastMs);
  if (atMs === undefined) return;
  if (last?.some((count, i) => count < counts[i]!)) remarks.notes.add('no request split');
  const session = state.session ?? readSession({}, state.fileId, undefined);
  state.isCopy &&= isCopiedTurn(session, state.turn, atMs);
  const { model } = state;
  out.reading({
    key: `codex:${isUuid(state.turn) ? state.turn : state.scope}:${total.join()}:${(last ?? []).join()}`,
    atMs,
    tokens: tokensInside({ input, cacheRead, cacheWrite }, output, model, remarks),
    reasoning: Math.min(reasoning, output),
    webSearches: searches,
    quality: 'exact',
    notes: [...remarks.notes],
    ...labelOf(session, state),
    tools,
    offset,
    line: state.lines,
  });
}

/** What the readings of a session have in common, until one of these changes. */
interface Label extends Pick<RolloutState, 'isCopy' | 'cwd' | 'model' | 'tier'> {
  readonly of: Pick<Reading, 'terms' | 'attribution'>;
}

/** The last one of each session: the same objects are found sooner among the terms and attributions of a table. */
const labels = new WeakMap<Session, Label>();

function labelOf(session: Session, state: RolloutState): Label['of'] {
  const { isCopy, cwd, model, tier } = state;
  const known = labels.get(session);
  if (known?.isCopy === isCopy && known.cwd === cwd && known.model === model && known.tier === tier)
    return known.of;
  const attribution = isCopy ? copiedFrom(session, state) : attributionOf(session, state);
  const of = { terms: { provider: session.provider, model, tier }, attribution };
  labels.set(session, { isCopy, cwd, model, tier, of });
  return of;
}

function attributionOf(session: Session, { cwd }: RolloutState): Attribution {
  const { id, parent, agent, branch, client } = session;
  return {
    source: 'codex',
    session: id,
    parentSession: parent,
    cwd: cwd ?? session.cwd,
    branch,
    agentId: agent === undefined ? undefined : id,
    agent: agent || undefined,
    client,
  };
}

/** What was copied yields to the original, and goes by its name where that is gone. */
function copiedFrom({ parent = '', cwd, branch, client }: Session, state: RolloutState): Attribution {
  return {
    ...{ source: 'codex', session: parent, cwd: state.cwd ?? cwd, branch, client },
    isCopy: true,
  };
}
