/**
 * A thread of Amp, rewritten with every message:
 *
 *   {"id":"T-...","usageLedger":{"events":[{"id":"...","timestamp":"...","model":"claude-sonnet-4-5","credits":3,
 *    "tokens":{"input":120,"output":310},"toMessageId":2}]},"messages":[...,{"usage":{"inputTokens":120,
 *    "outputTokens":310,"cacheReadInputTokens":9000,"cacheCreationInputTokens":400}}],
 *    "env":{"initial":{"trees":[{"uri":"file:///home/me/app"}]}}}
 *
 * An event of the ledger is an answer; what was cached is in the message that it led to, whose place in the list the event
 * names. Cached tokens are beside the input. Credits are no dollars. A thread without a ledger has its messages alone.
 */
import { instant } from '../../core/counts.ts';
import { record, text } from '../../core/lines.ts';
import type { WholeFormat, WholeOut } from '../../core/source.ts';
import type { Attribution } from '../../core/usage.ts';
import { type Json, readJson } from '../json-file.ts';
import { tokensBeside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';

export const ampThread: WholeFormat = {
  kind: 'whole',
  id: 'amp-thread',
  version: 1,

  read(file, bytes, out) {
    const thread = record(readJson(bytes, out));
    if (!thread) return;
    const session = text(thread.id) ?? /([^\\/]+)\.json$/.exec(file)?.[1] ?? file;
    const attribution = { source: 'amp', session, cwd: directoryOf(thread) };
    const messages = listOf(thread.messages);
    const events = listOf(record(thread.usageLedger)?.events);
    const created = instant(thread.created);
    events.forEach((event, i) => {
      const tokens = record(event?.tokens);
      if (!event || !tokens) return;
      const counts = { inputTokens: tokens.input, outputTokens: tokens.output };
      const usage = { ...counts, ...cacheOf(messages, event.toMessageId) };
      const id = text(event.id) ?? `event ${i}`;
      read({ id, model: event.model, time: event.timestamp, created, usage, index: i }, attribution, out);
    });
    if (events.length > 0) return;
    messages.forEach((message, i) => {
      const usage = record(message?.usage);
      if (usage)
        read(
          { id: `message ${i}`, model: usage.model, time: usage.timestamp, created, usage, index: i },
          attribution,
          out,
        );
    });
  },
};

interface Answer {
  readonly id: string;
  readonly model: unknown;
  readonly time: unknown;
  /** When the thread began, UTC ms. */
  readonly created: number | undefined;
  readonly usage: Json;
  readonly index: number;
}

function read(
  { id, model: name, time, created, usage, index }: Answer,
  attribution: Attribution,
  out: WholeOut,
): void {
  const line = index + 1;
  const remarks = new Remarks(why => out.trouble(`${id}: ${why}`));
  const count = (field: string) => remarks.count(usage[field], field);
  const prompt = {
    input: count('inputTokens'),
    cacheRead: count('cacheReadInputTokens'),
    cacheWrite: count('cacheCreationInputTokens'),
  };
  const output = count('outputTokens');
  if (prompt.input + prompt.cacheRead + prompt.cacheWrite + output === 0) return;
  if (!('cacheReadInputTokens' in usage)) remarks.notes.add('no cache split');
  const atMs = remarks.time(instant(time), created);
  if (atMs === undefined) return;
  const model = text(name) ?? '';
  out.reading({
    key: `amp:${attribution.session}:${id}`,
    atMs,
    tokens: tokensBeside(prompt, output, model),
    quality: 'exact',
    notes: [...remarks.notes],
    terms: { model },
    attribution,
    offset: index,
    line,
  });
}

function cacheOf(messages: readonly (Json | undefined)[], id: unknown): Json {
  const usage = typeof id === 'number' ? record(messages[id]?.usage) : undefined;
  if (!usage) return {};
  const { cacheReadInputTokens = 0, cacheCreationInputTokens = 0 } = usage;
  return { cacheReadInputTokens, cacheCreationInputTokens };
}

function listOf(value: unknown): readonly (Json | undefined)[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function directoryOf(thread: Json): string | undefined {
  const [tree] = listOf(record(record(thread.env)?.initial)?.trees);
  const uri = text(tree?.uri);
  if (!uri?.startsWith('file://')) return undefined;
  try {
    return decodeURIComponent(uri.slice('file://'.length));
  } catch {
    return undefined;
  }
}
