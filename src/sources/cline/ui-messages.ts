/**
 * What a task of Cline, Roo Code or Kilo Code showed: `tasks/<task>/ui_messages.json`, one JSON list that is rewritten
 * with every message. A request is the message that says it has started, in which the counts are filled in later:
 *
 *   {"ts":1782900000000,"type":"say","say":"api_req_started","modelInfo":{"providerId":"anthropic","modelId":"..."},
 *    "text":"{\"request\":\"...\",\"tokensIn\":120,\"tokensOut\":310,\"cacheWrites\":400,\"cacheReads\":9000,\"cost\":0.01}"}
 *
 * Cached tokens are beside the input. Requests that the user deleted are summed up in `deleted_api_reqs`. Roo Code, and
 * Cline before 3.36, do not say which model it was. The same task may lie below several editors.
 */
import { instant } from '../../core/counts.ts';
import { record, text } from '../../core/lines.ts';
import type { WholeFormat, WholeOut } from '../../core/source.ts';
import { loggedUsd } from '../cost.ts';
import { type Json, readJson } from '../json-file.ts';
import { tokensBeside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';
import { throughTool } from '../through-tool.ts';

export function uiMessages(source: string): WholeFormat {
  return {
    kind: 'whole',
    id: `${source}-task`,
    version: 3,

    read(file, bytes, out) {
      const messages = readJson(bytes, out);
      if (!Array.isArray(messages)) return;
      const task = /([^\\/]+)[\\/][^\\/]+$/.exec(file)?.[1] ?? file;
      const state: TaskState = { source, task, cwd: undefined, seen: new Map() };
      messages.forEach((value: unknown, i) => {
        const message = record(value);
        if (message?.type === 'say') readMessage(state, message, i, out);
      });
    },
  };
}

interface TaskState {
  readonly source: string;
  readonly task: string;
  cwd: string | undefined;
  /** How many requests there were at a time: two may have begun in one millisecond. */
  readonly seen: Map<number, number>;
}

function readMessage(state: TaskState, message: Json, index: number, out: WholeOut): void {
  const isDeleted = message.say === 'deleted_api_reqs';
  if (message.say !== 'api_req_started' && !isDeleted) return;
  const request = parsed(message.text);
  if (!request) return;
  state.cwd = directoryIn(request.request) ?? state.cwd;
  const line = index + 1;
  const remarks = new Remarks(why => out.trouble(`message ${line}: ${why}`));
  if (isDeleted) remarks.notes.add('no request split');
  const count = (name: string) => remarks.count(request[name], name);
  const prompt = {
    input: count('tokensIn'),
    cacheRead: count('cacheReads'),
    cacheWrite: count('cacheWrites'),
  };
  const output = count('tokensOut');
  if (prompt.input + prompt.cacheRead + prompt.cacheWrite + output === 0) return;
  const atMs = remarks.time(instant(message.ts), undefined);
  if (atMs === undefined) return;
  const { source, task, cwd, seen } = state;
  const nth = seen.get(atMs) ?? 0;
  seen.set(atMs, nth + 1);
  const info = record(message.modelInfo);
  const provider = text(info?.providerId);
  const model = text(info?.modelId) ?? text(request.model) ?? '';
  out.reading({
    // Kilo Code takes over the tasks of the others.
    key: `cline-task:${task}:${atMs}:${nth}`,
    atMs,
    tokens: tokensBeside(prompt, output, model),
    loggedUsd: loggedUsd(request.cost),
    quality: isDeleted ? 'session total' : 'exact',
    notes: [...remarks.notes],
    terms: { provider, model },
    attribution: {
      ...{ source, session: task, cwd },
      ...throughTool(provider, model, { isOneRequest: true }),
    },
    offset: index,
    line,
  });
}

function parsed(value: unknown): Json | undefined {
  try {
    return typeof value === 'string' ? record(JSON.parse(value)) : undefined;
  } catch {
    return undefined;
  }
}

/** The working directory in the tool's prompt. */
function directoryIn(request: unknown): string | undefined {
  return typeof request === 'string'
    ? /# Current (?:Working|Workspace) Directory \(([^)\n]+)\)/.exec(request)?.[1]
    : undefined;
}
