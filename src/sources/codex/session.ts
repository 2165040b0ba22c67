/**
 * Whose the lines of a rollout are. A fork and a subagent begin with a copy of what their parent wrote, with times of
 * the copy. Only the first `session_meta` is the file's own; the others are copied with the rest.
 *
 *   {"id":"019f...","forked_from_id":"019e...","cwd":"/home/me/app","originator":"codex-tui","source":"cli",
 *    "model_provider":"openai","git":{"branch":"main"}}
 *   {"id":"019f...","source":{"subagent":{"thread_spawn":{"parent_thread_id":"019e...","agent_role":"explorer"}}}}
 */
import { record, text } from '../../core/lines.ts';
import { uuidTime } from './uuid.ts';

type Json = Readonly<Record<string, unknown>>;

/** Plain data. */
export interface Session {
  readonly id: string;
  readonly parent: string | undefined;
  /** The type of a subagent; '' where the log has none, undefined for no subagent. */
  readonly agent: string | undefined;
  readonly cwd: string | undefined;
  readonly branch: string | undefined;
  readonly client: string | undefined;
  readonly provider: string | undefined;
  /** When its first line was written. */
  readonly writtenMs: number | undefined;
}

export function readSession(meta: Json, id: string, writtenMs: number | undefined): Session {
  const source = record(meta.source);
  const subagent = source?.subagent ?? source?.sub_agent;
  const spawn = record(record(subagent)?.thread_spawn);
  const isAgent = subagent !== undefined || meta.thread_source === 'subagent';
  return {
    id,
    parent: [meta.forked_from_id, meta.parent_thread_id, spawn?.parent_thread_id].map(text).find(Boolean),
    agent: isAgent ? agentOf(subagent, spawn, meta) : undefined,
    cwd: text(meta.cwd),
    branch: text(record(meta.git)?.branch),
    client: text(meta.source) ?? text(meta.originator),
    provider: text(meta.model_provider),
    writtenMs,
  };
}

/** `review` and `compact` are subagents without a thread of their own: their name is all there is. */
function agentOf(subagent: unknown, spawn: Json | undefined, meta: Json): string {
  const named = [spawn?.agent_role, meta.agent_role, spawn?.agent_nickname, subagent].map(text).find(Boolean);
  const [only] = spawn ? [] : Object.keys(record(subagent) ?? {});
  return named ?? only ?? '';
}

/** The id at the end of a rollout's name; the whole name where there is none. */
export function sessionIdIn(file: string): string {
  const stem = file.replace(/^.*[\\/]/, '').replace(/\.jsonl(\.zst)?$/, '');
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.exec(stem)?.[0] ?? stem;
}

/** A copy is written at once, before anything can have been answered. */
const COPY_MS = 3000;

/**
 * Whether a turn of a file with a parent was copied into it: it began before the session did. Where its id does not say
 * when, the time of its line is judged.
 */
export function isCopiedTurn(session: Session, turn: string, atMs: number): boolean {
  if (session.parent === undefined) return false;
  const [turnMs, startMs] = [uuidTime(turn), uuidTime(session.id)];
  if (turnMs !== undefined && startMs !== undefined) return turnMs < startMs;
  return session.writtenMs !== undefined && atMs < session.writtenMs + COPY_MS;
}
