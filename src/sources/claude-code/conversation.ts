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
  /** The response that called the skill, and the skill that it is of itself. */
  skillCall?: { readonly by: string; readonly before?: string };
  /** Agents that were asked for and have not answered, the latest last. */
  asked: (readonly [call: string, type: string])[];
}

/** A transcript asks for few agents at a time; of a log that never answers them only the latest are kept. */
const MOST_ASKED = 64;

export function startConversation(): Conversation {
  return { asked: [] };
}

/** Hears one line. */
export function hear(talk: Conversation, line: Json, out: Out): void {
  if (line.type === 'assistant') hearCalls(talk, line);
  else if (line.type === 'user') hearUser(talk, line, out);
  else if (line.type === 'progress') hearProgress(talk, line, out);
  else if (line.type === 'system' && line.subtype === 'local_command') hearCommand(talk, line.content);
}

/** What held for the prompt before is over. */
export function beginPrompt(talk: Conversation): void {
  talk.command = undefined;
  leaveSkill(talk);
}

/** The skill that a response is of: one that calls a skill is not yet of it, however many lines it has. */
export function skillOf(talk: Conversation, messageId: string | undefined): string | undefined {
  return talk.skillCall && talk.skillCall.by === messageId ? talk.skillCall.before : talk.skill;
}

function hearCalls(talk: Conversation, line: Json): void {
  const message = record(line.message);
  for (const block of blocks(message?.content)) {
    if (block.type !== 'tool_use') continue;
    const input = record(block.input);
    const id = text(block.id);
    const agent = text(input?.subagent_type);
    if (block.name === 'Skill')
      callSkill(talk, text(input?.skill) ?? text(input?.command), text(message?.id));
    else if (block.name === 'SlashCommand') talk.command = commandName(text(input?.command)) ?? talk.command;
    else if (id && agent) ask(talk, id, agent);
  }
}

function callSkill(talk: Conversation, skill: string | undefined, by: string | undefined): void {
  if (skill === undefined) return;
  if (by !== undefined) talk.skillCall = { by, before: skillOf(talk, by) };
  talk.skill = skill;
}

function leaveSkill(talk: Conversation): void {
  talk.skill = undefined;
  talk.skillCall = undefined;
}

function hearUser(talk: Conversation, line: Json, out: Out): void {
  const content = record(line.message)?.content;
  if (hearCommand(talk, content)) return;
  const result = record(line.toolUseResult);
  if (result) hearResult(talk, content, result, out);
  if (isPrompt(line, content)) beginPrompt(talk);
}

/**
 * A command's own line begins a new prompt: what held before is over. Its marks open the line; further in they are
 * somebody's quotation.
 */
function hearCommand(talk: Conversation, content: unknown): boolean {
  const said =
    typeof content === 'string'
      ? content
      : blocks(content)
          .map(block => block.text)
          .join('\n');
  const name = /<command-name>([^<]+)<\/command-name>/.exec(said)?.[1];
  if (!name || !/^\s*<command-/.test(said)) return false;
  talk.command = commandName(name);
  leaveSkill(talk);
  return true;
}

function hearResult(talk: Conversation, content: unknown, result: Json, out: Out): void {
  const agentId = text(result.agentId);
  const call = blocks(content)
    .map(block => text(block.tool_use_id))
    .find(id => id !== undefined);
  const type = text(result.agentType) ?? typeAsked(talk, call);
  if (agentId && type) out.agentType(agentId, type);
  talk.asked = talk.asked.filter(([asked]) => asked !== call);
  const command = text(result.commandName);
  if (command) talk.command = commandName(command);
}

function hearProgress(talk: Conversation, line: Json, out: Out): void {
  const agentId = text(record(line.data)?.agentId);
  const type = typeAsked(talk, text(line.parentToolUseID));
  if (agentId && type) out.agentType(agentId, type);
}

function ask(talk: Conversation, call: string, agent: string): void {
  talk.asked = [...talk.asked.filter(([asked]) => asked !== call), [call, agent] as const].slice(-MOST_ASKED);
}

function typeAsked(talk: Conversation, call: string | undefined): string | undefined {
  return talk.asked.find(([asked]) => asked === call)?.[1];
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
