/**
 * A session of Cline 3: `sessions/<id>/<name>.messages.json`, rewritten with every message.
 *
 *   {"version":1,"sessionId":"...","agent":"main","origin":{"parentThreadId":null},"messages":[{"id":"...",
 *    "role":"assistant","ts":1782900000000,"modelInfo":{"id":"claude-sonnet-4-5","provider":"anthropic"},
 *    "metrics":{"inputTokens":9120,"outputTokens":310,"cacheReadTokens":9000,"cacheWriteTokens":0,"cost":0.01}}]}
 *
 * The input holds what was read from the cache. A session that was restored or forked keeps the ids and times of what it
 * copied. A task of version 2 that was taken over is one message without a time, whose counts are in the task's own file.
 */
import { instant } from '../../core/counts.ts';
import { record, text } from '../../core/lines.ts';
import type { Beside, WholeFormat, WholeOut } from '../../core/source.ts';
import type { Attribution } from '../../core/usage.ts';
import { loggedUsd } from '../cost.ts';
import { type Json, readJson } from '../json-file.ts';
import { tokensBeside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';
import { throughTool } from '../through-tool.ts';

export const clineMessages: WholeFormat = {
  kind: 'whole',
  id: 'cline-messages',
  version: 2,

  read(file, bytes, out, beside) {
    const session = record(readJson(bytes, out));
    if (!session || !Array.isArray(session.messages)) return;
    const attribution = attributionOf(file, session, beside);
    session.messages.forEach((value: unknown, i) => {
      const message = record(value);
      const metrics = record(message?.metrics);
      if (message && metrics && message.role === 'assistant')
        readMessage(message, metrics, attribution, i, out);
    });
  },
};

function attributionOf(file: string, session: Json, beside: Beside): Attribution {
  const directory = /([^\\/]+)[\\/][^\\/]+$/.exec(file)?.[1] ?? file;
  const id = text(session.sessionId) ?? directory;
  const manifest = jsonIn(beside(`${directory}.json`));
  const parentSession = text(record(session.origin)?.parentThreadId);
  const agent = session.agent === 'main' ? undefined : text(session.agent);
  const isAgent = parentSession !== undefined || agent !== undefined;
  return {
    ...{ source: 'cline', session: id, parentSession, agent: isAgent ? agent : undefined },
    agentId: isAgent ? `${id}/${agent ?? ''}` : undefined,
    cwd: text(manifest?.cwd) ?? text(manifest?.workspace_root),
  };
}

function jsonIn(bytes: Uint8Array | undefined): Json | undefined {
  try {
    return bytes && record(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

function readMessage(
  message: Json,
  metrics: Json,
  attribution: Attribution,
  index: number,
  out: WholeOut,
): void {
  const atMs = instant(message.ts);
  if (atMs === undefined) return;
  const line = index + 1;
  const remarks = new Remarks(why => out.trouble(`message ${line}: ${why}`));
  const count = (name: string) => remarks.count(metrics[name], name);
  const sent = count('inputTokens');
  const cacheRead = count('cacheReadTokens');
  const output = count('outputTokens');
  if (cacheRead > sent) remarks.notes.add('cached above input');
  const read = Math.min(cacheRead, sent);
  const prompt = { input: sent - read, cacheRead: read, cacheWrite: count('cacheWriteTokens') };
  if (sent + output + prompt.cacheWrite === 0) return;
  const info = record(message.modelInfo);
  const [provider, model] = [text(info?.provider), text(info?.id) ?? ''];
  out.reading({
    key: `cline:${text(message.id) ?? `${attribution.session}:${index}`}:assistant:${atMs}`,
    atMs,
    tokens: tokensBeside(prompt, output, model),
    loggedUsd: loggedUsd(metrics.cost),
    quality: 'exact',
    notes: [...remarks.notes],
    terms: { provider, model },
    attribution: { ...attribution, ...throughTool(provider, model, { isOneRequest: true }) },
    offset: index,
    line,
  });
}
