/**
 * A session of Gemini CLI since 0.39, one JSON object per line: a header, then messages, of which a later line with the
 * same id is the newer state, then changes:
 *
 *   {"sessionId":"...","projectHash":"...","startTime":"...","kind":"main"}
 *   {"id":"...","type":"gemini","tokens":{...},...}
 *   {"$set":{"messages":[...]}}          the messages again
 *   {"$rewindTo":"<id>"}                 what came after is hidden, but was spent
 *
 * A subagent has a file of its own, `chats/<parent session>/<session>.jsonl`.
 */
import { instant } from '../../core/counts.ts';
import { record, text } from '../../core/lines.ts';
import type { LineFormat, Out } from '../../core/source.ts';
import { type Json, type LineState, readObjects } from '../json-lines.ts';
import { directoryOf, readMessage } from './message.ts';

interface ChatState extends LineState {
  readonly file: string;
  session: string;
  parent: string | undefined;
  cwd: string | undefined;
}

export const geminiLines: LineFormat<ChatState> = {
  kind: 'lines',
  id: 'gemini-chat-lines',
  version: 1,

  start(file) {
    const [, parent, stem] = /chats[\\/](?:([^\\/]+)[\\/])?(?:.*[\\/])?([^\\/]+)\.jsonl$/.exec(file) ?? [];
    return { file, session: stem ?? file, parent, cwd: directoryOf(file, {}), lines: 0, lastMs: undefined };
  },

  read(state, bytes, offset, out) {
    readObjects(state, bytes, offset, out, (json, at) => readLine(state, json, at, out));
  },
};

function readLine(state: ChatState, json: Json, offset: number, out: Out): void {
  const change = record(json.$set);
  if (change) readHeader(state, change);
  else if (json.type === undefined) readHeader(state, json);
  const messages = change ? change.messages : [json];
  if (!Array.isArray(messages)) return;
  for (const message of messages.map(record)) {
    if (message) state.lastMs = readMessage(message, { ...placeOf(state), offset }, out) ?? state.lastMs;
  }
}

function readHeader(state: ChatState, header: Json): void {
  state.session = text(header.sessionId) ?? state.session;
  state.lastMs ??= instant(header.startTime);
  state.cwd = directoryOf(state.file, header) ?? state.cwd;
}

function placeOf({ session, parent, cwd, lastMs, lines }: ChatState) {
  return {
    attribution: {
      ...{ source: 'gemini', session, parentSession: parent, cwd },
      agentId: parent === undefined ? undefined : session,
    },
    nearMs: lastMs,
    line: lines,
  };
}
