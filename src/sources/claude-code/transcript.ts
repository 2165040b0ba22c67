/**
 * A Claude Code transcript: one JSON object per line, appended as the session goes.
 *
 *   {"type":"assistant","sessionId":"6c0a...","cwd":"/home/me/app","timestamp":"2026-03-01T10:00:00.000Z",
 *    "message":{"id":"msg_01","model":"claude-opus-4-6","stop_reason":null,"usage":{"input_tokens":3,...}}}
 *
 * One response is written once per content block, each line repeating its id and usage, so it becomes several
 * readings of one key; one of them speaks for the response (`journal/precedence.ts`). Lines of type `progress` hold a subagent's
 * responses in its parent's file. Everything else tells of the conversation: prompts, commands, skills, agents.
 *
 * Never counted: `toolUseResult.usage` (the last call of a subagent, which stands elsewhere), `iterations` of type
 * message (they repeat the top level), refused attempts (`iterations.ts`), model `<synthetic>` (written by
 * the tool itself), and records without any count that have no content either.
 *
 * Where a record has content and no counts, a gateway has left the usage out: the response is counted as one of unknown
 * size, so that totals are minimums.
 */
import { instant } from '../../core/counts.ts';
import { responseKey } from '../../core/key.ts';
import { eachLine, jsonObject, record, text } from '../../core/lines.ts';
import type { LineFormat, Out } from '../../core/source.ts';
import { type Note, noTokens, type Reading, totalTokens } from '../../core/usage.ts';
import { attributionOf, termsOf, toolsOf } from './attribution.ts';
import { extraCalls, pausedSegments } from './billed-beside.ts';
import { followLine, startConversation } from './conversation.ts';
import { loggedRequests, unservedAttempts } from './iterations.ts';
import type { Json, LoggedResponse, TranscriptState } from './logged-response.ts';
import { recordDetails } from './record-details.ts';
import { isStatement, readStatement } from './statements.ts';
import { readSearches } from './unlogged-searches.ts';
import { readUsage } from './usage.ts';

export const transcript: LineFormat<TranscriptState> = {
  kind: 'lines',
  id: 'claude-transcript',
  version: 11,

  detailsOf: recordDetails,

  start: file => ({
    ...{ file, lines: 0, lastMs: undefined, isHead: true },
    conversation: startConversation(),
  }),

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
  if (state.isHead) readHead(state, line, out);
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
 * otherwise only where it names an agent, a command or a count of searches itself. A response without usage is found by its type.
 */
function mayMatter(line: Uint8Array): boolean {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  if (isStatement(bytes)) return true;
  const says = (words: string, from = 0) => placeOf(bytes, words, from) >= 0;
  if (says('"usage"') || says('"assistant"')) return true;
  if (!says('"tool_use_id"')) return says('"user"') || bytes.includes('<command-name>');
  const result = placeOf(bytes, '"toolUseResult"');
  if (result < 0 || !says('"user"')) return false;
  return TOLD_IN_RESULTS.some(name => says(name, result));
}

/**
 * A transcript may begin with lines that are no messages, such as those of a queue. A copy of another conversation has
 * messages only, so the first of these lines that has a time shows when this conversation itself began.
 */
function readHead(state: TranscriptState, line: Uint8Array, out: Out): void {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const isMessage = bytes.includes('"uuid"') || bytes.includes('"message"');
  const atMs = isMessage ? undefined : instant(jsonObject(line)?.timestamp);
  if (atMs !== undefined) out.begun(atMs);
  state.isHead = !isMessage && atMs === undefined;
}

/** What a result may hold of an agent, a command or a search, behind `toolUseResult`. */
const TOLD_IN_RESULTS = ['"agentId"', '"commandName"', '"searchCount"'] as const;

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
  readStatement(state, json, offset, out);
  readSearches(state, json, offset, out);
  // After the response: a skill called in it applies from the next one on.
  followLine(state.conversation, json, out);
}

function response(state: TranscriptState, logged: LoggedResponse, offset: number, out: Out): void {
  const stated = record(logged.message?.usage);
  const model = text(logged.message?.model) ?? '';
  if (model === '<synthetic>' || (!stated && !isAnswer(logged))) return;

  const usage = stated ?? {};
  const counted = readUsage(usage, why => out.trouble(why, state.lines));
  const notes: Note[] = [...counted.notes];
  const atMs = instant(logged.line.timestamp) ?? state.lastMs;
  if (atMs === undefined) {
    const tokens = totalTokens(counted.tokens);
    if (tokens > 0 || isAnswer(logged)) {
      const what = tokens > 0 ? `${tokens} tokens` : 'a response of unknown size';
      out.trouble(`no usable timestamp here or before: ${what} not counted`, state.lines);
    }
    return;
  }
  if (instant(logged.line.timestamp) === undefined) notes.push('borrowed time');

  const reading: Reading = {
    key: keyOf(state, logged, offset),
    request: text(logged.requestId) ?? '',
    atMs,
    tokens: counted.tokens,
    reasoning: counted.reasoning,
    webSearches: counted.webSearches,
    loggedUsd: loggedCost(logged.line.costUSD),
    // Lines written while the response still streams carry a placeholder; only the last one states why it stopped.
    quality: text(logged.message?.stop_reason) ? 'exact' : 'lower bound',
    notes,
    terms: { ...termsOf(model, usage), requests: loggedRequests(usage, counted.tokens) },
    attribution: attributionOf(state, logged),
    tools: toolsOf(logged),
    offset,
    line: state.lines,
  };
  if (logged.line.isUnmetered === true) {
    out.reading(unmetered(reading));
    return;
  }
  if (totalTokens(reading.tokens) > 0 || reading.webSearches) out.reading(reading);
  else if (isAnswer(logged)) {
    out.reading({ ...reading, quality: 'lower bound', notes: [...reading.notes!, 'no usage'] });
  }
  const unserved = unservedAttempts(usage, reading);
  if (unserved.length > 0) {
    const { source, session } = reading.attribution;
    out.session({ source, session, unserved });
  }
  const bad = (why: string) => out.trouble(why, state.lines);
  for (const extra of extraCalls(usage, reading, bad)) out.reading(extra);
  for (const segment of pausedSegments(logged, reading, bad)) out.reading(segment);
}

/** Whether a model has answered: it has, wherever there is content that the tool did not write itself. */
function isAnswer({ line, message }: LoggedResponse): boolean {
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
 * A response is known by its message id; gateways of other vendors leave that or the request id out, and made-up
 * records have neither.
 */
function keyOf(state: TranscriptState, logged: LoggedResponse, offset: number): string {
  const id = text(logged.message?.id);
  if (id) return responseKey(id);
  const request = text(logged.requestId);
  if (request) return `claude:request:${request}`;
  const uuid = text(logged.line.uuid);
  return uuid ? `claude:line:${uuid}` : `claude:file:${state.file}:${offset}`;
}

function loggedCost(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}
