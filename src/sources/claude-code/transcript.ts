/**
 * A Claude Code transcript: one JSON object per line, appended as the session goes.
 *
 *   {"type":"assistant","sessionId":"6c0a...","cwd":"/home/me/app","timestamp":"2026-03-01T10:00:00.000Z",
 *    "message":{"id":"msg_01","model":"claude-opus-4-6","stop_reason":null,"usage":{"input_tokens":3,...}}}
 *
 * One response is written once per content block, each line repeating its id and usage, so it becomes several
 * readings of one key; who merges them keeps the maximum of each count. Lines of type `progress` hold a subagent's
 * responses in its parent's file. Everything else tells of the conversation: prompts, commands, skills, agents.
 *
 * Never counted: `toolUseResult.usage` (the last call of a subagent, which stands elsewhere), `iterations` of type
 * message (they repeat the top level), fallback attempts (refused without a bill), model `<synthetic>` (written by
 * the tool itself), and records without any count that have no content either.
 *
 * Where a record has content and no counts, a gateway has left the usage out: the response is counted as one of unknown
 * size, so that totals are minimums.
 */
import { instant } from '../../core/counts.ts';
import { eachLine, jsonObject, record, text } from '../../core/lines.ts';
import type { LineFormat, Out } from '../../core/source.ts';
import {
  type Attribution,
  type Note,
  noTokens,
  type Reading,
  type Terms,
  totalTokens,
} from '../../core/usage.ts';
import { type Conversation, hear, skillOf, startConversation } from './conversation.ts';
import { said } from './said.ts';
import { readUsage } from './usage.ts';

type Json = Readonly<Record<string, unknown>>;

/** What must be remembered between lines. Plain data: it is written to disk with the mark. */
export interface TranscriptState {
  readonly file: string;
  lines: number;
  lastMs: number | undefined;
  conversation: Conversation;
}

export const transcript: LineFormat<TranscriptState> = {
  kind: 'lines',
  id: 'claude-transcript',
  version: 4,

  tell: said,

  start: file => ({ file, lines: 0, lastMs: undefined, conversation: startConversation() }),

  read(state, bytes, offset, out) {
    eachLine(bytes, (line, at) => {
      state.lines += 1;
      readLine(state, line, offset + at, out);
    });
  },
};

/** Reads one line, the one that `state.lines` has come to. */
export function readLine(state: TranscriptState, line: Uint8Array, offset: number, out: Out): void {
  if (line.length === 0) return;
  if (!mayMatter(line)) {
    if (!isWhole(line)) out.trouble('not a whole JSON object: line skipped', state.lines);
    return;
  }
  const json = jsonObject(line);
  if (!json) {
    out.trouble('not a JSON object: line skipped', state.lines);
    return;
  }
  readRecord(state, json, offset, out);
}

/**
 * Most lines are tool results without a word on usage: bytes are compared before anything is parsed. A result matters
 * otherwise only where it names an agent or a command itself. A response without usage is found by its type.
 */
function mayMatter(line: Uint8Array): boolean {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const says = (words: string, from = 0) => placeOf(bytes, words, from) >= 0;
  if (says('"usage"') || says('"assistant"')) return true;
  if (!says('"tool_use_id"')) return says('"user"') || bytes.includes('<command-name>');
  const result = placeOf(bytes, '"toolUseResult"');
  return result >= 0 && says('"user"') && (says('"agentId"', result) || says('"commandName"', result));
}

/** Where a string of these words stands in a line: one whose first quote is not escaped, as within another string. */
function placeOf(bytes: Buffer, words: string, from = 0): number {
  let at = bytes.indexOf(words, from);
  while (at > 0 && bytes[at - 1] === BACKSLASH) at = bytes.indexOf(words, at + 1);
  return at;
}
const BACKSLASH = 0x5c;

function isWhole(line: Uint8Array): boolean {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const first = bytes.findIndex(byte => byte > 32 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  return (
    bytes[first] === 0x7b &&
    bytes
      .toString('latin1', Math.max(0, line.length - 8))
      .trimEnd()
      .endsWith('}')
  );
}

function readRecord(state: TranscriptState, json: Json, offset: number, out: Out): void {
  const stated = instant(json.timestamp);
  if (stated !== undefined) state.lastMs = stated;
  if (json.type === 'assistant') {
    response(state, { line: json, message: record(json.message), requestId: json.requestId }, offset, out);
  } else if (json.type === 'progress') {
    const data = record(json.data);
    const told = record(data?.message);
    const agentId = text(data?.agentId);
    if (data?.type === 'agent_progress' && told) {
      const line = { ...json, agentId, isSidechain: true, timestamp: json.timestamp ?? told.timestamp };
      response(state, { line, message: record(told.message), requestId: told.requestId }, offset, out);
    }
  }
  // After the response: a skill called in it applies from the next one on.
  hear(state.conversation, json, out);
}

/** A response, whichever kind of line it stands in. */
export interface Said {
  readonly line: Json;
  readonly message: Json | undefined;
  readonly requestId: unknown;
}

function response(state: TranscriptState, said: Said, offset: number, out: Out): void {
  const stated = record(said.message?.usage);
  const model = text(said.message?.model) ?? '';
  if (model === '<synthetic>' || (!stated && !isAnswer(said))) return;

  const usage = stated ?? {};
  const counted = readUsage(usage, why => out.trouble(why, state.lines));
  const notes: Note[] = [...counted.notes];
  const atMs = instant(said.line.timestamp) ?? state.lastMs;
  if (atMs === undefined) {
    const tokens = totalTokens(counted.tokens);
    if (tokens > 0 || isAnswer(said)) {
      const what = tokens > 0 ? `${tokens} tokens` : 'a response of unknown size';
      out.trouble(`no usable timestamp here or before: ${what} not counted`, state.lines);
    }
    return;
  }
  if (instant(said.line.timestamp) === undefined) notes.push('borrowed time');

  const reading: Reading = {
    key: keyOf(state, said, offset),
    atMs,
    tokens: counted.tokens,
    reasoning: counted.reasoning,
    webSearches: counted.webSearches,
    loggedUsd: logged(said.line.costUSD),
    // Lines written while the response still streams carry a placeholder; only the last one states why it stopped.
    quality: text(said.message?.stop_reason) ? 'exact' : 'lower bound',
    notes,
    terms: termsOf(model, usage),
    attribution: attributionOf(state, said),
    tools: toolsOf(said),
    offset,
    line: state.lines,
  };
  if (said.line.isUnmetered === true) {
    out.reading(unmetered(reading));
    return;
  }
  if (totalTokens(reading.tokens) > 0 || reading.webSearches) out.reading(reading);
  else if (isAnswer(said)) {
    out.reading({ ...reading, quality: 'lower bound', notes: [...reading.notes!, 'no usage'] });
  }
  const bad = (why: string) => out.trouble(why, state.lines);
  for (const extra of extraCalls(usage, reading, bad)) out.reading(extra);
  for (const segment of pausedSegments(said, reading, bad)) out.reading(segment);
}

/** Whether a model has answered: it has, wherever there is content that the tool did not write itself. */
function isAnswer({ line, message }: Said): boolean {
  if (!text(message?.model) || line.isApiErrorMessage === true) return false;
  const content = message?.content;
  return Array.isArray(content) ? content.some(block => record(block)) : text(content) !== undefined;
}

/** Claude Code leaves such a response out of its own usage: it is listed without counts. */
function unmetered(reading: Reading): Reading {
  return {
    ...reading,
    tokens: noTokens,
    reasoning: undefined,
    webSearches: undefined,
    loggedUsd: undefined,
    quality: 'exact',
    notes: [...reading.notes!, 'unmetered'],
  };
}

/**
 * The segments before the last one of a response that the vendor paused and resumed. `message.usage` covers the last
 * segment alone; the others were billed as well, once per message however many records repeat them.
 */
function pausedSegments({ message }: Said, of: Reading, bad: (why: string) => void): Reading[] {
  const parts = Array.isArray(message?.pausedResponses) ? message.pausedResponses : [];
  return parts.flatMap((item, index): Reading[] => {
    const part = record(item);
    const usage = record(part?.usage);
    const counted = usage && readUsage(usage, bad);
    if (!usage || !counted || (totalTokens(counted.tokens) === 0 && counted.webSearches === 0)) return [];
    return [
      {
        ...of,
        key: `${of.key}:paused:${text(part?.requestId) ?? index}`,
        tokens: counted.tokens,
        reasoning: counted.reasoning,
        webSearches: counted.webSearches,
        loggedUsd: undefined,
        tools: undefined,
        quality: 'exact',
        notes: [...counted.notes, 'paused segment'],
        terms: termsOf(of.terms.model, { ...usage, speed: usage.speed ?? of.terms.speed }),
      },
    ];
  });
}

/**
 * A response is known by its message id; gateways of other vendors leave that or the request id out, and made-up
 * records have neither.
 */
function keyOf(state: TranscriptState, said: Said, offset: number): string {
  const id = text(said.message?.id);
  if (id) return messageName(id);
  const request = text(said.requestId);
  if (request) return `claude:request:${request}`;
  const uuid = text(said.line.uuid);
  return uuid ? `claude:line:${uuid}` : `claude:file:${state.file}:${offset}`;
}

/** What a response is named by its id. */
export function messageName(id: string): string {
  return `claude:message:${id}`;
}

/**
 * Calls that were billed beside the response and are not in its counts: an advisor model that was asked on the way,
 * and the compaction of the conversation (platform.claude.com/docs, advisor tool and compaction).
 */
function extraCalls(usage: Json, of: Reading, bad: (why: string) => void): Reading[] {
  const iterations = Array.isArray(usage.iterations) ? usage.iterations : [];
  return iterations.flatMap((item, index): Reading[] => {
    const iteration = record(item);
    const kind = iteration?.type === 'advisor_message' ? 'advisor' : iteration?.type;
    if (!iteration || (kind !== 'advisor' && kind !== 'compaction')) return [];
    const counted = readUsage(iteration, bad);
    if (totalTokens(counted.tokens) === 0) return [];
    const model = text(iteration.model) ?? of.terms.model;
    return [
      {
        ...of,
        key: `${of.key}:${kind}:${index}`,
        tokens: counted.tokens,
        reasoning: counted.reasoning,
        webSearches: counted.webSearches,
        loggedUsd: undefined,
        tools: undefined,
        quality: 'exact',
        notes: [...counted.notes, kind],
        terms: { ...of.terms, model },
      },
    ];
  });
}

export function termsOf(model: string, usage: Json): Terms {
  return {
    model,
    speed: text(usage.speed),
    tier: text(usage.service_tier),
    geo: text(usage.inference_geo),
  };
}

export function attributionOf(state: TranscriptState, { line, message }: Said): Attribution {
  const agentId = text(line.agentId) ?? (line.isSidechain === true ? agentOfFile(state.file) : undefined);
  return {
    source: 'claude-code',
    session: sessionOf(state.file, line),
    cwd: text(line.cwd),
    branch: text(line.gitBranch),
    agentId,
    agent: text(line.attributionAgent) ?? teammateOf(line),
    isSidechain: line.isSidechain === true || undefined,
    skill: text(line.attributionSkill) ?? skillOf(state.conversation, text(message?.id)),
    command: state.conversation.command,
    client: text(line.entrypoint),
  };
}

/** A member of an agent team, each of which has a transcript of its own: known by its team and its name in it. */
function teammateOf(line: Json): string | undefined {
  const name = text(line.agentName);
  const team = text(line.teamName);
  return name && team ? `${team}/${name}` : name;
}

/** The tools that a line calls: those of the client, of the vendor's servers and of MCP servers alike. */
function toolsOf({ message }: Said): readonly string[] | undefined {
  if (!Array.isArray(message?.content)) return undefined;
  return message.content.flatMap(item => {
    const block = record(item);
    return text(block?.type)?.endsWith('tool_use') ? (text(block?.name) ?? []) : [];
  });
}

/** Some writers name a subagent's session `<parent>#agent-<id>`; its cost belongs to the parent. */
function sessionOf(file: string, line: Json): string {
  const stated = text(line.sessionId) ?? text(line.session_id);
  if (stated) return stated.split('#')[0]!;
  const parent = /([^\\/]+)[\\/]subagents[\\/]/.exec(file)?.[1];
  return parent ?? /([^\\/]+)\.jsonl$/.exec(file)?.[1] ?? file;
}

function agentOfFile(file: string): string | undefined {
  return /[\\/]agent-([^\\/]+)\.jsonl$/.exec(file)?.[1];
}

function logged(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}
