/**
 * What goes on around the responses of a transcript: which slash command or skill they answer, and which subagent is
 * of which type. A command holds from its line to the next prompt; a skill from the response after the one that
 * called it to the next prompt.
 *
 *   {"type":"user","message":{"content":"<command-name>/review</command-name>..."}}      command /review
 *   {"type":"assistant","message":{"content":[{"type":"tool_use","name":"Skill","input":{"skill":"pdf"}}]}}
 *   {"type":"user","toolUseResult":{"agentId":"a1","agentType":"Explore"}}                agent a1 is an Explore
 */
import { record, text } from '../../core/lines.ts';
import type { Out } from '../../core/source.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Conversation {
  command?: string;
  skill?: string;
  /** Agents that were asked for and have not answered: tool call id to type. */
  asked: Record<string, string>;
}

/** A transcript asks for few agents at a time; of a log that never answers them only the latest are kept. */
const MOST_ASKED = 64;

export function startConversation(): Conversation {
  return { asked: {} };
}

/** Hears one line. */
export function hear(talk: Conversation, line: Json, out: Out): void {
  if (line.type === 'assistant') hearCalls(talk, line);
  else if (line.type === 'user') hearUser(talk, line, out);
  else if (line.type === 'progress') hearProgress(talk, line, out);
  else if (line.type === 'system' && line.subtype === 'local_command') hearCommand(talk, line.content);
}

function hearCalls(talk: Conversation, line: Json): void {
  for (const block of blocks(record(line.message)?.content)) {
    if (block.type !== 'tool_use') continue;
    const input = record(block.input);
    const id = text(block.id);
    const agent = text(input?.subagent_type);
    if (block.name === 'Skill') talk.skill = text(input?.skill) ?? text(input?.command) ?? talk.skill;
    else if (block.name === 'SlashCommand') talk.command = commandName(text(input?.command)) ?? talk.command;
    else if (id && agent) ask(talk, id, agent);
  }
}

function hearUser(talk: Conversation, line: Json, out: Out): void {
  const content = record(line.message)?.content;
  if (hearCommand(talk, content)) return;
  const result = record(line.toolUseResult);
  if (result) hearResult(talk, content, result, out);
  if (isPrompt(line, content)) {
    talk.command = undefined;
    talk.skill = undefined;
  }
}

/** A command's own line begins a new prompt: what held before is over. */
function hearCommand(talk: Conversation, content: unknown): boolean {
  const said =
    typeof content === 'string'
      ? content
      : blocks(content)
          .map(block => block.text)
          .join('\n');
  const name = /<command-name>([^<]+)<\/command-name>/.exec(said)?.[1];
  if (!name) return false;
  talk.command = commandName(name);
  talk.skill = undefined;
  return true;
}

function hearResult(talk: Conversation, content: unknown, result: Json, out: Out): void {
  const agentId = text(result.agentId);
  const call = blocks(content)
    .map(block => text(block.tool_use_id))
    .find(id => id !== undefined);
  const type = text(result.agentType) ?? (call ? talk.asked[call] : undefined);
  if (agentId && type) out.agentType(agentId, type);
  if (call) delete talk.asked[call];
  const command = text(result.commandName);
  if (command) talk.command = commandName(command);
}

function hearProgress(talk: Conversation, line: Json, out: Out): void {
  const agentId = text(record(line.data)?.agentId);
  const type = talk.asked[text(line.parentToolUseID) ?? ''];
  if (agentId && type) out.agentType(agentId, type);
}

function ask(talk: Conversation, call: string, agent: string): void {
  talk.asked[call] = agent;
  const calls = Object.keys(talk.asked);
  if (calls.length > MOST_ASKED) delete talk.asked[calls[0]!];
}

/** A prompt that a person typed, in contrast to results, notes and summaries that the tool writes as the user. */
function isPrompt(line: Json, content: unknown): boolean {
  if (line.isMeta === true || line.isCompactSummary === true || line.isSidechain === true) return false;
  if (typeof content === 'string') return content !== '';
  return blocks(content).some(block => block.type !== 'tool_result');
}

/** '/review' of '/review 123', '<...>/review' and 'review' alike. */
function commandName(said: string | undefined): string | undefined {
  const name = said?.trim().split(/\s/)[0];
  return name ? (name.startsWith('/') ? name : `/${name}`) : undefined;
}

function blocks(content: unknown): readonly Json[] {
  return Array.isArray(content) ? content.map(record).filter(block => block !== undefined) : [];
}
