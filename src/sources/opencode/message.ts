/**
 * What OpenCode says of an answer, in its database and in its files alike:
 *
 *   {"role":"assistant","time":{"created":1782900000000,"completed":1782900004000},"modelID":"gpt-5.5",
 *    "providerID":"openai","agent":"build","path":{"cwd":"/home/me/app","root":"/home/me/app"},"cost":0.0123,
 *    "tokens":{"input":1200,"output":80,"reasoning":30,"cache":{"read":9000,"write":0},"total":10280}}
 *
 * Cached tokens are beside the input. Reasoning was inside the output until about May 2026 and is beside it since: the
 * total tells. The cost of versions before then charged reasoning twice (anomalyco/opencode#17566), so it is only what
 * the log states.
 */
import { instant } from '../../core/counts.ts';
import { record, text } from '../../core/lines.ts';
import type { Out } from '../../core/source.ts';
import type { Note } from '../../core/usage.ts';
import { loggedUsd } from '../cost.ts';
import type { Json } from '../json-lines.ts';
import { tokensBeside } from '../prompt.ts';
import { answerOf } from '../reasoning.ts';
import { Remarks } from '../remarks.ts';
import { throughTool } from '../through-tool.ts';

/** What is known of a message beside what it says itself. */
export interface MessagePlace {
  readonly source: string;
  readonly id: string;
  readonly session: string;
  readonly parentSession: string | undefined;
  /** The directory of the session. */
  readonly directory: string | undefined;
  /** When its row was made, UTC ms. */
  readonly rowMs: number | undefined;
  readonly tools: readonly string[];
  readonly line: number;
}

/** Providers whose reasoning is part of the output where no total says otherwise. */
const REASONING_INSIDE = /^(?:openai|azure|opencode-gpt)/;

/** Emits the reading of an answer, and returns whether it used anything. */
export function readMessage(message: Json, place: MessagePlace, out: Out): boolean {
  const counts = record(message.tokens);
  if (!counts) return false;
  const { source, id, session, parentSession, directory, rowMs, tools, line } = place;
  const isCompaction =
    message.summary === true || message.type === 'compaction' || message.mode === 'compaction';
  const notes: readonly Note[] = isCompaction ? ['compaction'] : [];
  const remarks = new Remarks(why => out.trouble(`message ${id}: ${why}`, line), ...notes);
  const cache = record(counts.cache);
  const input = remarks.count(counts.input, 'tokens.input');
  const cacheRead = remarks.count(cache?.read, 'tokens.cache.read');
  const cacheWrite = remarks.count(cache?.write, 'tokens.cache.write');
  const { model, provider } = modelOf(message);
  const { output, reasoning } = answerOf(
    {
      prompt: input + cacheRead + cacheWrite,
      output: remarks.count(counts.output, 'tokens.output'),
      reasoning: remarks.count(counts.reasoning, 'tokens.reasoning'),
      total: remarks.count(counts.total, 'tokens.total'),
    },
    REASONING_INSIDE.test(provider ?? '') ? 'inside' : 'beside',
  );
  if (input + cacheRead + cacheWrite + output === 0) return false;
  const time = record(message.time);
  const [createdMs, completedMs] = [instant(time?.created), instant(time?.completed)];
  const atMs = remarks.time(createdMs ?? rowMs, undefined);
  if (atMs === undefined) return false;
  // A row is updated while its answer comes in. The newer tables do not say whether it has ended.
  const isOpen = time !== undefined && completedMs === undefined && (message.error ?? null) === null;
  const isAgent = parentSession !== undefined;
  out.reading({
    key: `opencode:${id}`,
    atMs,
    durationMs: completedMs !== undefined && completedMs > atMs ? completedMs - atMs : 0,
    tokens: tokensBeside({ input, cacheRead, cacheWrite }, output, model),
    reasoning,
    loggedUsd: loggedUsd(message.cost),
    quality: isOpen ? 'lower bound' : 'exact',
    notes: [...remarks.notes],
    terms: { provider, model },
    attribution: {
      ...{ source, session, parentSession },
      cwd: text(record(message.path)?.cwd) ?? directory,
      agentId: isAgent ? session : undefined,
      agent: isAgent ? (text(message.agent) ?? text(message.mode)) : undefined,
      ...throughTool(provider, model, { isOneRequest: true }),
    },
    tools,
    offset: line,
    line,
  });
  return true;
}

/** Builds differ in where the model is; version 2 has it as an object. */
function modelOf(message: Json): { readonly model: string; readonly provider: string | undefined } {
  const model = record(message.model);
  return {
    model: text(message.modelID) ?? text(model?.modelID) ?? text(model?.id) ?? '',
    provider: text(message.providerID) ?? text(model?.providerID),
  };
}
