/**
 * What a line of a user says of the conversation, as a short line of JSON (`extract.as.ts`): its id, who began the turn, and
 * what a tool's result answers.
 */
import { constant, QUOTE } from './bytes.as.ts';
import { write, writeBytes } from './extract.as.ts';
import { any } from './json.as.ts';
import { uuidAt, uuidSize } from './line.as.ts';

const J_USER = constant('{"type":"user"');
const J_UUID = constant(',"uuid":');
const J_TURN_ORIGIN = constant(',"turnOrigin":');
const J_PROMPT_SOURCE = constant(',"promptSource":');
const J_CONTENT = constant(',"message":{"content":[');
const J_CALL_ID = constant('{"type":"tool_result","tool_use_id":');
const J_END_BLOCK = constant('},');
/** A block of any other type makes the line a prompt; a result's does not. */
const J_PROMPT = constant('{"type":"text"}');
const J_NO_PROMPT = constant('{"type":"tool_result"}');
const J_TOOL_RESULT = constant(']},"toolUseResult":{"x":0');
const J_AGENT_ID = constant(',"agentId":');
const J_AGENT_TYPE = constant(',"agentType":');
const J_COMMAND = constant(',"commandName":');
const J_END_RESULT = constant('}}');
const J_END = constant(']}}');

/** String values that matter: place and size with quotes, two words each. */
export enum Value {
  CallId,
  AgentId,
  AgentType,
  Command,
  TurnOrigin,
  PromptSource,
  Count,
}
const values: usize = heap.alloc(<usize>Value.Count * 8);

/** Forgets the line before. */
export function beginValues(): void {
  for (let at = values; at < values + <usize>Value.Count * 8; at += 8) store<u64>(at, 0);
}

/** Writes what was noted. */
export function writeUserLine(isPrompt: bool, hasResult: bool): void {
  write(J_USER);
  if (uuidSize > 0) {
    write(J_UUID);
    writeBytes(uuidAt, uuidSize);
  }
  writeMember(J_TURN_ORIGIN, Value.TurnOrigin);
  writeMember(J_PROMPT_SOURCE, Value.PromptSource);
  write(J_CONTENT);
  if (sizeOf(Value.CallId) > 2) {
    writeMember(J_CALL_ID, Value.CallId);
    write(J_END_BLOCK);
  }
  write(isPrompt ? J_PROMPT : J_NO_PROMPT);
  if (hasResult) {
    write(J_TOOL_RESULT);
    writeMember(J_AGENT_ID, Value.AgentId);
    writeMember(J_AGENT_TYPE, Value.AgentType);
    writeMember(J_COMMAND, Value.Command);
    write(J_END_RESULT);
  } else write(J_END);
}

function writeMember(key: usize, which: Value): void {
  const size = sizeOf(which);
  if (size === 0) return;
  write(key);
  writeBytes(<usize>load<u32>(values + <usize>which * 8), size);
}

export function sizeOf(which: Value): u32 {
  return load<u32>(values + <usize>which * 8, 4);
}

/** Reads and notes a value, if it is a string; 0 where there was one before, since JSON.parse takes the last one. */
export function value(p: usize, which: Value): usize {
  const at = values + <usize>which * 8;
  const end = any(p);
  if (end === 0 || load<u32>(at) !== 0) return 0;
  store<u32>(at, <u32>p);
  if (load<u8>(p) === QUOTE) store<u32>(at, <u32>(end - p), 4);
  return end;
}

/** The first block that has the id of a call gives that of the line. */
export function firstCallId(p: usize): usize {
  const end = any(p);
  if (sizeOf(Value.CallId) > 2 || load<u8>(p) !== QUOTE) return end;
  const at = values + <usize>Value.CallId * 8;
  store<u32>(at, <u32>p);
  store<u32>(at, <u32>(end - p), 4);
  return end;
}
