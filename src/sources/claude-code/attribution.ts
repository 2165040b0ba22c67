/** What a record says of its response beside the counts: terms of the price, who and where, tools. */
import { record, text } from '../../core/lines.ts';
import type { Attribution, Terms } from '../../core/usage.ts';
import { skillOf } from './conversation.ts';
import type { Json, LoggedResponse, TranscriptState } from './logged-response.ts';

export function termsOf(model: string, usage: Json): Terms {
  return {
    model,
    speed: text(usage.speed),
    tier: text(usage.service_tier),
    geo: text(usage.inference_geo),
  };
}

export function attributionOf(state: TranscriptState, { line, message }: LoggedResponse): Attribution {
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
    origin: state.conversation.origin,
    isCopy: isCopy(line) || undefined,
  };
}

/** A member of an agent team, each of which has a transcript of its own: known by its team and its name in it. */
function teammateOf(line: Json): string | undefined {
  const name = text(line.agentName);
  const team = text(line.teamName);
  return name && team ? `${team}/${name}` : name;
}

/**
 * Whether the line says itself that it may be a copy: `/branch` names the conversation that it copies, and a conversation
 * that is handed to the background is copied with a mark on every line, the new ones included.
 */
function isCopy(line: Json): boolean {
  return record(line.forkedFrom) !== undefined || line.sessionKind === 'bg';
}

/** The tools that a line calls: those of the client, of the vendor's servers and of MCP servers alike. */
export function toolsOf({ message }: LoggedResponse): readonly string[] | undefined {
  if (!Array.isArray(message?.content)) return undefined;
  return message.content.flatMap(item => {
    const block = record(item);
    return text(block?.type)?.endsWith('tool_use') ? (text(block?.name) ?? []) : [];
  });
}

/** Some writers name a subagent's session `<parent>#agent-<id>`; its cost belongs to the parent. */
export function sessionOf(file: string, line: Json): string {
  const stated = text(line.sessionId) ?? text(line.session_id);
  if (stated) return stated.split('#')[0]!;
  const parent = /([^\\/]+)[\\/]subagents[\\/]/.exec(file)?.[1];
  return parent ?? /([^\\/]+)\.jsonl$/.exec(file)?.[1] ?? file;
}

function agentOfFile(file: string): string | undefined {
  return /[\\/]agent-([^\\/]+)\.jsonl$/.exec(file)?.[1];
}
