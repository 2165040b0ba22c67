/**
 * A message of Gemini CLI:
 *
 *   {"id":"5f0c...","timestamp":"2026-01-15T20:51:13.120Z","type":"gemini","model":"gemini-2.5-flash",
 *    "tokens":{"input":12203,"output":71,"cached":11835,"thoughts":120,"tool":0,"total":12394},"toolCalls":[...]}
 *
 * Cached tokens are inside the input; thoughts stand beside the output and are billed as output; what tools added to the
 * prompt stands beside the input (ai.google.dev/api/generate-content, UsageMetadata). What was spent on messages that the
 * user rewound was spent.
 */
import { instant } from '../../core/counts.ts';
import { record, text } from '../../core/lines.ts';
import type { Out } from '../../core/source.ts';
import type { Attribution } from '../../core/usage.ts';
import type { Json } from '../json-lines.ts';
import { tokensInside } from '../prompt.ts';
import { answerOf } from '../reasoning.ts';
import { Remarks } from '../remarks.ts';

export interface MessagePlace {
  readonly attribution: Attribution;
  /** The time of a message near it, UTC ms. */
  readonly nearMs: number | undefined;
  readonly offset: number;
  readonly line: number;
}

/** Emits the reading of a message, if it has usage. Returns when it was written, UTC ms. */
export function readMessage(message: Json, place: MessagePlace, out: Out): number | undefined {
  const { attribution, nearMs, offset, line } = place;
  const own = instant(message.timestamp);
  const counts = record(message.tokens);
  const id = text(message.id);
  if (message.type !== 'gemini' || !counts || id === undefined) return own;
  const remarks = new Remarks(why => out.trouble(why, line));
  const count = (name: string) => remarks.count(counts[name], `tokens.${name}`);
  const input = count('input') + count('tool');
  const model = text(message.model) ?? '';
  const { output, reasoning } = answerOf(
    { prompt: input, output: count('output'), reasoning: count('thoughts'), total: count('total') },
    'beside',
  );
  if (input + output === 0) return own;
  const atMs = remarks.time(own, nearMs);
  if (atMs === undefined) return own;
  out.reading({
    key: `gemini:${id}`,
    atMs,
    tokens: tokensInside({ input, cacheRead: count('cached') }, output, model, remarks),
    reasoning,
    quality: 'exact',
    notes: [...remarks.notes],
    terms: { model },
    attribution,
    tools: toolsOf(message.toolCalls),
    offset,
    line,
  });
  return own;
}

function toolsOf(calls: unknown): readonly string[] {
  if (!Array.isArray(calls)) return [];
  return calls.map(call => text(record(call)?.name)).filter(name => name !== undefined);
}

const HASH = /^[0-9a-f]{64}$/;

/**
 * The directory of a session. Its header may list them; else the directory of the logs is named for the project, or, in
 * older versions, by a hash that cannot be reversed.
 */
export function directoryOf(file: string, header: Json): string | undefined {
  const listed = Array.isArray(header.directories) ? text(header.directories[0]) : undefined;
  const name = /([^\\/]+)[\\/]chats[\\/]/.exec(file)?.[1];
  return listed ?? (name !== undefined && !HASH.test(name) ? name : undefined);
}
