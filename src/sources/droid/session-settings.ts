/**
 * The settings of a session of Droid, in which its sums are rewritten as they grow:
 *
 *   {"model":"custom:Claude-Opus-4.5-Thinking-[Anthropic]-0","providerLock":"anthropic",
 *    "providerLockTimestamp":"2026-07-01T10:00:00.000Z","tokenUsage":{"inputTokens":73400,"outputTokens":47485,
 *    "cacheReadTokens":3518842,"cacheCreationTokens":0,"thinkingTokens":900}}
 *
 * Cached tokens are beside the input, thinking is inside the output. One session is one reading at the time of its first
 * message, which is in the conversation beside it, as is its directory.
 */
import { instant } from '../../core/counts.ts';
import { eachLine, jsonObject, record, text } from '../../core/lines.ts';
import type { WholeFormat } from '../../core/source.ts';
import { type Json, readJson } from '../json-file.ts';
import { tokensBeside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';

export const droidSettings: WholeFormat = {
  kind: 'whole',
  id: 'droid-settings',
  version: 1,

  read(file, bytes, out, beside) {
    const settings = record(readJson(bytes, out));
    const usage = record(settings?.tokenUsage);
    if (!settings || !usage) return;
    const session = /([^\\/]+)\.settings\.json$/.exec(file)?.[1] ?? file;
    const talk = beginningOf(beside(`${session}.jsonl`));
    const remarks = new Remarks(why => out.trouble(why), 'no request split');
    const count = (name: string) => remarks.count(usage[name], `tokenUsage.${name}`);
    const prompt = {
      input: count('inputTokens'),
      cacheRead: count('cacheReadTokens'),
      cacheWrite: count('cacheCreationTokens'),
    };
    const output = count('outputTokens');
    if (prompt.input + prompt.cacheRead + prompt.cacheWrite + output === 0) return;
    const atMs = remarks.time(talk.atMs, instant(settings.providerLockTimestamp));
    if (atMs === undefined) return;
    const model = text(settings.model) ?? talk.model ?? '';
    out.reading({
      key: `droid:${session}`,
      atMs,
      tokens: tokensBeside(prompt, output, model),
      reasoning: Math.min(count('thinkingTokens'), output),
      quality: 'session total',
      notes: [...remarks.notes],
      terms: { provider: text(settings.providerLock), model },
      attribution: { source: 'droid', session, cwd: talk.cwd },
      offset: 0,
      line: 1,
    });
  },
};

interface Beginning {
  readonly atMs?: number;
  readonly cwd?: string;
  readonly model?: string;
}

/** So many lines hold the head of a conversation and its first message. */
const MOST_LINES = 50;

function beginningOf(bytes: Uint8Array | undefined): Beginning {
  const lines: Json[] = [];
  let seen = 0;
  if (bytes)
    eachLine(bytes, line => {
      seen += 1;
      const json = seen <= MOST_LINES ? jsonObject(line) : undefined;
      if (json) lines.push(json);
    });
  const first = <T>(of: (json: Json) => T | undefined) => lines.map(of).find(value => value !== undefined);
  return {
    atMs: first(json => instant(json.timestamp)),
    cwd: first(json => text(json.cwd)),
    model: first(json => text(json.model) ?? text(record(json.message)?.model)),
  };
}
