/**
 * The conversation around the responses of a transcript: which slash command or skill they belong to, and which subagent
 * is of which type. A command holds from its line to the next prompt; a skill from the response after the one that
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
  /** The response that called the skill, and the skill that it belongs to itself. */
  skillCall?: { readonly by: string; readonly before?: string };
  /** Calls of agents without an answer yet, the latest last. */
  asked: (readonly [call: string, type: string])[];
}

/** Few calls are open at a time; of a log in which they are never answered only the latest are kept. */
const MOST_ASKED = 64;

export function startConversation(): Conversation {
  return { asked: [] };
}

/** Updates the conversation by one line. */
export function hear(conversation: Conversation, line: Json, out: Out): void {
  if (line.type === 'assistant') readCalls(conversation, line);
  else if (line.type === 'user') readUserLine(conversation, line, out);
  else if (line.type === 'progress') readProgress(conversation, line, out);
  else if (line.type === 'system' && line.subtype === 'local_command')
    readCommand(conversation, line.content);
}

/** A prompt begins: the command and skill of the one before end. */
export function beginPrompt(conversation: Conversation): void {
  conversation.command = undefined;
  endSkill(conversation);
}

/** The skill of a response: one that calls a skill does not belong to it, however many lines it has. */
export function skillOf(conversation: Conversation, messageId: string | undefined): string | undefined {
  return conversation.skillCall && conversation.skillCall.by === messageId
    ? conversation.skillCall.before
    : conversation.skill;
}

function readCalls(conversation: Conversation, line: Json): void {
  const message = record(line.message);
  for (const block of blocks(message?.content)) {
    if (block.type !== 'tool_use') continue;
    const input = record(block.input);
    const id = text(block.id);
    const agent = text(input?.subagent_type);
    if (block.name === 'Skill')
      startSkill(conversation, text(input?.skill) ?? text(input?.command), text(message?.id));
    else if (block.name === 'SlashCommand')
      conversation.command = commandName(text(input?.command)) ?? conversation.command;
    else if (id && agent) openCall(conversation, id, agent);
  }
}

function startSkill(conversation: Conversation, skill: string | undefined, by: string | undefined): void {
  if (skill === undefined) return;
  if (by !== undefined) conversation.skillCall = { by, before: skillOf(conversation, by) };
  conversation.skill = skill;
}

function endSkill(conversation: Conversation): void {
  conversation.skill = undefined;
  conversation.skillCall = undefined;
}

function readUserLine(conversation: Conversation, line: Json, out: Out): void {
  const content = record(line.message)?.content;
  if (readCommand(conversation, content)) return;
  const result = record(line.toolUseResult);
  if (result) readResult(conversation, content, result, out);
  if (isPrompt(line, content)) beginPrompt(conversation);
}

/**
 * The line of a command begins a new prompt, so the command and skill before it end. Its tags stand at the beginning;
 * further in they are a quotation.
 */
function readCommand(conversation: Conversation, content: unknown): boolean {
  const words =
    typeof content === 'string'
      ? content
      : blocks(content)
          .map(block => block.text)
          .join('\n');
  const name = /<command-name>([^<]+)<\/command-name>/.exec(words)?.[1];
  if (!name || !/^\s*<command-/.test(words)) return false;
  conversation.command = commandName(name);
  endSkill(conversation);
  return true;
}

function readResult(conversation: Conversation, content: unknown, result: Json, out: Out): void {
  const agentId = text(result.agentId);
  const call = blocks(content)
    .map(block => text(block.tool_use_id))
    .find(id => id !== undefined);
  const type = text(result.agentType) ?? typeOfCall(conversation, call);
  if (agentId && type) out.agentType(agentId, type);
  conversation.asked = conversation.asked.filter(([asked]) => asked !== call);
  const command = text(result.commandName);
  if (command) conversation.command = commandName(command);
}

function readProgress(conversation: Conversation, line: Json, out: Out): void {
  const agentId = text(record(line.data)?.agentId);
  const type = typeOfCall(conversation, text(line.parentToolUseID));
  if (agentId && type) out.agentType(agentId, type);
}

function openCall(conversation: Conversation, call: string, agent: string): void {
  conversation.asked = [
    ...conversation.asked.filter(([asked]) => asked !== call),
    [call, agent] as const,
  ].slice(-MOST_ASKED);
}

function typeOfCall(conversation: Conversation, call: string | undefined): string | undefined {
  return conversation.asked.find(([asked]) => asked === call)?.[1];
}

/** A prompt that a person typed, and not a result, note or summary that the tool wrote as the user. */
function isPrompt(line: Json, content: unknown): boolean {
  if (line.isMeta === true || line.isCompactSummary === true || line.isSidechain === true) return false;
  if (typeof content === 'string') return content !== '';
  return blocks(content).some(block => block.type !== 'tool_result');
}

/** '/review' of '/review 123', '<...>/review' and 'review' alike. */
function commandName(words: string | undefined): string | undefined {
  const name = words?.trim().split(/\s/)[0];
  return name ? (name.startsWith('/') ? name : `/${name}`) : undefined;
}

function blocks(content: unknown): readonly Json[] {
  return Array.isArray(content) ? content.map(record).filter(block => block !== undefined) : [];
}
