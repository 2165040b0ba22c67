/**
 * The conversation around the responses of a transcript: which slash command or skill they belong to, who began the turn,
 * and which subagent is of which type. A command holds from its line to the next prompt; a skill from the response after
 * the one that called it to the next prompt, or from the line with its text where a person typed it as a command.
 *
 * Compaction writes earlier lines again. A line whose uuid was read before changes nothing.
 *
 *   {"type":"user","message":{"content":"<command-name>/review</command-name>..."}}      command /review
 *   {"type":"user","isMeta":true,"message":{"content":"Base directory for this skill: ..."}}   that command is a skill
 *   {"type":"user","turnOrigin":"scheduled","message":{"content":"..."}}                 a schedule began the turn
 *   {"type":"assistant","message":{"content":[{"type":"tool_use","name":"Skill","input":{"skill":"pdf"}}]}}
 *   {"type":"user","toolUseResult":{"agentId":"a1","agentType":"Explore"}}                agent a1 is an Explore
 */

import { type Key, keyOf } from '../../core/key.ts';
import { record, text } from '../../core/lines.ts';
import type { Out } from '../../core/source.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Conversation {
  command?: string;
  skill?: string;
  /** The response that called the skill, and the skill that it belongs to itself. */
  skillCall?: { readonly by: string; readonly before?: string };
  /** Calls of agents without an answer yet, the latest last. */
  openCalls: (readonly [call: string, type: string])[];
  /** Who or what began the turn, in the words of the log: 'human', 'scheduled', 'typed', ... */
  origin?: string;
  /** A command was typed and no line has followed it yet: the next one shows whether it is a skill. */
  isCommandNew?: boolean;
  /** Numbers for the uuids of lines that changed the conversation, the latest last. */
  seen: number[];
}

/** Few calls are open at a time; of a log in which they are never answered only the latest are kept. */
const MAX_OPEN_CALLS = 64;
/** When there are more, the older half is forgotten. */
const MOST_SEEN = 8192;

export function startConversation(): Conversation {
  return { openCalls: [], seen: [] };
}

/** Updates the conversation by one line. */
export function followLine(conversation: Conversation, line: Json, out: Out): void {
  if (!isAside(line)) {
    if (isReplay(conversation, line)) return;
    if (line.type === 'assistant') conversation.isCommandNew = undefined;
  }
  if (line.type === 'assistant') readCalls(conversation, line);
  else if (line.type === 'user') readUserLine(conversation, line, out);
  else if (line.type === 'progress') readProgress(conversation, line, out);
  else if (line.type === 'system' && line.subtype === 'local_command')
    readCommand(conversation, line.content);
}

/** A prompt begins: the command and skill of the one before end. `origin` is who or what began it, where that is known. */
export function beginPrompt(conversation: Conversation, origin?: string): void {
  conversation.command = undefined;
  conversation.origin = origin;
  endSkill(conversation);
}

/** The skill of a response: one that calls a skill does not belong to it, however many lines it has. */
export function skillOf(conversation: Conversation, messageId: string | undefined): string | undefined {
  return conversation.skillCall && conversation.skillCall.by === messageId
    ? conversation.skillCall.before
    : conversation.skill;
}

/** Lines of these types never change the command or the skill. */
function isAside(line: Json): boolean {
  return line.type !== 'user' && line.type !== 'assistant';
}

/** Whether the line was read before; notes it, if it changes the command, the skill or the origin. */
function isReplay(conversation: Conversation, line: Json): boolean {
  const uuid = text(line.uuid);
  if (uuid === undefined || !changesConversation(line)) return false;
  return !noteLine(conversation, keyOf(uuid));
}

/** Notes a line by the key of its uuid; false where it was noted before. */
export function noteLine(conversation: Conversation, { hi, lo }: Key): boolean {
  // As much of the key as a number holds.
  const number = hi * 2 ** 21 + (lo >>> 11);
  if (conversation.seen.includes(number)) return false;
  conversation.seen.push(number);
  if (conversation.seen.length > MOST_SEEN) conversation.seen = conversation.seen.slice(MOST_SEEN / 2);
  return true;
}

function changesConversation(line: Json): boolean {
  const message = record(line.message);
  if (line.type === 'assistant') {
    return blocks(message?.content).some(
      ({ type, name }) => type === 'tool_use' && (name === 'Skill' || name === 'SlashCommand'),
    );
  }
  if (originOf(line) !== undefined || isPrompt(line, message?.content)) return true;
  return text(record(line.toolUseResult)?.commandName) !== undefined;
}

/** Who or what began the turn; newer logs say it in the first field, older ones in the second. */
function originOf(line: Json): string | undefined {
  return text(line.turnOrigin) ?? text(line.promptSource);
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
  const isCommandNew = conversation.isCommandNew === true;
  conversation.isCommandNew = undefined;
  const origin = originOf(line);
  if (readCommand(conversation, content)) {
    conversation.origin = origin;
    return;
  }
  conversation.origin = origin ?? conversation.origin;
  if (isCommandNew && line.isMeta === true && SKILL_TEXT.test(wordsOf(content))) {
    conversation.skill = conversation.command?.slice(1);
  }
  const result = record(line.toolUseResult);
  if (result) readResult(conversation, content, result, out);
  if (isPrompt(line, content)) beginPrompt(conversation, origin);
}

/**
 * The line of a command begins a new prompt, so the command and skill before it end. Its tags stand at the beginning;
 * further in they are a quotation.
 */
function readCommand(conversation: Conversation, content: unknown): boolean {
  const words = wordsOf(content);
  const name = /<command-name>([^<]+)<\/command-name>/.exec(words)?.[1];
  if (!name || !/^\s*<command-/.test(words)) return false;
  conversation.command = commandName(name);
  endSkill(conversation);
  conversation.isCommandNew = true;
  if (SKILL_FORMAT.test(words) || SKILL_TEXT.test(words)) conversation.skill = conversation.command?.slice(1);
  return true;
}

/** How Claude Code begins the text of a skill, and how it marks the line of a command that is one. */
const SKILL_TEXT = /^\s*Base directory for this skill:/m;
const SKILL_FORMAT = /<skill-format>\s*true\s*<\/skill-format>/;

function wordsOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return blocks(content)
    .map(block => block.text)
    .join('\n');
}

function readResult(conversation: Conversation, content: unknown, result: Json, out: Out): void {
  const agentId = text(result.agentId);
  const call = blocks(content)
    .map(block => text(block.tool_use_id))
    .find(id => id !== undefined);
  const type = text(result.agentType) ?? typeOfCall(conversation, call);
  if (agentId && type) out.agentType(agentId, type);
  conversation.openCalls = conversation.openCalls.filter(([open]) => open !== call);
  const command = text(result.commandName);
  if (command) conversation.command = commandName(command);
}

function readProgress(conversation: Conversation, line: Json, out: Out): void {
  const agentId = text(record(line.data)?.agentId);
  const type = typeOfCall(conversation, text(line.parentToolUseID));
  if (agentId && type) out.agentType(agentId, type);
}

function openCall(conversation: Conversation, call: string, agent: string): void {
  conversation.openCalls = [
    ...conversation.openCalls.filter(([open]) => open !== call),
    [call, agent] as const,
  ].slice(-MAX_OPEN_CALLS);
}

function typeOfCall(conversation: Conversation, call: string | undefined): string | undefined {
  return conversation.openCalls.find(([open]) => open === call)?.[1];
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
